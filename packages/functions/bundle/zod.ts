import { withoutBodies } from "./members";

/** What zod's strings have for each format. Ours are said with `z.email()` and its like. */
const FORMATS =
  "email url jwt emoji guid uuid uuidv4 uuidv6 uuidv7 nanoid cuid cuid2 ulid base64 base64url xid ksuid ipv4 ipv6 cidrv4 cidrv6 e164 datetime date time duration";

/** Installs what parses values that contain themselves, as JSON cannot. Without it zod is what `zod/mini` is. */
const MEMOIZER = /^function _ensureDefaultMemoizer\(\) \{[\s\S]*?^\}$/m;

/** What describes each schema in JSON Schema, when the OpenAPI document is written: not by a function. */
const DESCRIPTIONS = /^ +inst\._zod\.processJSONSchema = .*;$/gm;

/** Taken from the index it comes whole; taken from its own module, with what is used of it. */
const WHOLE_UTIL = /^import \{ util \} from "\.\.\/core\/index\.js";$/m;

/** `zod/v4/classic/schemas.js`, which every schema is made with, without what no function calls. */
export function zodSchemas(source: string): string {
  const lean = source
    .replace(MEMOIZER, "function _ensureDefaultMemoizer() {}")
    .replace(DESCRIPTIONS, "")
    .replace(WHOLE_UTIL, 'import * as util from "../core/util.js";')
    .replaceAll("core.util.", "util.");
  return withoutBodies(
    lean,
    FORMATS.split(" ").map((name) => `ZodString.${name}`),
  );
}

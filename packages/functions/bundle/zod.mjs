// What functions and pages leave out of zod. Plain JavaScript, as leave-out.mjs is.
import { withoutBodies } from "./leave-out.mjs";

/** What describes each schema in JSON Schema, when the OpenAPI document is written: not by what is deployed. */
const DESCRIPTIONS = /^ +inst\._zod\.processJSONSchema = .*;$/gm;

/** Taken from the index it comes whole; taken from its own module, with what is used of it. */
const WHOLE_UTIL = /^import \{ util \} from "\.\.\/core\/index\.js";$/m;

/** `zod/v4/classic/schemas.js`, which every schema is made with, without what describes it. */
function withoutDescriptions(source) {
  return source
    .replace(DESCRIPTIONS, "")
    .replace(WHOLE_UTIL, 'import * as util from "../core/util.js";')
    .replaceAll("core.util.", "util.");
}

/**
 * `zod/v4/core/to-json-schema.js`: each schema makes itself two methods of it, which are what throws.
 * @param {string} source
 * @returns {string}
 */
export function refusingDescriptions(source) {
  const names = [...source.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
  return names
    .map((name) => `export const ${name} = () => () => { throw new Error("no JSON Schema"); };`)
    .join("\n");
}

/** What zod's strings have for each format. Ours are said with `z.email()` and its like. */
const FORMATS = {
  ZodString:
    "email url jwt emoji guid uuid uuidv4 uuidv6 uuidv7 nanoid cuid cuid2 ulid base64 base64url xid ksuid ipv4 ipv6 cidrv4 cidrv6 e164 datetime date time duration",
};

/** What else schemas have that pages do not call, where it brings more along than itself. */
const UNCALLED_IN_PAGES = {
  ZodType:
    "overwrite exactOptional nonoptional and catch readonly validate validateAsync encode decode encodeAsync decodeAsync safeEncode safeDecode safeEncodeAsync safeDecodeAsync",
  _ZodString: "includes startsWith endsWith lowercase uppercase normalize slugify",
  ZodNumber: "multipleOf step",
  ZodObject: "safeExtend merge exactPartial required",
};

const pathsOf = (methods) =>
  Object.entries(methods).flatMap(([type, names]) =>
    names.split(" ").map((name) => `${type}.${name}`),
  );

/** Installs what parses values that contain themselves, as JSON cannot. Without it zod is what `zod/mini` is. */
const MEMOIZER = /^function _ensureDefaultMemoizer\(\) \{[\s\S]*?^\}$/m;

/**
 * `zod/v4/classic/schemas.js`, which every schema is made with, without what no function calls.
 * @param {string} source
 * @returns {string}
 */
export function zodSchemas(source) {
  return withoutMethods(source, FORMATS);
}

function withoutMethods(source, methods) {
  const lean = withoutDescriptions(source).replace(
    MEMOIZER,
    "function _ensureDefaultMemoizer() {}",
  );
  return withoutBodies(lean, pathsOf(methods));
}

const MADE_OF_TEXT = "core.$ZodObjectJIT.init";

/**
 * `zod/v4/classic/schemas.js` for pages, whose policy forbids code that is made of text: by such code objects are
 * parsed elsewhere.
 * @param {string} source
 * @returns {string}
 * @throws Error where zod parses objects in another way now
 */
export function zodSchemasOfPages(source) {
  if (!source.includes(MADE_OF_TEXT)) throw new Error(`zod has no ${MADE_OF_TEXT} any more`);
  const lean = withoutMethods(source, { ...FORMATS, ...UNCALLED_IN_PAGES });
  return lean.replace(MADE_OF_TEXT, "core.$ZodObject.init");
}

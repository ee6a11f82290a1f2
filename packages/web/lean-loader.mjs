// A loader of Next.js that leaves out of pages what bundles of functions leave out, by the same code, and what
// contracts say of themselves.
import { stripTypeScriptTypes } from "node:module";
import {
  REFUSAL,
  REFUSAL_SOURCE,
  refusingDescriptions,
  withoutTexts,
  withPureConstants,
  zodSchemas,
} from "../functions/bundle/leave-out.mjs";

const REFUSED = `import { leftOut } from ${JSON.stringify(REFUSAL)};`;

/** @this {{ resourcePath: string }} */
export default function leaveOut(source) {
  if (this.resourcePath.endsWith("to-json-schema.js")) return refusingDescriptions(source);
  if (this.resourcePath.endsWith("schemas.js")) {
    return zodSchemas(source).replace(REFUSED, REFUSAL_SOURCE.replace("export ", ""));
  }
  return withPureConstants(withoutTexts(stripTypeScriptTypes(source)));
}

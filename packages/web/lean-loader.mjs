// A loader of Next.js that leaves out of pages what bundles of functions leave out, by the same code, and what
// contracts say of themselves.
import { stripTypeScriptTypes } from "node:module";
import { withoutTexts, withPureConstants } from "../functions/bundle/leave-out.mjs";

export default function leaveOut(source) {
  return withPureConstants(withoutTexts(stripTypeScriptTypes(source)));
}

import type { Issue } from "@faibric/core/platform/errors";
import { MAX_DEPTH } from "./portable";

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],]/g;
const ENOUGH_ISSUES = 50;

/** An object or a list that is open: which names it has had, and where in it the text is. */
interface Open {
  readonly names?: Set<string>;
  at: PropertyKey;
}

/**
 * The fields that a JSON text names twice in one object. `JSON.parse` takes the last of them, what stands before
 * us may take the first: whoever looked at one of the two has not seen what is done. Source: RFC 7493, 2.3
 * @param text valid JSON
 */
export function repeatedFields(part: string, text: string): Issue[] {
  const issues: Issue[] = [];
  const open: Open[] = [];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    // What is nested so deep is refused for that, and would make long names here.
    if (open.length > MAX_DEPTH) return issues;
    const inner = open.at(-1);
    if (token === "{") open.push({ names: new Set(), at: "" });
    else if (token === "[") open.push({ at: 0 });
    else if (token === "}" || token === "]") open.pop();
    else if (token === ",") {
      if (inner && !inner.names) inner.at = Number(inner.at) + 1;
    } else if (inner?.names && isName(text, index + token.length)) {
      const name: string = JSON.parse(token); // spelt otherwise, `\u0061` is `a`
      inner.at = name;
      if (inner.names.has(name)) {
        const message = "Given more than once.";
        issues.push({ path: [part, ...open.map(({ at }) => at)], message });
        if (issues.length === ENOUGH_ISSUES) return issues;
      }
      inner.names.add(name);
    }
  }
  return issues;
}

/** Whether a colon follows, so that the string before it is a name and not a value. */
function isName(text: string, end: number): boolean {
  let at = end;
  while (" \t\r\n".includes(text.charAt(at)) && at < text.length) at += 1;
  return text.charAt(at) === ":";
}

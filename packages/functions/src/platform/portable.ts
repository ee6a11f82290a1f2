import type { Issue } from "@faibric/core/platform/errors";

/** DynamoDB keeps 32 levels; the platform's own envelopes (an event, a kept answer) take the rest. */
export const MAX_DEPTH = 28;
const MAX_KEY_LENGTH = 1_024;
/** DynamoDB's smallest number. */
const MIN_NUMBER = 1e-130;
const ENOUGH_ISSUES = 50;

/**
 * What a JSON value holds that would not come back as it was sent, because JSON, JavaScript or DynamoDB
 * changes or refuses it. Such a value is refused at the edge, whatever the schema lets through.
 * Sources: RFC 7493 (I-JSON); DynamoDB's naming rules and data types
 */
export function findUnportable(part: string, value: unknown): Issue[] {
  const issues: Issue[] = [];
  const path: PropertyKey[] = [part];
  const found = (message: string) => issues.push({ path: [...path], message });

  const look = (at: unknown): void => {
    if (issues.length >= ENOUGH_ISSUES) return;
    const fault = faultOf(at);
    if (fault) found(fault);
    if (typeof at !== "object" || at === null) return;
    if (path.length > MAX_DEPTH) {
      found(`Nested more than ${MAX_DEPTH} levels deep.`);
      return;
    }
    for (const [key, inner] of Object.entries(at)) {
      const isIndex = Array.isArray(at);
      path.push(isIndex ? Number(key) : key);
      const keyFault = isIndex ? undefined : faultOfKey(key);
      if (keyFault) found(keyFault);
      else look(inner);
      path.pop();
    }
  };
  look(value);
  return issues;
}

function faultOf(value: unknown): string | undefined {
  if (typeof value === "string") return faultOfText(value);
  if (typeof value !== "number" || value === 0) return undefined;
  const size = Math.abs(value);
  if (size > Number.MAX_SAFE_INTEGER) {
    return `Over ${Number.MAX_SAFE_INTEGER}, where numbers lose digits. Send it as a string.`;
  }
  return size < MIN_NUMBER ? `Nearer to zero than ${MIN_NUMBER}.` : undefined;
}

function faultOfText(text: string): string | undefined {
  if (!text.isWellFormed()) return "Half a surrogate pair: not a valid Unicode text.";
  return text.includes("\0") ? "A NUL character has no place in a text." : undefined;
}

function faultOfKey(key: string): string | undefined {
  if (key === "") return "A field needs a name.";
  if (key === "__proto__") return "No field may have this name.";
  if (key.length > MAX_KEY_LENGTH) return `A name has at most ${MAX_KEY_LENGTH} characters.`;
  return faultOfText(key);
}

/**
 * JSON in the one form that has one spelling: members sorted by the code units of their names, no
 * spaces, numbers and texts as JavaScript writes them. Members that are undefined are not there.
 * Source: RFC 8785 (JSON Canonicalization Scheme)
 * @throws TypeError for what I-JSON cannot say: half a surrogate pair, or a number that is none
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value)
      .filter(([, part]) => part !== undefined)
      // Not localeCompare: the order is that of UTF-16 code units, the same everywhere.
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, part]) => `${canonicalJson(name)}:${canonicalJson(part)}`);
    return `{${members.join(",")}}`;
  }
  if (typeof value === "string" && !value.isWellFormed()) {
    throw new TypeError("half a surrogate pair has no canonical form");
  }
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new TypeError(`${value} has no canonical form`);
  }
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`a ${typeof value} has no canonical form`);
  return text;
}

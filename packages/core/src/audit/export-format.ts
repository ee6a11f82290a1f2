import { canonicalJson } from "./canonical";
import type { StoredEntry } from "./chain";

const COLUMNS = [
  "sequence",
  "at",
  "action",
  "outcome",
  "reason",
  "count",
  "actorType",
  "actorId",
  "actorRole",
  "target",
  "before",
  "after",
  "address",
  "userAgent",
  "requestId",
  "correlationId",
  "recordId",
  "appendedAt",
  "previousHash",
  "hash",
] as const satisfies readonly (keyof StoredEntry)[];

/**
 * What a spreadsheet would take for a formula, its full-width forms included.
 * Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** RFC 4180, with the names of the columns where it is the beginning. */
export function toCsv(entries: readonly StoredEntry[], isBeginning: boolean): string {
  const rows = entries.map((entry) => COLUMNS.map((column) => cell(entry[column])).join(","));
  return [...(isBeginning ? [COLUMNS.join(",")] : []), ...rows].map((row) => `${row}\r\n`).join("");
}

function cell(value: string | number | undefined): string {
  if (typeof value !== "string") return value === undefined ? "" : String(value);
  // A leading apostrophe keeps a spreadsheet from reading it as a formula.
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * One entry a line, as it was hashed: the SHA-256 of a line without its `hash`, in base64url, is that
 * hash, so that whoever has the export can verify it without us.
 */
export function toJsonLines(entries: readonly StoredEntry[]): string {
  return entries.map((entry) => `${canonicalJson(entry)}\n`).join("");
}

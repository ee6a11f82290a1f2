/** Lines of fields as CSV, for spreadsheets too: a formula is text there. Source: RFC 4180 */
export function toCsv(lines: readonly (readonly string[])[]): string {
  return lines.map((fields) => `${fields.map(quote).join(",")}\r\n`).join("");
}

function quote(field: string): string {
  const safe = /^[=+\-@\t\r]/.test(field) ? `'${field}` : field;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

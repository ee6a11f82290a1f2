export type Format = "csv" | "jsonl";

/** The place in the log of the last line of a piece of an export: behind it the next piece begins. */
export function lastSequence(piece: string, format: Format): number {
  const line = piece.slice(startOfLastLine(piece.trimEnd(), format));
  const found = format === "csv" ? line.split(",")[0] : /"sequence":(\d+)/.exec(line)?.[1];
  const sequence = Number(found);
  if (!Number.isInteger(sequence))
    throw new Error("the export's last line has no place in the log");
  return sequence;
}

/** A field of CSV may have line breaks inside its quotes; a line of JSON has none. */
function startOfLastLine(text: string, format: Format): number {
  if (format === "jsonl") return text.lastIndexOf("\n") + 1;
  let [start, quoted] = [0, false];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted;
    if (text[at] === "\n" && !quoted) start = at + 1;
  }
  return start;
}

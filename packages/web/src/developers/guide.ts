/** A piece of a guide: prose as Markdown, or code to copy. */
export interface Piece {
  readonly kind: "prose" | "code";
  /** Of code. */
  readonly language: string;
  readonly text: string;
}

export interface GuideSection {
  /** For links to it. */
  readonly id: string;
  readonly title: string;
  readonly pieces: readonly Piece[];
}

export interface Guide {
  readonly name: string;
  readonly title: string;
  /** What it is about, before its first section. */
  readonly lead: readonly Piece[];
  readonly sections: readonly GuideSection[];
}

const FENCE = "```";

/**
 * A guide from its Markdown: `# title`, what it is about, then `## sections`. Code is taken out, because the
 * reader's own is filled into it.
 * @throws Error where it has no title
 */
export function readGuide(name: string, text: string): Guide {
  const [first = "", ...lines] = text.split("\n");
  if (!first.startsWith("# ")) throw new Error(`the guide ${name} begins with no title`);
  const sections: { title: string; lines: string[] }[] = [{ title: "", lines: [] }];
  let inCode = false;
  for (const line of lines) {
    if (line.startsWith(FENCE)) inCode = !inCode;
    if (!inCode && line.startsWith("## ")) sections.push({ title: line.slice(3), lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  const [lead, ...rest] = sections.map((section) => ({
    title: section.title,
    id: idOf(section.title),
    pieces: piecesOf(section.lines),
  }));
  return { name, title: first.slice(2), lead: lead?.pieces ?? [], sections: rest };
}

const idOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

function piecesOf(lines: readonly string[]): readonly Piece[] {
  const pieces: { kind: Piece["kind"]; language: string; lines: string[] }[] = [];
  let code = false;
  for (const line of lines) {
    if (line.startsWith(FENCE)) {
      code = !code;
      const kind = code ? "code" : "prose";
      pieces.push({ kind, language: line.slice(FENCE.length), lines: [] });
      continue;
    }
    if (pieces.length === 0) pieces.push({ kind: "prose", language: "", lines: [] });
    pieces.at(-1)?.lines.push(line);
  }
  return pieces
    .map(({ kind, language, lines: own }) => ({ kind, language, text: own.join("\n").trim() }))
    .filter(({ text }) => text !== "");
}

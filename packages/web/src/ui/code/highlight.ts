/** What a piece of code is, as far as a reader's eye wants to know. */
export type Kind = "plain" | "comment" | "string" | "number" | "word" | "name";
export interface Piece {
  readonly kind: Kind;
  readonly text: string;
}
export type Language = "json" | "shell" | "typescript" | "html" | "text";

const QUOTED = String.raw`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'`;
const NUMBER = String.raw`\b-?\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?\b`;
const KEYWORDS =
  "as|async|await|break|case|catch|class|const|continue|default|do|else|export|extends|false|finally|for|from|function|if|import|in|instanceof|interface|let|new|null|of|return|satisfies|switch|this|throw|true|try|type|typeof|undefined|void|while|yield";

/** Of each language what is told apart: the first that fits, wins. */
const RULES: Readonly<Record<Language, readonly (readonly [Kind, string])[]>> = {
  text: [],
  json: [
    ["name", String.raw`"(?:[^"\\\n]|\\.)*"(?=\s*:)`],
    ["string", String.raw`"(?:[^"\\\n]|\\.)*"`],
    ["number", NUMBER],
    ["word", String.raw`\b(?:true|false|null)\b`],
  ],
  shell: [
    ["comment", String.raw`(?:^|(?<=\s))#[^\n]*`],
    ["string", String.raw`"(?:[^"\\]|\\.)*"|'[^']*'`],
    ["name", String.raw`\$\w+|\$\{[^}]*\}`],
    ["word", String.raw`(?<=\s)--?[a-zA-Z][\w-]*`],
    ["name", String.raw`(?:^|(?<=[|&;]\s*))[a-z][\w./-]*`],
  ],
  typescript: [
    ["comment", String.raw`//[^\n]*|/\*[^]*?\*/`],
    ["string", `${QUOTED}|\`(?:[^\`\\\\]|\\\\.)*\``],
    ["number", NUMBER],
    ["word", String.raw`\b(?:${KEYWORDS})\b`],
    ["name", String.raw`\b[A-Za-z_$][\w$]*(?=\()`],
  ],
  html: [
    ["comment", "<!--[^]*?-->"],
    ["word", String.raw`</?[a-zA-Z][\w-]*|/?>`],
    ["string", QUOTED],
    ["name", String.raw`\b[\w-]+(?==)`],
  ],
};

/** Code in pieces that can be coloured. Put together again they are the code, letter by letter. */
export function highlight(code: string, language: Language): readonly Piece[] {
  const rules = RULES[language];
  if (rules.length === 0) return [{ kind: "plain", text: code }];
  const pattern = new RegExp(rules.map(([, source]) => `(${source})`).join("|"), "gm");
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of code.matchAll(pattern)) {
    const rule = match.slice(1).findIndex((text) => text !== undefined);
    if (match[0] === "") continue;
    if (match.index > at) pieces.push({ kind: "plain", text: code.slice(at, match.index) });
    pieces.push({ kind: rules[rule]?.[0] ?? "plain", text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < code.length) pieces.push({ kind: "plain", text: code.slice(at) });
  return pieces;
}

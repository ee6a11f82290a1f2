import type { MarkdownIt, StateCore, Token } from "markdown-it";

/** What of HTML there may be. Nothing that runs, is sent, or looks like a part of the page itself. */
export const SAFE_TAGS: Readonly<Record<string, readonly string[]>> = {
  a: ["href", "title", "rel"],
  blockquote: ["dir"],
  br: [],
  code: [],
  em: [],
  h2: ["dir"],
  h3: ["dir"],
  h4: ["dir"],
  h5: ["dir"],
  h6: ["dir"],
  hr: [],
  img: ["src", "alt", "title"],
  li: ["dir"],
  ol: ["start"],
  p: ["dir"],
  pre: [],
  s: [],
  strong: [],
  table: [],
  tbody: [],
  td: ["dir", "class"],
  th: ["dir", "class"],
  thead: [],
  tr: [],
  ul: [],
};
export const SAFE_PROTOCOLS = ["http", "https", "mailto", "tel"];
const ALIGNED = /^text-align:(left|center|right)$/;
const LOGICAL = { left: "text-start", center: "text-center", right: "text-end" } as const;
const LOWEST = 6;

/**
 * Lets nothing through but what is listed. It works on what was read, from which the HTML is then written: what
 * no token says cannot be in the page, so nothing needs to be read again and understood as a browser would.
 */
export function makeSafe(markdown: MarkdownIt): void {
  markdown.validateLink = isSafe;
  markdown.core.ruler.push("safe", (state) => {
    for (const token of state.tokens) {
      if (token.children) token.children = picturesIn(token.children, state);
      makePlain(token);
      for (const child of token.children ?? []) makePlain(child);
    }
    markTasks(state.tokens);
  });
}

/** A link to somewhere on this site, or by a way that only leads somewhere. Spaces and signs count for nothing. */
export function isSafe(address: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers leave them out of a scheme
  const scheme = /^([^/?#:]*):/.exec(address.replace(/[\u0000-\u0020\u007f-\u00a0]/g, ""))?.[1];
  return scheme === undefined || SAFE_PROTOCOLS.includes(scheme.toLowerCase());
}

/** On this site: its own path, and no other host's. */
const isOwn = (address: string): boolean => /^\/(?![/\\])/.test(address);

function makePlain(token: Token): void {
  if (token.type.startsWith("html_")) token.type = "text";
  if (token.type === "fence") token.info = "";
  if (token.type.startsWith("heading_")) token.tag = lower(token.tag);
  const allowed = SAFE_TAGS[token.tag];
  if (token.tag !== "" && !allowed) throw new Error(`no tag of Markdown: ${token.tag}`);
  const align = ALIGNED.exec(String(token.attrGet("style") ?? ""))?.[1];
  if (align) token.attrSet("class", LOGICAL[align as keyof typeof LOGICAL]);
  if (token.nesting === 1 && allowed?.includes("dir")) token.attrSet("dir", "auto");
  if (token.type === "link_open") token.attrSet("rel", "nofollow noopener");
  token.attrs = token.attrs?.filter(([name]) => allowed?.includes(name)) ?? null;
}

/** One level below: the first is the page's title. */
const lower = (tag: string) => `h${Math.min(Number(tag.slice(1)) + 1, LOWEST)}`;

/** Pictures of other sites would tell those who reads, and are not loaded: each is a link, by what it shows. */
function picturesIn(tokens: readonly Token[], state: StateCore): Token[] {
  let isLink = false;
  return tokens.flatMap((token) => {
    if (token.type === "link_open") isLink = true;
    if (token.type === "link_close") isLink = false;
    const source = token.type === "image" ? String(token.attrGet("src")) : "";
    if (token.type !== "image" || isOwn(source)) return [token];
    const text = new state.Token("text", "", 0);
    text.content = token.content || source;
    if (isLink) return [text];
    const open = new state.Token("link_open", "a", 1);
    open.attrs = [["href", source]];
    return [open, text, new state.Token("link_close", "a", -1)];
  });
}

/** `[x] Done` in a list says so by a box, which cannot be ticked here. */
function markTasks(tokens: readonly Token[]): void {
  for (const [index, { type, children }] of tokens.entries()) {
    const isFirst = type === "inline" && tokens[index - 2]?.type === "list_item_open";
    const text = children?.[0];
    if (!isFirst || text?.type !== "text") continue;
    text.content = text.content.replace(/^\[([ xX])\]\s/, (_, mark) =>
      mark === " " ? "☐ " : "☑ ",
    );
  }
}

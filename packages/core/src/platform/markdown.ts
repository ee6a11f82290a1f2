import MarkdownIt from "markdown-it";
import { makeSafe } from "./markdown-safety";

/** Beyond it a text is a book: whoever stores Markdown takes no more. */
export const MARKDOWN_MOST_LETTERS = 100_000;

/** HTML in a text is text; `example.com` is a link. Quotes in quotes in quotes end somewhere: 100 deep. */
const markdown = new MarkdownIt({ html: false, linkify: true, maxNesting: 100 });
makeSafe(markdown);

/**
 * Markdown (CommonMark, with GitHub's tables, task lists, strikethrough and bare links) as HTML that may stand in
 * any page or mail of ours, whoever has written it. Headings begin at the second level, below the page's title; a
 * picture is shown if it is on our own site, and is a link otherwise; each block finds its own direction.
 * @param text at most MARKDOWN_MOST_LETTERS
 * @throws RangeError where it is longer
 */
export function renderMarkdown(text: string): string {
  if (text.length > MARKDOWN_MOST_LETTERS) {
    throw new RangeError(`a text has at most ${MARKDOWN_MOST_LETTERS} letters`);
  }
  return markdown.render(text);
}

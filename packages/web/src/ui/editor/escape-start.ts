/** Text whose first letters would make it a heading or a list in Markdown, so that they do not. */
export const escapeStart = (text: string): string =>
  text
    .replace(/^(\s*)(#{1,6}|[-+])(?=\s|$)/, "$1\\$2")
    .replace(/^(\s*\d{1,9})([.)])(?=\s|$)/, "$1\\$2");

/** Text that is HTML already. Only `html` and `trusted` make it, so that all else is escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = Html | string | number | null | undefined | false | readonly Value[];

const ESCAPED: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => ESCAPED[letter] ?? letter);

/**
 * HTML with values put in: each is escaped, so it stays text wherever it stands between tags or in the quotes
 * of an attribute. Nothing is written for null, undefined and false; a list is written one after the other.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(parts.map((part, index) => part + write(values[index])).join(""));
}

/** HTML that was made safe elsewhere, such as what Markdown became. */
export const trusted = (text: string): Html => new Html(text);

function write(value: Value): string {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Html) return value.text;
  if (typeof value === "object") return value.map(write).join("");
  return escapeHtml(String(value));
}

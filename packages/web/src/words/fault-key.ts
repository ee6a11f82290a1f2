/** A rule's sentence as a place in the catalogue, and what is filled into it. */
export interface Fault {
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * The API's rules say in English what is wrong with a field. The catalogue has each sentence by its words,
 * without the number or the address in it: `A name has at most 80 characters.` is `a-name-has-at-most-n-characters`.
 */
export function faultKey(message: string): Fault {
  const values: Record<string, string> = {};
  const plain = message
    // Hints to a password are many, and come in English only.
    .replace(/^(This password is easy to guess\.).*$/s, "$1")
    .replace(/: (https?:\/\/\S+)\.$/, (_, url: string) => {
      values.url = url;
      return ": url.";
    })
    .replace(/\b(at most|at least|for) (\d[\d,]*)\b/i, (_, before: string, count: string) => {
      values.n = count;
      return `${before} n`;
    });
  const key = plain
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return { key, values };
}

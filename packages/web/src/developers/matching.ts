import type { Entry } from "./contents";

/** Those that have every word of the text somewhere. */
export function matching(entries: readonly Entry[], text: string): readonly Entry[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ title, call = "", group, path }) => {
    const said = `${title} ${call} ${group} ${path}`.toLowerCase();
    return wanted.every((word) => said.includes(word));
  });
}

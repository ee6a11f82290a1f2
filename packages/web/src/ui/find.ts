/** Those of which is said every word of a text, wherever; first those that say it as it was typed. */
export function find<T>(
  items: readonly T[],
  text: string,
  said: (item: T) => string,
): readonly T[] {
  const phrase = text.toLocaleLowerCase().trim();
  const wanted = phrase.split(/\s+/).filter(Boolean);
  const found = items
    .map((item) => ({ item, words: said(item).toLocaleLowerCase() }))
    .filter(({ words }) => wanted.every((word) => words.includes(word)));
  const asTyped = found.filter(({ words }) => words.includes(phrase));
  const others = found.filter(({ words }) => !words.includes(phrase));
  return [...asTyped, ...others].map(({ item }) => item);
}

const AT_ONCE = 10;

/** Maps in order, ten at a time: all at once would be throttled. */
export async function mapSome<From, To>(
  all: readonly From[],
  map: (one: From) => Promise<To>,
): Promise<To[]> {
  const results: To[] = [];
  for (let start = 0; start < all.length; start += AT_ONCE) {
    results.push(...(await Promise.all(all.slice(start, start + AT_ONCE).map(map))));
  }
  return results;
}

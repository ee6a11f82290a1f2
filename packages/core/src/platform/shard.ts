/** How many partitions one tenant's messages are spread over: some 500 transactional writes a second each. */
export const SHARDS = 16;

/** Every shard, to read what is spread over them. */
export const SHARD_NAMES: readonly string[] = Array.from({ length: SHARDS }, (_, index) =>
  nameOf(index),
);

/** The shard of an ID: always the same one, so that what has one ID stays in order. */
export function shardOf(id: string): string {
  let hash = 0;
  for (const letter of id) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return nameOf(hash % SHARDS);
}

function nameOf(index: number): string {
  return String(index).padStart(2, "0");
}

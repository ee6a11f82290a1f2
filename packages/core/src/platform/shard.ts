/** How many partitions an owner's messages, or a list, are spread over: some 500 transactional writes a second each. */
const SHARDS = 16;

/** Every shard, to read what is spread over them. */
export const SHARD_NAMES: readonly string[] = Array.from({ length: SHARDS }, (_, index) =>
  shardName(index),
);

/** The shard of an ID: always the same one, so that what has one ID stays in order. */
export function shardOf(id: string): string {
  let hash = 0;
  for (const letter of id) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return shardName(hash);
}

/** The name of the shard that a number falls to. */
export function shardName(number: number): string {
  return String(number % SHARDS).padStart(2, "0");
}

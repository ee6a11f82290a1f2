/**
 * The shape of the one table, as plain data: the stacks deploy it and the laptop cloud makes it.
 * Four overloaded indexes serve every capability. The stream carries new and old images, because the
 * outbox relay reads new items and the expiry of an item is known by its old one.
 */
export const TABLE = {
  partitionKey: "pk",
  sortKey: "sk",
  indexes: ["gsi1", "gsi2", "gsi3", "gsi4"],
  timeToLive: "expiresAt",
} as const;

export type IndexName = (typeof TABLE.indexes)[number];

import type { EntityItem } from "electrodb";
import { assertActor, assertPermission, useTenant } from "../platform/actor";
import { commit, type WritesTo } from "../platform/commit";
import { QuotaReached } from "./storage.events";
import { FileKind, QUOTA_BYTES, type Usage } from "./storage.schema";
import { UsageEntity } from "./usage.entity";

export type StoredUsage = Partial<EntityItem<typeof UsageEntity>>;
type UsageWrites = WritesTo<typeof UsageEntity>;

/** The shares of the quota that are told of when they are reached, in percent. */
const LEVELS = [80, 95, 100] as const;

export async function find(): Promise<StoredUsage> {
  const key = { tenantId: useTenant() };
  const { data } = await UsageEntity.get(key).go({ consistent: true });
  return data ?? {};
}

/** What the tenant's files take, and how much fits. */
export async function read(): Promise<Usage> {
  assertPermission("storage.read");
  const stored = await find();
  const { claimedBytes = 0, reservedBytes = 0, files = 0 } = stored;
  const { trashedFiles = 0, trashedBytes = 0 } = stored;
  return {
    ...{ quotaBytes: quotaOf(stored), usedBytes: claimedBytes - reservedBytes, reservedBytes },
    ...{ files, trashedFiles, trashedBytes },
    byKind: FileKind.options.map((kind) => ({ kind, bytes: stored[bytesOf(kind)] ?? 0 })),
  };
}

/** Gives the tenant another quota. What is there stays, even where it is more. */
export async function setQuota(quotaBytes: number): Promise<void> {
  const { tenantId } = assertActor("system");
  await UsageEntity.upsert({ tenantId }).set({ quotaBytes }).go({ response: "none" });
}

export const quotaOf = ({ quotaBytes = QUOTA_BYTES }: StoredUsage): number => quotaBytes;

export const roomIn = (usage: StoredUsage): number => quotaOf(usage) - (usage.claimedBytes ?? 0);

export const bytesOf = (kind: FileKind) => `${kind}Bytes` as const;

/** Reserves room, whoever else asks at the same time: the condition fails where the bytes do not fit. */
export function reserve(writes: UsageWrites, usage: StoredUsage, size: number) {
  return writes
    .update({ tenantId: useTenant() })
    .add({ claimedBytes: size, reservedBytes: size })
    .where((one, { notExists, lte }) => {
      return `${notExists(one.claimedBytes)} OR ${lte(one.claimedBytes, quotaOf(usage) - size)}`;
    })
    .commit();
}

/** What was reserved becomes a file. */
export function settle(writes: UsageWrites, { size, kind }: { size: number; kind: FileKind }) {
  return writes
    .patch({ tenantId: useTenant() })
    .subtract({ reservedBytes: size })
    .add({ files: 1, [bytesOf(kind)]: size })
    .commit();
}

/** What was reserved is free again. */
export function release(writes: UsageWrites, size: number) {
  return writes
    .patch({ tenantId: useTenant() })
    .subtract({ claimedBytes: size, reservedBytes: size })
    .commit();
}

/** A file is gone. */
export function free(
  writes: UsageWrites,
  { size, kind, trashedAt }: { size: number; kind: FileKind; trashedAt?: string | undefined },
) {
  return writes
    .patch({ tenantId: useTenant() })
    .subtract({ claimedBytes: size, files: 1, [bytesOf(kind)]: size })
    .add(trashedAt ? { trashedFiles: -1, trashedBytes: -size } : { trashedFiles: 0 })
    .commit();
}

/** A file goes into the trash, or comes out of it: its bytes still count. */
export function trash(writes: UsageWrites, size: number, sign: 1 | -1) {
  return writes
    .patch({ tenantId: useTenant() })
    .add({ trashedFiles: sign, trashedBytes: sign * size })
    .commit();
}

/**
 * Announces the level of the quota that the files have come to, once on the way up and again after it was less.
 * It is for who hears that a file came or went. @throws ConflictError where another did it at the same moment
 */
export async function tellLevel(): Promise<void> {
  const { tenantId } = assertActor("system");
  const usage = await find();
  const { claimedBytes = 0, toldPercent: told } = usage;
  const quotaBytes = quotaOf(usage);
  const percent = LEVELS.findLast((level) => 100 * claimedBytes >= level * quotaBytes) ?? 0;
  if (percent === (told ?? 0)) return;
  await commit({
    entities: { usage: UsageEntity },
    writes: (entities) => ({
      usage: entities.usage
        .patch({ tenantId })
        .set({ toldPercent: percent })
        .where((one, { eq, notExists }) =>
          told === undefined ? notExists(one.toldPercent) : eq(one.toldPercent, told),
        )
        .commit(),
    }),
    events:
      percent > (told ?? 0)
        ? [QuotaReached.create(tenantId, { percent, claimedBytes, quotaBytes })]
        : [],
  });
}

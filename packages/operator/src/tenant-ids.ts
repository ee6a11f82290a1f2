import type { TenantId } from "@faibric/core/platform/id";
import { mapSome } from "./some-at-once";

/** Of all tenants, the newest first: an ID begins with the time it was made. */
export async function tenantIds(): Promise<TenantId[]> {
  const Directory = await import("@faibric/core/platform/directory");
  const shards = await mapSome(Directory.shards(), async (shard) => {
    const ids: TenantId[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof Directory.list>> = await Directory.list(
        "tenants",
        shard,
        {
          limit: 1_000,
          cursor,
        },
      );
      ids.push(...page.items.map(({ member }) => member as TenantId));
      cursor = page.cursor;
    } while (cursor);
    return ids;
  });
  return shards.flat().sort().reverse();
}

import * as Directory from "../platform/directory";
import type { TenantId } from "../platform/id";

const AT_ONCE = 100;

/** All tenants, a hundred at a time. */
export async function* listOwners(): AsyncGenerator<TenantId[]> {
  for (const shard of Directory.shards()) {
    let cursor: string | null = null;
    do {
      const page = await Directory.list("tenants", shard, { limit: AT_ONCE, cursor });
      if (page.items.length) yield page.items.map(({ member }) => member as TenantId);
      cursor = page.cursor;
    } while (cursor);
  }
}

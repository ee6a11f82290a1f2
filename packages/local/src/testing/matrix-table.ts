import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { idSchema } from "@faibric/core/platform/id";
import type { Tenancy } from "./matrix-tenancy";

export type Item = Readonly<Record<string, unknown>>;
const EXAMPLE = idSchema("any").meta()?.example?.toString().slice("any".length) ?? "";
export const ID = /\b[a-z]{2,4}_[0-9a-hjkmnp-tv-z]{26}\b/g;

/** All that is in a table, as no product code may read it. */
export async function everyItem(TableName: string): Promise<Item[]> {
  const client = new DynamoDBClient({});
  const items: Item[] = [];
  let ExclusiveStartKey: Record<string, never> | undefined;
  do {
    const input = { TableName, ConsistentRead: true };
    const page = await client.send(
      new ScanCommand({ ...input, ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) }),
    );
    items.push(...(page.Items ?? []).map((item) => unmarshall(item)));
    ExclusiveStartKey = page.LastEvaluatedKey as Record<string, never> | undefined;
  } while (ExclusiveStartKey);
  return items;
}

/** Whether an item is the tenant's or one of its people's: by its keys, or as the directory knows it. */
export function isOf({ tenantId, people }: Tenancy, item: Item): boolean {
  const owners = [tenantId, ...Object.values(people)];
  const keys = Object.entries(item).filter(([name]) => /^(pk|gsi\dpk)$/.test(name));
  return (
    item.tenantId === tenantId ||
    keys.some(([, key]) => owners.some((owner) => String(key).split("#").includes(owner)))
  );
}

/** The tenant's items by their keys, each as text: to see that none has changed. */
export async function itemsOf(TableName: string, tenancy: Tenancy): Promise<Map<string, string>> {
  const items = (await everyItem(TableName)).filter((item) => isOf(tenancy, item));
  return new Map(items.map((item) => [`${item.pk} / ${item.sk}`, text(item)] as const).sort());
}

const text = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/**
 * The IDs that are the tenant's own, by prefix: what an attacker would try. The public keys are published,
 * under one name for all tenants, and so are the examples in the API's description.
 */
export function idsIn(items: ReadonlyMap<string, string>): Map<string, string[]> {
  const found = new Set(
    [...items].flatMap(([key, item]) =>
      key.startsWith("directory#access-token-keys#")
        ? []
        : (item.match(ID) ?? []).filter((id) => !id.endsWith(EXAMPLE)),
    ),
  );
  const byPrefix = new Map<string, string[]>();
  for (const id of found) {
    const [prefix = ""] = id.split("_");
    byPrefix.set(prefix, [...(byPrefix.get(prefix) ?? []), id]);
  }
  return byPrefix;
}

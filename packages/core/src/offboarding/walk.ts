import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { useTenant } from "../platform/actor";
import * as Directory from "../platform/directory";
import { tableName } from "../platform/table";
import type { TenantSession } from "../platform/tenant-session";
import { type Partitions, partitionsOf, partsOf } from "./inventory";
import type { Mark } from "./objects";

export type Item = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };

/** Where a walk through a tenant's items goes on. Plain data, so that another invocation can. */
export type ItemPosition =
  | { readonly at: "tenant"; readonly part: number; readonly after?: Record<string, unknown> }
  | { readonly at: "customers"; readonly cursor: string | null };

/** Behind the items there are the objects. */
export type Position = ItemPosition | { readonly at: "files"; readonly mark?: Mark };

export const START: ItemPosition = { at: "tenant", part: 0 };

/** Items of one kind, with the rules for them. */
export interface Group {
  readonly of: Partitions;
  readonly items: readonly Item[];
}

export interface Step {
  readonly groups: readonly Group[];
  /** The customers whose items these are all of. */
  readonly customers: readonly string[];
  /** Undefined at the end. */
  readonly next: ItemPosition | undefined;
}

const CUSTOMERS_AT_ONCE = 25;
const ITEMS_AT_ONCE = 1_000;

const parts = (owner: "tenant" | "customer") =>
  partitionsOf(owner).flatMap((of) => partsOf(of).map((part) => ({ of, part })));
const TENANT_PARTS = parts("tenant");
const CUSTOMER_PARTS = parts("customer");

/** What lets people into the tenant: where a walk through just that starts, one after the other. */
export const DOORS = TENANT_PARTS.flatMap(({ of }, part) =>
  of.door ? [{ at: "tenant", part } as const] : [],
);

/** Reads the next items of the actor's tenant: a page of one of its partitions, or all of some customers. */
export async function readStep(session: TenantSession, position: ItemPosition): Promise<Step> {
  return position.at === "tenant"
    ? ofTenant(session, position)
    : ofCustomers(session, position.cursor);
}

async function ofTenant(
  session: TenantSession,
  { part: index, after }: Extract<ItemPosition, { at: "tenant" }>,
): Promise<Step> {
  const found = TENANT_PARTS[index];
  if (!found) return ofCustomers(session, null);
  const page = await query(session, `${useTenant()}#${found.part}`, after);
  const next: ItemPosition = page.after
    ? { at: "tenant", part: index, after: page.after }
    : { at: "tenant", part: index + 1 };
  return { groups: [{ of: found.of, items: page.items }], customers: [], next };
}

async function ofCustomers(session: TenantSession, cursor: string | null): Promise<Step> {
  const tenantId = useTenant();
  const page = await Directory.list("customers", tenantId, { limit: CUSTOMERS_AT_ONCE, cursor });
  const customers = page.items.map(({ member }) => member);
  const groups = new Map<Partitions, Item[]>();
  for (const { of, part } of CUSTOMER_PARTS) {
    const found = await Promise.all(
      customers.map((customer) => queryAll(session, `${tenantId}#${customer}#${part}`)),
    );
    groups.set(of, [...(groups.get(of) ?? []), ...found.flat()]);
  }
  return {
    groups: [...groups].map(([of, items]) => ({ of, items })),
    customers,
    next: page.cursor ? { at: "customers", cursor: page.cursor } : undefined,
  };
}

async function queryAll(session: TenantSession, pk: string): Promise<Item[]> {
  const items: Item[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const page = await query(session, pk, after);
    items.push(...page.items);
    after = page.after;
  } while (after);
  return items;
}

async function query(
  { documents }: TenantSession,
  pk: string,
  after: Record<string, unknown> | undefined,
): Promise<{ items: Item[]; after: Record<string, unknown> | undefined }> {
  const { Items = [], LastEvaluatedKey } = await documents.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": pk },
      ConsistentRead: true,
      Limit: ITEMS_AT_ONCE,
      ...(after ? { ExclusiveStartKey: after } : {}),
    }),
  );
  return { items: Items as Item[], after: LastEvaluatedKey };
}

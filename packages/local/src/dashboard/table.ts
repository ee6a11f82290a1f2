import {
  type AttributeValue,
  BatchGetItemCommand,
  type DynamoDBClient,
  GetItemCommand,
} from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { TABLE } from "@faibric/core/platform/table.schema";
import { TABLE_NAME } from "../cloud/settings";
import type { DashboardParts } from "./parts";
import { type Routes, Unanswerable } from "./routes";
import { type AreaId, createTableKeys, DIRECTORY, type ItemKey, OTHER } from "./table-keys";

export interface AreaRow {
  /** A tenant's ID, `directory` or `other`. */
  readonly id: AreaId;
  /** The tenant's, where it has one. */
  readonly name: string | null;
  readonly slug: string | null;
  readonly items: number;
}

export interface AreaList {
  /** The directory first, then the tenants, newest first: the first 500. */
  readonly areas: readonly AreaRow[];
  readonly total: number;
}

export type Item = Readonly<Record<string, unknown>>;

export interface ItemList {
  readonly area: AreaRow;
  readonly entities: readonly { readonly name: string; readonly items: number }[];
  /** How many fit the filter. */
  readonly total: number;
  readonly from: number;
  readonly items: readonly Item[];
}

export interface ItemView {
  readonly item: Item;
  readonly bytes: number;
  /** When DynamoDB may delete it, ISO 8601. */
  readonly expires: string | null;
}

const PAGE = 50;
const AREAS = 500;
const NAMED = 100; // what BatchGetItem takes

export function tableRoutes({ tables: client, dynamodb }: DashboardParts): Routes {
  const keys = createTableKeys({ client, tableName: TABLE_NAME, onWrite: dynamodb.onWrite });
  return {
    "GET /table": async ({ query }): Promise<AreaList> =>
      areasOf(client, await keys.read(), query.get("q") ?? ""),
    "GET /table/:area": async ({ param, query }): Promise<ItemList> => {
      const all = (await keys.read()).get(param("area")) ?? [];
      const [area] = await named(client, [{ id: param("area"), items: all.length }]);
      if (!area) throw new Unanswerable("There is no such area.");
      const fitting = filter(all, query.get("entity"), query.get("q"));
      const from = Math.max(0, Math.floor(Number(query.get("from") ?? 0)) || 0);
      const items = await read(client, fitting.slice(from, from + PAGE));
      return { area, entities: entitiesOf(all), total: fitting.length, from, items };
    },
    "GET /table/:area/item": async ({ query }): Promise<ItemView> => {
      const Key = { pk: { S: query.get("pk") ?? "" }, sk: { S: query.get("sk") ?? "" } };
      const get = new GetItemCommand({ TableName: TABLE_NAME, Key, ConsistentRead: true });
      const { Item: found } = await client.send(get);
      if (!found) throw new Unanswerable("This item is not in the table any more.");
      const item = plain(found);
      const ends = item[TABLE.timeToLive];
      return {
        item,
        bytes: Buffer.byteLength(JSON.stringify(item)),
        expires: typeof ends === "number" ? new Date(ends * 1000).toISOString() : null,
      };
    },
  };
}

function filter(keys: readonly ItemKey[], entity: string | null, search: string | null) {
  const text = search?.toLowerCase() ?? "";
  return keys.filter(
    (key) =>
      (entity === null || key.entity === entity) &&
      (text === "" || `${key.pk}#${key.sk}`.toLowerCase().includes(text)),
  );
}

function entitiesOf(keys: readonly ItemKey[]): ItemList["entities"] {
  const counts = new Map<string, number>();
  for (const { entity } of keys) counts.set(entity, (counts.get(entity) ?? 0) + 1);
  return [...counts]
    .map(([name, items]) => ({ name, items }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

async function areasOf(
  client: DynamoDBClient,
  all: ReadonlyMap<AreaId, readonly ItemKey[]>,
  search: string,
): Promise<AreaList> {
  const place = (id: AreaId) => (id === DIRECTORY ? 0 : id === OTHER ? 2 : 1);
  const areas = [...all]
    .map(([id, keys]) => ({ id, items: keys.length }))
    // An ID begins with its time: the newest tenant is the one of interest.
    .sort((a, b) => place(a.id) - place(b.id) || (a.id < b.id ? 1 : -1));
  if (search === "") {
    return { areas: await named(client, areas.slice(0, AREAS)), total: areas.length };
  }
  const text = search.toLowerCase();
  const found = (await named(client, areas)).filter(({ id, name, slug }) =>
    [id, name, slug].join(" ").toLowerCase().includes(text),
  );
  return { areas: found.slice(0, AREAS), total: found.length };
}

/** Adds the names of tenants. */
async function named(
  client: DynamoDBClient,
  areas: readonly { id: AreaId; items: number }[],
): Promise<AreaRow[]> {
  const keys = areas
    .filter(({ id }) => id.startsWith("tnt_"))
    .map(({ id }) => ({ pk: `${id}#tenant.tenant`, sk: "tenant", entity: "tenant" }));
  const names = new Map<unknown, Item>();
  for (let from = 0; from < keys.length; from += NAMED) {
    const items = await read(client, keys.slice(from, from + NAMED));
    for (const item of items) names.set(item.tenantId, item);
  }
  const text = (value: unknown) => (typeof value === "string" ? value : null);
  return areas.map(({ id, items }) => {
    const tenant = names.get(id);
    return { id, items, name: text(tenant?.name), slug: text(tenant?.slug) };
  });
}

/** The items of these keys, in their order, without those that are gone. */
async function read(client: DynamoDBClient, keys: readonly ItemKey[]): Promise<Item[]> {
  let asked = keys.map(({ pk, sk }) => ({ pk: { S: pk }, sk: { S: sk } }));
  const found = new Map<string, Item>();
  while (asked.length) {
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [TABLE_NAME]: { Keys: asked } } }),
    );
    for (const one of Responses?.[TABLE_NAME] ?? []) {
      found.set(`${one.pk?.S}\n${one.sk?.S}`, plain(one));
    }
    asked = (UnprocessedKeys?.[TABLE_NAME]?.Keys ?? []) as typeof asked;
  }
  return keys.flatMap(({ pk, sk }) => {
    const item = found.get(`${pk}\n${sk}`);
    return item ? [item] : [];
  });
}

/** As JSON can tell it: sets as lists, bytes as how many they are. */
function plain(item: Record<string, AttributeValue>): Item {
  const shown = (_key: string, value: unknown) => {
    if (value instanceof Set) return [...value];
    if (value instanceof Uint8Array) return `${value.length} bytes of binary`;
    if (typeof value === "bigint") return String(value);
    return value;
  };
  return JSON.parse(JSON.stringify(unmarshall(item, { wrapNumbers: safely }), shown)) as Item;
}

/** Numbers beyond what JavaScript keeps exactly stay text. */
const safely = (text: string) => {
  const value = Number(text);
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? text : value;
};

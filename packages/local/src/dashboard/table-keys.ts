import { type AttributeValue, type DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
  /** ElectroDB's entity, such as `activity`; empty for an item of no entity. */
  readonly entity: string;
}

/** The tenant that owns the item, `directory`, or `other`: the beginning of its partition key. */
export type AreaId = string;

export const DIRECTORY = "directory";
export const OTHER = "other";

export interface TableKeys {
  /** Every key of the table by area, in the order of the keys. Read again after something was written. */
  read(): Promise<ReadonlyMap<AreaId, readonly ItemKey[]>>;
}

// A table that is written to without end is read at most this often.
const FRESH_MS = 1_000;

/** Keeps the keys at hand: whose an item is, and of what kind, is in no index of the table. */
export function createTableKeys(options: {
  client: DynamoDBClient;
  tableName: string;
  /** Tells of writes; undefined where the engine does not. */
  onWrite: ((listener: () => void) => () => void) | undefined;
}): TableKeys {
  const { client, tableName, onWrite } = options;
  let kept: ReadonlyMap<AreaId, readonly ItemKey[]> | undefined;
  let reading: Promise<ReadonlyMap<AreaId, readonly ItemKey[]>> | undefined;
  let stale = false;
  let readAt = 0;
  onWrite?.(() => {
    stale = true;
  });

  async function readAll() {
    stale = onWrite === undefined;
    try {
      kept = byArea(await scan(client, tableName));
      readAt = Date.now();
      return kept;
    } finally {
      reading = undefined;
    }
  }

  return {
    async read() {
      if (kept && (!stale || Date.now() - readAt < FRESH_MS)) return kept;
      reading ??= readAll();
      return reading;
    },
  };
}

async function scan(client: DynamoDBClient, TableName: string): Promise<ItemKey[]> {
  const keys: ItemKey[] = [];
  let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName,
        ProjectionExpression: "pk, sk, #entity",
        ExpressionAttributeNames: { "#entity": "__edb_e__" },
        ExclusiveStartKey,
      }),
    );
    for (const { pk, sk, __edb_e__: entity } of page.Items ?? []) {
      keys.push({ pk: pk?.S ?? "", sk: sk?.S ?? "", entity: entity?.S ?? "" });
    }
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return keys;
}

function byArea(keys: readonly ItemKey[]): Map<AreaId, ItemKey[]> {
  const areas = new Map<AreaId, ItemKey[]>();
  for (const key of keys) {
    const area = areaOf(key.pk);
    const list = areas.get(area);
    if (list) list.push(key);
    else areas.set(area, [key]);
  }
  for (const list of areas.values()) list.sort(compare);
  return areas;
}

export function areaOf(pk: string): AreaId {
  const [owner = ""] = pk.split("#", 1);
  if (owner === DIRECTORY || /^tnt_[0-9a-z]{26}$/.test(owner)) return owner;
  return OTHER;
}

const compare = (a: ItemKey, b: ItemKey) =>
  a.pk < b.pk ? -1 : a.pk > b.pk ? 1 : a.sk < b.sk ? -1 : a.sk > b.sk ? 1 : 0;

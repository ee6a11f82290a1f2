import assert from "node:assert/strict";
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ListTablesCommand,
  paginateListTables,
  type ReturnConsumedCapacity,
  TransactWriteItemsCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { conformanceCase, type Database, invalid, N, refused, S } from "./case";

const create = (db: Database, TableName: string) =>
  db.client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    }),
  );

const drop = (db: Database, TableName: string) =>
  db.client.send(new DeleteTableCommand({ TableName }));

const expire = (db: Database, TableName: string, Enabled: boolean, AttributeName = "gone") =>
  db.client.send(
    new UpdateTimeToLiveCommand({
      TableName,
      TimeToLiveSpecification: { Enabled, AttributeName },
    }),
  );

const capacity = async (
  db: Database,
  ReturnConsumedCapacity: ReturnConsumedCapacity,
  kilobytes: number,
) => {
  const body = S("x".repeat(kilobytes * 1024 - 200));
  return (await db.put("x", { body }, { ReturnConsumedCapacity })).ConsumedCapacity;
};

export const tableCases = [
  conformanceCase(
    "table-describe",
    "a table is described with keys, indexes, stream and billing",
    async (db) => {
      const { Table } = await db.client.send(new DescribeTableCommand({ TableName: db.table }));
      assert.equal(Table?.TableStatus, "ACTIVE");
      assert.deepEqual(Table.KeySchema, [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ]);
      assert.equal(Table.GlobalSecondaryIndexes?.length, 4);
      assert.equal(Table.BillingModeSummary?.BillingMode, "PAY_PER_REQUEST");
      assert.match(Table.LatestStreamArn ?? "", /^arn:aws:dynamodb:.*:table\/platform\/stream\//);
    },
  ),
  conformanceCase("table-list", "tables are listed in pages", async (db) => {
    const found: string[] = [];
    for await (const page of paginateListTables({ client: db.client, pageSize: 1 }, {})) {
      found.push(...(page.TableNames ?? []));
    }
    assert.ok(found.includes(db.table) && found.includes(db.numbers), found.join());
    const { TableNames } = await db.client.send(new ListTablesCommand({ Limit: 1 }));
    assert.equal(TableNames?.length, 1);
  }),
  conformanceCase("table-twice", "a table that exists cannot be made again", async (db) => {
    await refused(create(db, db.table), "ResourceInUseException");
  }),
  conformanceCase(
    "table-delete",
    "a deleted table is gone, and deleting it again is refused",
    async (db) => {
      const name = `drop-${db.pk}`;
      await create(db, name);
      await drop(db, name);
      const describe = new DescribeTableCommand({ TableName: name });
      await refused(db.client.send(describe), "ResourceNotFoundException");
      await refused(drop(db, name), "ResourceNotFoundException");
    },
  ),
  conformanceCase(
    "table-names",
    "a table name has 3 to 255 letters, digits, _ - and .",
    async (db) => {
      await invalid(create(db, "ab"));
      await invalid(create(db, "with space"));
      await invalid(create(db, "t".repeat(256)));
    },
  ),
  conformanceCase(
    "table-unused-attribute",
    "an attribute definition that no key uses is refused",
    async (db) => {
      await invalid(
        db.client.send(
          new CreateTableCommand({
            TableName: `unused-${db.pk}`,
            BillingMode: "PAY_PER_REQUEST",
            AttributeDefinitions: [
              { AttributeName: "id", AttributeType: "S" },
              { AttributeName: "other", AttributeType: "S" },
            ],
            KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
          }),
        ),
      );
    },
  ),
  conformanceCase("ttl-api", "time to live is turned on and described", async (db) => {
    const name = `ttl-${db.pk}`;
    await create(db, name);
    const describe = async () => {
      const answer = await db.client.send(new DescribeTimeToLiveCommand({ TableName: name }));
      return answer.TimeToLiveDescription;
    };
    assert.equal((await describe())?.TimeToLiveStatus, "DISABLED");
    await expire(db, name, true);
    assert.deepEqual(await describe(), { AttributeName: "gone", TimeToLiveStatus: "ENABLED" });
    await drop(db, name);
  }),
  conformanceCase("ttl-twice", "time to live cannot be turned on twice", async (db) => {
    const name = `ttl-twice-${db.pk}`;
    await create(db, name);
    await expire(db, name, true);
    await invalid(expire(db, name, true));
    await drop(db, name);
  }),
  conformanceCase(
    "capacity-none",
    "no consumed capacity is returned unless asked for",
    async (db) => {
      assert.equal((await db.put("x")).ConsumedCapacity, undefined);
    },
  ),
  conformanceCase("capacity-total", "a write costs a unit for each KB begun", async (db) => {
    assert.deepEqual(await capacity(db, "TOTAL", 1), { TableName: db.table, CapacityUnits: 1 });
    assert.equal((await capacity(db, "TOTAL", 3))?.CapacityUnits, 3);
  }),
  conformanceCase(
    "capacity-indexes",
    "each index that is written costs as much again",
    async (db) => {
      const options = { ReturnConsumedCapacity: "INDEXES" } as const;
      const { ConsumedCapacity } = await db.put("x", { gsi1pk: S(db.pk), gsi1sk: S("a") }, options);
      assert.equal(ConsumedCapacity?.CapacityUnits, 2);
      assert.equal(ConsumedCapacity.Table?.CapacityUnits, 1);
      assert.equal(ConsumedCapacity.GlobalSecondaryIndexes?.gsi1?.CapacityUnits, 1);
    },
  ),
  conformanceCase(
    "capacity-query",
    "a read costs half a unit for 4 KB, one when consistent",
    async (db) => {
      await db.put("x");
      const read = async (ConsistentRead: boolean) =>
        (await db.query("pk = :pk", { ConsistentRead, ReturnConsumedCapacity: "TOTAL" }))
          .ConsumedCapacity?.CapacityUnits;
      assert.deepEqual([await read(false), await read(true)], [0.5, 1]);
    },
  ),
  conformanceCase("capacity-transaction", "a transactional write costs twice", async (db) => {
    const put = { Put: { TableName: db.table, Item: { ...db.key("x"), v: N(1) } } };
    const { ConsumedCapacity } = await db.client.send(
      new TransactWriteItemsCommand({ TransactItems: [put], ReturnConsumedCapacity: "TOTAL" }),
    );
    assert.equal(ConsumedCapacity?.[0]?.CapacityUnits, 2);
  }),
];

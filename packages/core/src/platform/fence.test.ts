import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { asMember, asUser, newTenant, newUser } from "../testing/actors";
import { withActor } from "./actor";
import { env } from "./env";
import { FenceError, fence, withDirectory } from "./fence";
import { createId, customerKey, customerOf, type PersonId } from "./id";

const client = fence(new DynamoDBClient({}));
const documents = DynamoDBDocumentClient.from(client);
const TableName = env("TABLE_NAME");
const mine = newTenant();
const theirs = newTenant();
const S = (value: string) => ({ S: value });
const key = (tenant: string) => ({ pk: S(`${tenant}#x`), sk: S("x") });
const set = (field: string, value: string) => ({
  UpdateExpression: "ADD n :one SET #f = :v, note = :v",
  ExpressionAttributeNames: { "#f": field },
  ExpressionAttributeValues: { ":v": S(value), ":one": { N: "1" } },
});
const query = (field: string, tenant: string, IndexName?: string) => ({
  TableName,
  ...(IndexName ? { IndexName } : {}),
  KeyConditionExpression: "#pk = :pk",
  ExpressionAttributeNames: { "#pk": field },
  ExpressionAttributeValues: { ":pk": S(`${tenant}#x`) },
});

// The client types each command apart; what it does with one does not depend on which.
const send = (command: object) => client.send(command as GetItemCommand);

/** Every command that names a key, with the key in every place it can be in. */
const commands: Record<string, (tenant: string) => object> = {
  get: (t) => new GetItemCommand({ TableName, Key: key(t) }),
  put: (t) => new PutItemCommand({ TableName, Item: key(t) }),
  "put into an index": (t) =>
    new PutItemCommand({ TableName, Item: { ...key(mine), gsi3pk: S(`${t}#i`), gsi3sk: S("x") } }),
  delete: (t) => new DeleteItemCommand({ TableName, Key: key(t) }),
  update: (t) => new UpdateItemCommand({ TableName, Key: key(t), ...set("name", "v") }),
  "update that moves into an index": (t) =>
    new UpdateItemCommand({ TableName, Key: key(mine), ...set("gsi1pk", `${t}#i`) }),
  query: (t) => new QueryCommand(query("pk", t)),
  "query of an index": (t) => new QueryCommand(query("gsi2pk", t, "gsi2")),
  "batch get": (t) =>
    new BatchGetItemCommand({
      RequestItems: { [TableName]: { Keys: [{ ...key(t), sk: S("y") }] } },
    }),
  "batch put": (t) =>
    new BatchWriteItemCommand({
      RequestItems: { [TableName]: [{ PutRequest: { Item: key(t) } }] },
    }),
  "batch delete": (t) =>
    new BatchWriteItemCommand({
      RequestItems: { [TableName]: [{ DeleteRequest: { Key: key(t) } }] },
    }),
  "transact get": (t) =>
    new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key: key(t) } }] }),
  "transact put": (t) =>
    new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item: key(t) } }] }),
  "transact delete": (t) =>
    new TransactWriteItemsCommand({ TransactItems: [{ Delete: { TableName, Key: key(t) } }] }),
  "transact update into an index": (t) =>
    new TransactWriteItemsCommand({
      TransactItems: [{ Update: { TableName, Key: key(mine), ...set("gsi1pk", `${t}#i`) } }],
    }),
  "transact check": (t) =>
    new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName, Item: { ...key(mine), sk: S("z") } } },
        {
          ConditionCheck: {
            TableName,
            Key: key(t),
            ConditionExpression: "attribute_exists(pk) OR attribute_not_exists(pk)",
          },
        },
      ],
    }),
};

describe.each(Object.entries(commands))("%s", (_name, command) => {
  it("reaches the actor's own tenant", async () => {
    await expect(asMember(mine, () => send(command(mine)))).resolves.toBeDefined();
  });

  it("does not reach another tenant, nor one whose ID only begins alike", async () => {
    for (const tenant of [theirs, `${mine}0`, mine.slice(0, -1), "directory"]) {
      await expect(asMember(mine, () => send(command(tenant)))).rejects.toThrow(FenceError);
    }
  });

  it("reaches nothing without a tenant", async () => {
    await expect(send(command(mine))).rejects.toThrow(FenceError);
    await expect(asUser(newUser(), () => send(command(mine)))).rejects.toThrow(FenceError);
  });
});

it.each([
  ["a scan", new ScanCommand({ TableName })],
  ["PartiQL", new ExecuteStatementCommand({ Statement: `SELECT * FROM "${TableName}"` })],
])("refuses %s outright", async (_name, command) => {
  await expect(asMember(mine, () => send(command))).rejects.toThrow(FenceError);
});

it("refuses a query that names another attribute than the index's partition key", async () => {
  const command = new QueryCommand({ ...query("pk", mine), IndexName: "gsi1" });
  await expect(asMember(mine, () => client.send(command))).rejects.toThrow(FenceError);
});

it("holds for the document client too", async () => {
  const Key = { pk: `${theirs}#x`, sk: "x" };
  await expect(
    asMember(mine, () => documents.send(new GetCommand({ TableName, Key }))),
  ).rejects.toThrow(FenceError);
  await expect(
    asMember(mine, () =>
      documents.send(
        new UpdateCommand({
          TableName,
          Key: { pk: `${mine}#x`, sk: "x" },
          UpdateExpression: "SET gsi4pk = :v",
          ExpressionAttributeValues: { ":v": `${theirs}#x` },
        }),
      ),
    ),
  ).rejects.toThrow(FenceError);
});

it("opens the directory only where it is asked to, and never another tenant", async () => {
  const read = (tenant: string) => send(new GetItemCommand({ TableName, Key: key(tenant) }));
  await expect(withDirectory(() => read("directory"))).resolves.toBeDefined();
  await expect(read("directory")).rejects.toThrow(FenceError);
  await expect(withDirectory(() => read(theirs))).rejects.toThrow(FenceError);
});

describe("a person", () => {
  const [ada, grace] = [newUser(), newUser()];
  const mineToo = customerKey(mine, createId("cus"));
  const asAccount = <R>(userId: PersonId, fn: () => R): R =>
    withActor({ type: "account", userId, service: "test" }, fn);
  const asCustomer = <R>(fn: () => R): R => {
    const { customerId } = customerOf(mineToo);
    return withActor({ type: "customer", tenantId: mine, customerId }, fn);
  };
  // The key of an item is in the person's own area, and the index's may be anybody's.
  const ownKeyed = Object.entries(commands).filter(([name]) => !/into an index|check/.test(name));

  it.each(ownKeyed)("reaches their own area and nothing else: %s", async (_name, command) => {
    await expect(asAccount(ada, () => send(command(ada)))).resolves.toBeDefined();
    await expect(asUser(ada, () => send(command(ada)))).resolves.toBeDefined();
    const others = [
      grace,
      `${ada}0`,
      ada.slice(0, -1),
      ada.slice(4),
      mine,
      theirs,
      "directory",
      "usr_",
    ];
    for (const other of others) {
      await expect(asAccount(ada, () => send(command(other)))).rejects.toThrow(FenceError);
      await expect(asUser(ada, () => send(command(other)))).rejects.toThrow(FenceError);
    }
  });

  it.each(Object.keys(commands))("is out of a tenant's reach: %s", async (name) => {
    for (const person of [ada, mine.replace("tnt_", "usr_"), `${ada}#${mine}`]) {
      const attempt = asMember(mine, () => send(commands[name]?.(person) ?? {}));
      await expect(attempt).rejects.toThrow(FenceError);
    }
  });

  it.each(ownKeyed)(
    "of a tenant's own pool, being signed in, reaches what is theirs and not the tenant: %s",
    async (_name, command) => {
      await expect(asAccount(mineToo, () => send(command(mineToo)))).resolves.toBeDefined();
      const another = customerKey(mine, createId("cus"));
      const others = [mine, another, `${mineToo}0`, mineToo.slice(0, -1), theirs, ada, "directory"];
      for (const other of [...others, mineToo.replace(mine, theirs)]) {
        await expect(asAccount(mineToo, () => send(command(other)))).rejects.toThrow(FenceError);
      }
    },
  );

  it.each(ownKeyed)(
    "of a tenant's own pool reaches no other tenant: %s",
    async (_name, command) => {
      await expect(asCustomer(() => send(command(mine)))).resolves.toBeDefined();
      for (const other of [theirs, mineToo.replace(mine, theirs), ada, `${mine}0`, "directory"]) {
        await expect(asCustomer(() => send(command(other)))).rejects.toThrow(FenceError);
      }
    },
  );
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { afterAll, expect, test, vi } from "vitest";
import { pollStream } from "../lambda/stream-poller";
import { openStore } from "../wire/store";
import { startDynamoDb } from "./dynamodb";

const folder = mkdtempSync(join(tmpdir(), "faibric-kill-"));
const dataFile = join(folder, "tables.db");
const storeFile = join(folder, "cloud.db");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const from = (file: string) => JSON.stringify(fileURLToPath(new URL(file, import.meta.url)));

/** Writes three items; its handler takes the first and hangs in the second, as a kill would find it. */
const CLOUD = `
  import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
  import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
  import { startDynamoDb } from ${from("dynamodb.ts")};
  import { createTable } from ${from("table.ts")};
  import { pollStream } from ${from("../lambda/stream-poller.ts")};
  import { openStore } from ${from("../wire/store.ts")};
  const dynamodb = await startDynamoDb({ dataFile: ${JSON.stringify(dataFile)} });
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const options = { endpoint: dynamodb.url, region: "eu-central-1", credentials };
  const client = new DynamoDBClient(options);
  await createTable(client, "orders");
  for (const name of ["first", "second", "third"]) {
    const Item = { pk: { S: name }, sk: { S: "x" } };
    await client.send(new PutItemCommand({ TableName: "orders", Item }));
  }
  await pollStream({
    client: new DynamoDBStreamsClient(options),
    stream: { tableName: "orders" },
    store: openStore(${JSON.stringify(storeFile)}),
    name: "relay",
    batchSize: 1,
    signal: new AbortController().signal,
    invoke: async ({ Records }) => {
      if (Records[0].dynamodb.Keys.pk.S === "first") return;
      process.stdout.write("hanging");
      await new Promise(() => {});
    },
  });`;

test("after a kill -9 of everything, what was written and not yet handled is delivered", async () => {
  const cloud = spawn(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "-e", CLOUD],
    // Where its imports of packages are found.
    { cwd: fileURLToPath(new URL("../..", import.meta.url)), stdio: ["ignore", "pipe", "inherit"] },
  );
  await once(cloud.stdout, "data");
  cloud.kill("SIGKILL");
  await once(cloud, "exit");

  const dynamodb = await startDynamoDb({ dataFile });
  const stop = new AbortController();
  const delivered: (string | undefined)[] = [];
  const polling = pollStream({
    client: new DynamoDBStreamsClient({
      endpoint: dynamodb.url,
      region: "eu-central-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    }),
    stream: { tableName: "orders" },
    store: openStore(storeFile),
    name: "relay",
    signal: stop.signal,
    invoke: async ({ Records }) => {
      delivered.push(...Records.map((record) => record.dynamodb?.Keys?.pk?.S));
    },
  });
  await vi.waitFor(() => expect(delivered).toEqual(["second", "third"]), { timeout: 5_000 });
  stop.abort();
  await polling;
  await dynamodb.close();
});

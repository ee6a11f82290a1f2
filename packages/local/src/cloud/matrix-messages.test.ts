import { logged } from "@faibric/core/testing/logged";
import { manifests } from "@faibric/functions/manifests";
import { type DeployedFunction, functionsOf } from "@faibric/functions/platform/manifest.schema";
import { PROTOCOL } from "@faibric/functions/platform/socket";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as z from "zod";
import { arbitraryOf } from "../testing/arbitrary";
import { eventually } from "../testing/eventually";
import { seed } from "../testing/fuzz-requests";
import { idPlaces, PLANTED, withIds } from "../testing/matrix-inputs";
import { idsIn, itemsOf } from "../testing/matrix-table";
import { startSuiteCloud } from "../testing/suite-cloud";
import { underWay } from "../testing/under-way";
import { ROOT, TABLE_NAME } from "./settings";

// What reaches a function by a message and not by a request: events, steps of pipelines, sockets. Each carries
// another tenant's IDs wherever its schema has an ID. It is made from the manifests: a new one is in it.

// Pipelines of what does not exist try it for minutes before they give up.
const cloud = await startSuiteCloud({ secondMs: 10 });
// Imported once the cloud has said where the table is.
const tenancies = await import("../testing/matrix-tenancy");

type Handler = ((input: unknown, context: unknown) => Promise<unknown>) & { input?: z.ZodType };
const context = { awsRequestId: "an-invocation", getRemainingTimeInMillis: () => 20_000 };
const ROUNDS = 5;

let mine: Awaited<ReturnType<typeof tenancies.newTenancy>>;
let victim: typeof mine;
let before: Map<string, string>;
let theirs: Map<string, string[]>;
let tried = 0;

beforeAll(async () => {
  [mine, victim] = await Promise.all([
    tenancies.newTenancy(),
    tenancies.newTenancy({ name: PLANTED }),
  ]);
  await tenancies.customerTokenOf(victim.tenantId);
  before = await itemsOf(TABLE_NAME, victim);
  theirs = idsIn(before);
});

afterAll(() => cloud.close());

const deployed = manifests.flatMap((manifest) =>
  functionsOf(manifest).map((one) => ({ ...one, manifest })),
);
/** The function, whose log lines are read for what is the other tenant's and not shown. */
async function handlerOf({ file }: DeployedFunction): Promise<Handler> {
  const path = `${ROOT}/${file}.ts`;
  const { handler } = (await import(/* @vite-ignore */ path)) as { handler: Handler };
  const quiet = async (input: unknown, given: unknown) => {
    const { result, lines } = await logged(async () => Promise.allSettled([handler(input, given)]));
    expect(JSON.stringify(lines)).not.toContain(PLANTED);
    const [outcome] = result;
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value;
  };
  return Object.assign(quiet, handler.input ? { input: handler.input } : {});
}

const sampleOf = (schema: z.ZodType, round: number): unknown =>
  fc.sample(arbitraryOf(schema), { numRuns: 1, seed: seed + round })[0];

/** The same with each ID another tenant's, where it has one of that kind. */
const spoiled = <T>(value: T): T =>
  withIds(value, (id) => theirs.get(id.split("_")[0] ?? "")?.[0] ?? id);

/** What is no tenant, and must be nobody's by any reading of it. */
const noTenants = () => [
  ...[undefined, null, "", 7, [mine.tenantId, victim.tenantId], { tenantId: victim.tenantId }],
  ...[`${mine.tenantId},${victim.tenantId}`, `${victim.tenantId} `, `${victim.tenantId}\u0000`],
  ...[
    `${mine.tenantId}#${victim.tenantId}`,
    victim.tenantId.toUpperCase(),
    "*",
    "directory",
    "tnt_",
  ],
];

async function untouched(): Promise<void> {
  const after = await itemsOf(TABLE_NAME, victim);
  expect([...after]).toEqual([...before]);
}

describe.each(deployed.filter(({ kind }) => kind === "consumer"))("$name", (one) => {
  const event = one.manifest.consumers[one.key]?.event;
  if (!event) throw new Error(`${one.name} consumes nothing`);
  const message = (round: number, more: object) => {
    const eventId = tenancies.newId("evt");
    const properties = sampleOf(event.properties, round);
    const detail = {
      ...{ id: eventId, type: event.type, version: event.version },
      ...{ occurredAt: new Date().toISOString(), correlationId: eventId, properties },
      ...more,
    };
    return { messageId: tenancies.newId("msg"), body: JSON.stringify({ detail }) };
  };
  const deliver = async (record: ReturnType<typeof message>) => {
    tried++;
    const handler = await handlerOf(one);
    return (await handler({ Records: [record] }, context)) as { batchItemFailures: unknown[] };
  };

  it("handles an event of one tenant that is full of another's IDs without reaching it", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const foreign = { type: "system", tenantId: victim.tenantId, service: "attack" };
      const { messageId, body } = message(round, {
        aggregateId: victim.tenantId,
        actor: foreign,
      });
      const detail = spoiled(JSON.parse(body).detail);
      for (const owner of [mine.tenantId, mine.people.owner]) {
        await deliver({
          messageId,
          body: JSON.stringify({ detail: { ...detail, tenantId: owner } }),
        });
      }
    }
    await untouched();
  });

  it("does not handle an event of what is no tenant", async () => {
    for (const tenantId of noTenants()) {
      const actor = { type: "system", tenantId: mine.tenantId, service: "attack" };
      const record = message(0, { tenantId, aggregateId: mine.tenantId, actor });
      const { batchItemFailures } = await deliver(record);
      expect(batchItemFailures, String(tenantId)).toEqual([{ itemIdentifier: record.messageId }]);
    }
    await untouched();
  });
});

describe.each(deployed.filter(({ kind }) => kind === "step"))("$name", (one) => {
  it("runs for one tenant with another's IDs in its input without reaching it", async () => {
    const handler = await handlerOf(one);
    expect(handler.input, "made by `task`, it says what it takes").toBeDefined();
    for (let round = 0; round < ROUNDS && handler.input; round++) {
      const input = spoiled({
        ...(sampleOf(handler.input, round) as object),
        also: victim.tenantId,
      });
      tried++;
      // A step may well fail: it must only reach nobody else.
      await handler({ ...input, tenantId: mine.tenantId, correlationId: "x" }, context).catch(
        (error: unknown) => expect(String(error)).not.toContain(PLANTED),
      );
    }
    await untouched();
  });

  it("fails for what is no tenant", async () => {
    const handler = await handlerOf(one);
    for (const tenantId of noTenants()) {
      tried++;
      const input = { ...(handler.input ? (sampleOf(handler.input, 0) as object) : {}), tenantId };
      const attempt = handler({ ...input, correlationId: "x" }, context);
      await expect(attempt, String(tenantId)).rejects.toThrow();
    }
    await untouched();
  });
});

describe.each(deployed.filter(({ kind }) => kind === "queue"))("$name", (one) => {
  it("handles no message that is none of ours", async () => {
    const handler = await handlerOf(one);
    const bodies = [
      "",
      "{}",
      "[]",
      "null",
      "{",
      ...noTenants().map((tenantId) => JSON.stringify({ tenantId })),
    ];
    for (const body of bodies) {
      tried++;
      const messageId = tenancies.newId("msg");
      const attributes = { MessageGroupId: mine.tenantId, ApproximateReceiveCount: "1" };
      const Records = [{ messageId, body, attributes, messageAttributes: {} }];
      const answer = (await handler({ Records }, context)) as { batchItemFailures: unknown[] };
      expect(answer.batchItemFailures, body).toHaveLength(1);
    }
    await untouched();
  });
});

const sockets = deployed.filter(
  ({ kind, manifest, key }) => kind === "socket" && manifest.sockets.$connect === key,
);
describe.each(sockets)("$name", (one) => {
  const connect = async (...protocols: string[]) => {
    tried++;
    const handler = await handlerOf(one);
    const requestContext = {
      connectionId: tenancies.newId("con"),
      requestId: "a-request",
      identity: {},
    };
    const headers = { "Sec-WebSocket-Protocol": protocols.join(", ") };
    return (await handler({ requestContext, headers }, context)) as { statusCode: number };
  };

  it("lets in members of the tenant that they name, and nobody else", async () => {
    const token = async (make: Promise<string>) => `bearer.${await make}`;
    // One that no event or step above has erased.
    const { tenantId, people } = await tenancies.newTenancy();
    const { owner, removed } = people;
    const good = await token(tenancies.tokenOf(owner));
    const [own, other] = [tenantId, victim.tenantId].map((id) => `tenant.${id}`) as [
      string,
      string,
    ];
    expect((await connect(PROTOCOL, good, own)).statusCode).toBe(200);
    const refused: [number, string[]][] = [
      [403, [PROTOCOL, good, other]],
      [403, [PROTOCOL, good]],
      [403, [PROTOCOL, good, "tenant."]],
      [403, [PROTOCOL, good, `${own}#`]],
      [403, [PROTOCOL, await token(tenancies.tokenOf(removed)), own]],
      [401, [PROTOCOL, own]],
      [401, [PROTOCOL, await token(tenancies.expiredTokenOf(owner)), own]],
      [401, [PROTOCOL, await token(tenancies.customerTokenOf(tenantId)), own]],
      [401, [PROTOCOL, await token(tenancies.sessionTokenOf(owner, { ended: true })), own]],
      [400, [good, own]],
    ];
    for (const [status, protocols] of refused) {
      const { statusCode } = await connect(...protocols);
      expect(statusCode, protocols.join(" ").slice(-60)).toBe(status);
    }
    await untouched();
  });
});

it("has reached nothing of the other tenant, when all that follows has happened", async () => {
  await eventually(
    () => underWay(cloud.stepFunctions),
    (all) => all.length === 0,
  );
  await untouched();
  expect(idPlaces([...before.values()]).length).toBeGreaterThan(5);
  process.stdout.write(`matrix: ${tried} messages, 0 items of another tenant reached\n`);
});

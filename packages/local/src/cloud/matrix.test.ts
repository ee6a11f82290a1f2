import { isPaged, isSafe, permissionOf } from "@faibric/core/platform/contract";
import { REFUSALS } from "@faibric/core/platform/openapi-refusals";
import { Problem } from "@faibric/core/platform/problem.schema";
import { manifests } from "@faibric/functions/manifests";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../testing/eventually";
import type { Case, Operation, Victim } from "../testing/matrix-case";
import { ownParts, PLANTED, plant, requestOf } from "../testing/matrix-inputs";
import { ID, idsIn, itemsOf } from "../testing/matrix-table";
import { type RawAnswer, type RawRequest, sendRaw } from "../testing/raw-http";
import { startSuiteCloud } from "../testing/suite-cloud";
import { underWay } from "../testing/under-way";
import { UNLIMITED } from "../testing/unlimited";
import { TABLE_NAME } from "./settings";

// Each operation, asked by everybody who may and may not. It is made from the contracts: a new operation is in it.

const cloud = await startSuiteCloud({ rateLimits: UNLIMITED });
// Imported once the cloud has said where the table is.
const { customerTokenOf, newTenancy, tokenOf } = await import("../testing/matrix-tenancy");
const { casesOf } = await import("../testing/matrix-cases");

const operations: readonly Operation[] = manifests
  .flatMap((manifest) => Object.entries(manifest.operations))
  .map(([key, contract]) => ({ key, contract }));
const send = (request: RawRequest) => sendRaw(cloud.url, request);

let victim: Victim;
let before: Map<string, string>;
let tried = 0;
let leaks = 0;

/** What so many requests set off may take so long on a busy machine. */
const SETTLES_MS = 120_000;

/** Nothing is under way any more, so what is in the table stays. */
async function settled(): Promise<void> {
  let last = "";
  await eventually(
    async () => {
      const running = underWay(cloud.stepFunctions);
      const waiting = cloud.sqs.depths().filter(({ queue }) => !queue.includes("dead-letters"));
      const now = `${waiting.map(({ visible, inFlight }) => visible + inFlight).join()} ${[...(await itemsOf(TABLE_NAME, victim)).values()].join()}`;
      const same = now === last && running.length === 0;
      last = now;
      return { same, idle: waiting.every(({ visible, inFlight }) => visible + inFlight === 0) };
    },
    ({ same, idle }) => same && idle,
    SETTLES_MS,
  );
}

/** The victim uses every operation that makes or changes something, with recognizable words. */
async function fill(): Promise<Map<string, string>> {
  const headers = {
    authorization: `Bearer ${await tokenOf(victim.people.owner)}`,
    "x-tenant-id": victim.tenantId,
  };
  const making = operations.filter(
    ({ contract }) => permissionOf(contract) && contract.method !== "DELETE",
  );
  const changing = making.filter((one) => !isSafe(one.contract));
  // First what makes something, so that there is something to change.
  const isPost = ({ contract }: Operation) => Number(contract.method === "POST");
  for (const { contract } of changing.toSorted((one, other) => isPost(other) - isPost(one))) {
    const known = idsIn(await itemsOf(TABLE_NAME, victim));
    for (const round of [1, 2, 3]) {
      const parts = ownParts(contract, known, round);
      const path = { ...parts.params, ...(known.has("tnt") ? { tenantId: victim.tenantId } : {}) };
      const body = plant(contract.body, parts.body);
      await send(requestOf(contract, { ...parts, params: path, body }, headers));
    }
  }
  const cursors = new Map<string, string>();
  for (const { key, contract } of making.filter((one) => isPaged(one.contract))) {
    const params = { tenantId: victim.tenantId };
    const parts = { ...ownParts(contract, new Map()), params, query: { limit: 1 } };
    const { cursor } = JSON.parse((await send(requestOf(contract, parts, headers))).text);
    if (typeof cursor === "string") cursors.set(key, cursor);
  }
  return cursors;
}

beforeAll(async () => {
  const tenancy = await newTenancy({ name: PLANTED });
  const customerToken = await customerTokenOf(tenancy.tenantId);
  victim = { ...tenancy, customerToken, ids: new Map(), cursors: new Map() };
  const cursors = await fill();
  await settled();
  before = await itemsOf(TABLE_NAME, victim);
  victim = { ...victim, ids: idsIn(before), cursors };
}, SETTLES_MS);

afterAll(async () => {
  await cloud.close();
});

const GUARDS = new Set([
  "platform.actor.unauthenticated",
  "platform.actor.forbidden",
  "platform.tenant.refused",
  "tenant.tenant.suspended",
  "auth.mfa.required",
  "auth.step_up.required",
]);
const LIMITED = 429;

const codeOf = (answer: RawAnswer): string | undefined =>
  answer.status >= 400 && answer.text ? Problem.parse(JSON.parse(answer.text)).code : undefined;

async function inParallel<T>(all: readonly T[], run: (one: T) => Promise<void>): Promise<void> {
  const left = all.values();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const one of left) await run(one);
    }),
  );
}

/** The answer has nothing of the victim's that the request did not bring along. */
function checkLeak({ request }: Case, answer: RawAnswer, told: string): void {
  const brought = `${request.target} ${JSON.stringify(request.headers)} ${String(request.body)}`;
  const said = `${answer.text} ${JSON.stringify(answer.headers)}`;
  const theirs = new Set([...victim.ids.values()].flat());
  const leaked = [...new Set(said.match(ID) ?? [])].filter(
    (id) => theirs.has(id) && !brought.includes(id),
  );
  if (said.includes(PLANTED)) leaked.push(PLANTED);
  leaks += leaked.length;
  expect(leaked, told).toEqual([]);
}

/** A refusal is one that the contract, or the platform for such a contract, has told of. */
function checkDeclared({ contract }: Operation, answer: RawAnswer, told: string): void {
  const code = codeOf(answer);
  if (code === undefined) {
    expect(answer.status, told).toBe(contract.status);
    return;
  }
  const platform = REFUSALS.filter(({ applies }) => applies(contract)).map((one) => one.code);
  const declared = [...Object.keys(contract.refuses ?? {}), ...platform];
  if (code.endsWith(".not_found") && declared.some((one) => one.endsWith(".not_found"))) return;
  expect(declared, told).toContain(code);
}

async function check(operation: Operation, one: Case): Promise<void> {
  const answer = await send(one.request);
  const told = `${operation.key} ${one.what}\n${one.request.method} ${one.request.target} ${String(one.request.body)}\n${answer.status} ${answer.text}`;
  expect(answer.status, told).toBeLessThan(500);
  checkLeak(one, answer, told);
  checkDeclared(operation, answer, told);
  const { expected } = one;
  const code = codeOf(answer);
  if (expected.kind === "refused") {
    expect({ status: answer.status, code }, told).toEqual({
      status: expected.status,
      code: expected.code,
    });
  } else if (expected.kind === "like") {
    const other = await send(expected.other);
    if (answer.status === LIMITED || other.status === LIMITED) return;
    const wanted = { status: other.status, code: codeOf(other) };
    expect({ status: answer.status, code }, told).toEqual(wanted);
  } else if (!(code !== undefined && code in (operation.contract.refuses ?? {}))) {
    expect(GUARDS, told).not.toContain(code);
  }
}

describe.each(operations)("$key", (operation) => {
  it("answers everybody as its contract says, and tells nobody of another tenant", async () => {
    const cases = await casesOf(operation, victim);
    tried += cases.length;
    await inParallel(cases, (one) => check(operation, one));
  }, 60_000);
});

it("knows things of the attacked tenant to look for, of every kind that its people could make", () => {
  expect([...victim.ids.keys()]).toEqual(expect.arrayContaining(["tnt", "usr", "evt"]));
  expect([...before.values()].join()).toContain(PLANTED);
  expect(victim.cursors.size).toBeGreaterThan(0);
});

/** Its log is told of attempts without a valid token. */
const isTold = (key: string) => /#(audit\.|platform\.audit-outbox#)/.test(key);
/** What is counted of the tenant's own people. */
const ownCount = (item = "") => /"tenant":(\{"N":"\d+"\}|\d+)/.exec(item)?.[1];
/** What its own customers ask too much of is counted on them, and on none of its people. */
const isOfItsCustomers = (key: string, was = "", is = "") =>
  key.includes("#platform.throttle") &&
  is.includes('"audience') &&
  [undefined, ownCount(was)].includes(ownCount(is));

it(
  "has left the attacked tenant's items as they were, to the byte",
  async () => {
    await settled();
    const after = await itemsOf(TABLE_NAME, victim);
    // A counter of the minute that was filled in ends by itself.
    const ended = [...before.keys()].filter(
      (key) => key.includes("#platform.throttle") && !after.has(key),
    );
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
      (key) =>
        before.get(key) !== after.get(key) &&
        !ended.includes(key) &&
        !isTold(key) &&
        !isOfItsCustomers(key, before.get(key), after.get(key)),
    );
    expect(changed).toEqual([]);
    process.stdout.write(
      `matrix: ${operations.length} operations, ${tried} cases, ${leaks} leaks\n`,
    );
  },
  SETTLES_MS,
);

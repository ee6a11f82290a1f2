import { gunzipSync } from "node:zlib";
import { manifests } from "@faibric/functions/manifests";
import { afterAll, describe, expect, it } from "vitest";
import { eventually } from "../testing/eventually";
import { ownParts, requestOf } from "../testing/matrix-inputs";
import { type RawRequest, sendRaw } from "../testing/raw-http";
import { secretsIn, withValue } from "../testing/secret-fields";
import { storedApartFromMail } from "../testing/stored-rows";
import { startAuthCloud } from "./auth.fixture";

// Each operation that takes a secret is given known ones, well and badly; each that tells one tells it. Then all
// that is kept anywhere is searched. It is made from the contracts: a new operation is in it.

const { cloud, close } = await startAuthCloud();
// Imported once the cloud has said where the table is.
const { newTenancy, sessionTokenOf } = await import("../testing/matrix-tenancy");
const { withActor } = await import("@faibric/core/platform/actor");
const Export = await import("@faibric/core/offboarding/export");
const Log = await import("@faibric/core/audit/log");
afterAll(close);

const operations = manifests
  .flatMap((manifest) => Object.entries(manifest.operations))
  .map(([key, contract]) => ({ key, contract, ...secretsIn(contract) }));
const taking = operations.filter(({ marked }) => marked.length);
const telling = operations.filter(({ contract }) => contract.tellsSecret);

const planted = new Set<string>();
const refusals: string[] = [];
let count = 0;
/** Hard to guess, so that a password may be it, and like nothing else that is kept. */
function newSecret(): string {
  const secret = `planted-otter-hums-vermilion-${++count}-${Date.now().toString(36)}`;
  planted.add(secret);
  return secret;
}

const tenancy = await newTenancy();
const known = new Map([
  ["tnt", [tenancy.tenantId]],
  ["usr", [tenancy.people.viewer]],
]);
async function send(request: RawRequest): Promise<string> {
  const { status, text } = await sendRaw(cloud.url, request);
  expect(status, text).toBeLessThan(500);
  if (status >= 400) refusals.push(text);
  return status < 400 ? text : "";
}
async function headersOf(access: string): Promise<Record<string, string>> {
  if (access === "anyone" || access === "public") return {};
  const token = await sessionTokenOf(tenancy.people.owner, { secondFactor: true });
  planted.add(token.split(".")[2] ?? "");
  const headers = { authorization: `Bearer ${token}`, "idempotency-key": newSecret() };
  return access === "user" ? headers : { ...headers, "x-tenant-id": tenancy.tenantId };
}

it("finds the operations that take a secret", () => {
  expect(taking.length).toBeGreaterThan(8);
});

it.each(operations)("$key marks each field that is named as a secret as one", ({ unmarked }) => {
  expect(unmarked, "give the schema .meta({ writeOnly: true })").toEqual([]);
});

describe.each(taking)("$key", ({ contract, marked }) => {
  it("is given secrets, well and badly", async () => {
    const headers = await headersOf(contract.access);
    const parts = ownParts(contract, known);
    const fill = (make: () => unknown) =>
      marked.reduce<unknown>((body, { place }) => withValue(body, place, make()), parts.body);
    const bodies = [
      fill(newSecret),
      fill(() => [newSecret()]),
      fill(() => ({ [newSecret()]: newSecret() })),
      fill(() => newSecret().repeat(100)),
      { ...(fill(newSecret) as object), passwort: newSecret() },
      newSecret(),
    ];
    for (const body of bodies) {
      await send(requestOf(contract, { ...parts, body }, { ...headers, ...keyed(headers) }));
    }
    const broken = requestOf(contract, parts, headers);
    await send({ ...broken, body: `{"secret":"${newSecret()}"` });
    await send({ ...broken, body: newSecret() });
    await send({ ...broken, body: `{"secret":'${newSecret()}'}` });
    await send({ ...broken, headers: { ...headers, authorization: `Bearer ${newSecret()}` } });
  });
});

/** Each request its own key. */
const keyed = (headers: Record<string, string>) =>
  headers["idempotency-key"] ? { "idempotency-key": newSecret() } : {};

describe.each(telling)("$key", ({ contract }) => {
  it("tells a secret, once", async () => {
    const headers = await headersOf(contract.access);
    const text = await send(requestOf(contract, ownParts(contract, known), headers));
    for (const value of text.match(/[\w-]{32,}/g) ?? []) {
      // What follows the last underscore is the secret; before it are IDs, which are none.
      planted.add(value.slice(-32));
    }
  });
});

/** All that the tenant's owner may take away, and what they read of its audit log. */
async function takenAway(): Promise<string> {
  const { tenantId, people } = tenancy;
  const owner = { type: "member", tenantId, userId: people.owner, role: "owner" } as const;
  await withActor(owner, () => Export.request(tenantId));
  const { download } = await eventually(
    () => withActor(owner, () => Export.read(tenantId)),
    ({ status }) => status === "ready",
    60_000,
  );
  const archive = Buffer.from(await (await fetch(download?.url ?? "")).arrayBuffer());
  const log = await withActor(owner, () =>
    Log.exportPiece(tenantId, { after: 0, limit: 2_000, format: "jsonl" }),
  );
  return `${gunzipSync(archive).toString()}\n${log}`;
}

it("keeps none of them in a store, an event, a queue, a log line, a refusal or an export", async () => {
  await eventually(
    () => cloud.sqs.depths().filter(({ queue }) => !queue.includes("dead-letters")),
    (queues) => queues.every(({ visible, inFlight }) => visible + inFlight === 0),
  );
  const places = {
    exports: await takenAway(),
    stores: storedApartFromMail(cloud.dataDir),
    "log lines": JSON.stringify(cloud.watchers.lines()),
    requests: JSON.stringify(cloud.watchers.requests()),
    refusals: refusals.join("\n"),
    events: JSON.stringify(
      cloud.eventBridge.history({
        ...{ from: "2020-01-01T00:00:00Z", to: "2100-01-01T00:00:00Z", limit: 5_000 },
      }),
    ),
  };
  expect(places.stores).toContain(tenancy.tenantId);
  // What it has of secrets, and who did what with them, are there: their values are not.
  expect(places.exports).toContain("items/secrets.secret.jsonl");
  expect(places.exports).toContain("secrets.setSecret");
  expect(places["log lines"].length).toBeGreaterThan(1_000);
  expect(planted.size).toBeGreaterThan(50);
  for (const [place, text] of Object.entries(places)) {
    const found = [...planted].filter((value) => text.includes(value));
    expect(found, `in the ${place}`).toEqual([]);
  }
  process.stdout.write(`secrecy: ${taking.length} operations, ${planted.size} secrets, 0 found\n`);
}, 90_000);

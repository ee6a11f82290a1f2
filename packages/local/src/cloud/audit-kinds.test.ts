import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { type Contract, isAudited } from "@faibric/core/platform/contract";
import { changeSecurity } from "@faibric/core/tenant/settings.contract";
import { manifests } from "@faibric/functions/manifests";
import { afterAll, describe, expect, it } from "vitest";
import { eventually } from "../testing/eventually";
import { ownParts, requestOf } from "../testing/matrix-inputs";
import { sendRaw } from "../testing/raw-http";
import { startAuditCloud } from "./audit.fixture";
import { ROOT } from "./settings";

// Each operation that the log is told of is done once, and refused once, and its entries are looked for. It is
// made from the contracts: a new operation is in it. What cannot be made from them is listed, and compared.

const { cloud, close } = await startAuditCloud();
afterAll(close);
// Imported once the cloud has said where the table is.
const { newTenancy, sessionTokenOf } = await import("../testing/matrix-tenancy");
const { withActor } = await import("@faibric/core/platform/actor");
const Erasure = await import("@faibric/core/offboarding/erasure");
const Suspension = await import("@faibric/core/tenant/suspension");
const { itemsOf } = await import("./audit-chain.fixture");

const operations = manifests.flatMap(({ capability, operations }) =>
  Object.entries(operations)
    .filter(([, contract]) => isAudited(contract))
    .map(([key, contract]) => ({ name: `${capability}.${key}`, key, contract })),
);
const known = operations.filter(({ contract }) => /^(user|member:)/.test(contract.access));
const others = operations.filter((one) => !known.includes(one));
/** They change something that was there, and are done well by what is made from their contracts. */
const CHANGING = [
  "renameTenant",
  "changeSettings",
  "changeSecurity",
  "changeRole",
  "suspendTenant",
];

type Entry = Readonly<Record<string, unknown>>;
/** The entries of a request, in whichever of the logs. */
const entriesOf = (owners: readonly string[], requestId: string) =>
  eventually(
    async () => {
      const logs = await Promise.all(owners.map((owner) => itemsOf(`${owner}#audit.entry`)));
      const entries: Entry[] = logs.flat().map((item) => unmarshall(item));
      return entries.filter((entry) => entry.requestId === requestId);
    },
    (found) => found.length > 0,
  );

const isInTenant = ({ access }: Contract) => access.startsWith("member:");

async function ask(
  contract: Contract,
  tenancy: Awaited<ReturnType<typeof newTenancy>>,
  role: "owner" | "viewer" | "removed",
) {
  const { tenantId, people } = tenancy;
  const token = await sessionTokenOf(people[role], { secondFactor: true });
  const ids = new Map([
    ["tnt", [tenantId]],
    ["usr", [people.member]],
  ]);
  const headers = {
    authorization: `Bearer ${token}`,
    ...(isInTenant(contract) ? { "x-tenant-id": tenantId } : {}),
  };
  const made = ownParts(contract, ids);
  // Who has no second factor cannot ask one of everybody.
  const parts = contract === changeSecurity ? { ...made, body: { auditRetentionDays: 90 } } : made;
  const { role: wanted } = (parts.body ?? {}) as { role?: string };
  // To be given the role that one has changes nothing.
  if (wanted === "member" && "userId" in parts.params) parts.params.userId = people.viewer;
  const request = requestOf(contract, parts, headers);
  const answer = await sendRaw(cloud.url, request);
  const requestId = String(answer.headers["x-request-id"]);
  // What was founded has a log of its own.
  const founded = answer.text.match(/tnt_\w{26}/g) ?? [];
  const owners = [...new Set([tenantId, people[role], ...founded])];
  return { ...answer, requestId, userId: people[role], owners };
}

it("finds the operations that the log is told of", () => {
  expect(known.length).toBeGreaterThan(35);
});

describe.each(known)("$name", ({ name, key, contract }) => {
  it("is told of: who, what, to what, what changed, from where and when", async () => {
    const tenancy = await newTenancy();
    const before = Date.now();
    const { status, text, requestId, userId, owners } = await ask(contract, tenancy, "owner");
    expect(status, text).toBeLessThan(500);
    const [entry = {}, ...more] = await entriesOf(owners, requestId);
    expect(more, text).toEqual([]);
    expect(entry).toMatchObject({
      action: name,
      actorId: userId,
      target: expect.any(String),
      address: expect.stringMatching(/127\.0\.0\.1|::1/),
      outcome: status < 400 ? "succeeded" : expect.stringMatching(/denied|failed/),
      ...(status < 400 ? {} : { reason: JSON.parse(text).code }),
    });
    const at = Date.parse(String(entry.at));
    expect(at).toBeGreaterThanOrEqual(before - 1);
    expect(at).toBeLessThanOrEqual(Date.now());
    if (!CHANGING.includes(key)) return;
    expect(status, text).toBeLessThan(300);
    const [was, is] = [JSON.parse(String(entry.before)), JSON.parse(String(entry.after))];
    expect(Object.keys(is)).not.toEqual([]);
    expect(was).not.toEqual(is);
  });
});

describe.each(known.filter(({ contract }) => isInTenant(contract)))(
  "$name",
  ({ name, contract }) => {
    it("is told of in the person's own log where they are no member", async () => {
      const tenancy = await newTenancy();
      const { status, requestId, userId } = await ask(contract, tenancy, "removed");
      expect(status).toBe(403);
      expect(await entriesOf([userId], requestId)).toMatchObject([
        { action: name, outcome: "denied", reason: "platform.tenant.refused", actorId: userId },
      ]);
    });
  },
);

it("tells of a tenant that is restored what it was and is", async () => {
  const tenancy = await newTenancy({ status: "suspended" });
  const restore = operations.find(({ key }) => key === "restoreTenant");
  if (!restore) throw new Error("nothing restores a tenant");
  const { status, requestId, owners } = await ask(restore.contract, tenancy, "owner");
  expect(status).toBe(200);
  const [entry = {}] = await entriesOf(owners, requestId);
  expect(JSON.parse(String(entry.before))).toMatchObject({ status: "suspended", by: "owner" });
  expect(JSON.parse(String(entry.after))).toMatchObject({ status: "active" });
});

it("tells of what the operator does to a tenant, which is no operation", async () => {
  // An erasure that begins at once would take along what is looked for here: this one waits.
  const wait = { Type: "Wait", Seconds: 3_600, End: true };
  cloud.stepFunctions.ensureMachine("erasing", { StartAt: "Hold", States: { Hold: wait } });
  const { tenantId } = await newTenancy();
  const asOperator = <R>(run: () => R) =>
    withActor({ type: "system", tenantId, service: "operator" }, run);
  await asOperator(() => Suspension.suspend(tenantId, "Unpaid ☕️"));
  await asOperator(() => Suspension.restore(tenantId));
  await asOperator(Erasure.requestNow);
  const told = await eventually(
    async () => (await itemsOf(`${tenantId}#audit.entry`)).map((item) => unmarshall(item)),
    (found) => found.length >= 3,
  );
  expect(told).toMatchObject([
    { action: "tenant.tenant.suspended", actorId: "operator", target: tenantId },
    { action: "tenant.tenant.restored", actorId: "operator", target: tenantId },
    { action: "offboarding.erasure.requested", actorId: "operator", target: tenantId },
  ]);
  expect(JSON.parse(told[0]?.after)).toEqual({
    status: "suspended",
    by: "operator",
    reason: "Unpaid ☕️",
  });
});

/** A test that sees the entry of what cannot be made from a contract, as it stands there. */
const SEEN: Readonly<Record<string, string>> = {
  "auth.signUp": "audit-auth.test.ts",
  "auth.verifyEmail": "audit-auth.test.ts",
  "auth.signIn": "audit-auth.test.ts",
  "auth.requestPasswordReset": "audit-auth.test.ts",
  "auth.confirmPasswordReset": "audit-auth.test.ts",
  "auth.requestMagicLink": "audit-auth.test.ts",
  "auth.redeemMagicLink": "audit-auth.test.ts",
  "auth.verifyMfa": "auth-mfa.test.ts",
  "auth.signInByPasskey": "auth-passkeys.test.ts",
  "auth.confirmEmailChange": "auth-email.test.ts",
  "auth.signUpCustomer": "audit-customers.test.ts",
  "auth.verifyCustomerEmail": "audit-customers.test.ts",
  "auth.signInCustomer": "audit-customers.test.ts",
  "auth.requestCustomerMagicLink": "audit-customers.test.ts",
  "auth.redeemCustomerMagicLink": "audit-customers.test.ts",
  "auth.changeCustomerPassword": "audit-customers.test.ts",
  "auth.revokeCustomerSession": "audit-customers.test.ts",
  "auth.revokeOtherCustomerSessions": "audit-customers.test.ts",
  "auth.signOutCustomer": "audit-customers.test.ts",
  "auth.requestCustomerPasswordReset": "audit-customers.test.ts",
  "auth.confirmCustomerPasswordReset": "audit-customers.test.ts",
  "auth.session.stolen": "audit-auth.test.ts",
  "auth.account.locked": "audit-auth.test.ts",
  "audit.record.lost": "audit.test.ts",
  "tenant.tenant.activated": "audit.test.ts",
  "tenant.tenant.failed": "tenant-life.test.ts",
  "tenant.tenant.suspended": "audit-kinds.test.ts",
  "tenant.tenant.restored": "audit-kinds.test.ts",
  "offboarding.erasure.requested": "audit-kinds.test.ts",
};

/** What is told of under a name of its own, in the sources: no operation, or beside one. */
function ownActions(): string[] {
  const files = globSync("packages/{core,functions}/src/**/*.ts", { cwd: ROOT });
  const sources = files
    .filter((file) => !/\.(test|fixture)\.ts$/.test(file))
    .map((file) => readFileSync(join(ROOT, file), "utf8"));
  const named = sources.flatMap((text) => [...text.matchAll(/action: "([a-z-]+\.[a-z.-]+)"/g)]);
  return [...named.map(([, name = ""]) => name), "tenant.tenant.activated", "tenant.tenant.failed"];
}

it("knows a test that sees the entry of everything else", () => {
  const rest = [...others.map(({ name }) => name), ...ownActions()];
  expect(Object.keys(SEEN).sort()).toEqual([...new Set(rest)].sort());
  for (const [name, file] of Object.entries(SEEN)) {
    expect(readFileSync(join(import.meta.dirname, file), "utf8"), file).toContain(name);
  }
});

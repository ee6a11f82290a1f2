import {
  CreateBucketCommand,
  DeleteBucketCommand,
  HeadObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, expect, it } from "vitest";
import { eventually, UNHURRIED_MS } from "../testing/eventually";
import { startAuthCloud } from "./auth.fixture";
import { BUCKET_NAME } from "./settings";

const auth = await startAuthCloud();
afterAll(() => auth.close());
const { cloud, mails, tokenIn } = auth;
const s3 = new S3Client({ forcePathStyle: true });
const password = "quiet-walrus-plays-vibraphone-81";

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** Calls of one person in one tenant. */
const inTenant =
  (token: string, tenantId: string) =>
  async (method: string, path: string, body?: object, etag?: string): Promise<Answer> => {
    const response = await fetch(`${cloud.url}/api/tenants${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        "x-tenant-id": tenantId,
        "content-type": "application/json",
        ...(etag ? { "if-match": etag } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : {} };
  };
type Calls = ReturnType<typeof inTenant>;

async function founder(email: string, slug: string) {
  const { accessToken } = await auth.person(email, password);
  const found = inTenant(accessToken, "");
  const { body } = await found("POST", "", { name: "Blå Flaske ☕", slug });
  const tenantId = String(body.tenantId);
  const call = inTenant(accessToken, tenantId);
  const until = (status: string) =>
    eventually(
      async () => (await call("GET", `/${tenantId}`)).body,
      (tenant) => tenant.status === status,
    );
  return { tenantId, call, until, accessToken };
}

async function join(owner: Calls, tenantId: string, email: string, role: string) {
  const invited = await owner("POST", `/${tenantId}/invitations`, { email, role });
  expect(invited.status).toBe(201);
  const [mail] = await mails(email, "Join Blå Flaske ☕ on Faibric");
  const { accessToken } = await auth.person(email, password);
  const call = inTenant(accessToken, tenantId);
  const token = tokenIn(mail);
  const accepted = await call("POST", "/invitations/accept", { token });
  expect(accepted).toMatchObject({ status: 200, body: { tenantId, role } });
  return { call, token };
}

it("is undone where its file storage is really gone, says so to its owner, and is tried again", async () => {
  await s3.send(new DeleteBucketCommand({ Bucket: BUCKET_NAME }));
  const { tenantId, call, until } = await founder("ada@example.com", "blue-bottle");

  const failed = await until("failed");

  expect(failed.failure).toMatch(/^The place for your files could not be made.* tried again\.$/);
  expect(failed).not.toHaveProperty("settings"); // an earlier step, taken back
  const executions = cloud.stepFunctions.executions({ limit: 10 });
  await eventually(
    () => cloud.stepFunctions.executions({ limit: 10 }).map(({ status }) => status),
    (statuses) => statuses.every((status) => status === "FAILED"),
  );
  expect(executions).toHaveLength(1);

  await s3.send(new CreateBucketCommand({ Bucket: BUCKET_NAME }));
  const retried = await call("POST", `/${tenantId}/onboarding/retry`);
  expect(retried).toMatchObject({ status: 200, body: { status: "onboarding" } });
  const active = await until("active");
  expect(active).toMatchObject({ settings: { currency: "USD" } });
  expect(active).not.toHaveProperty("failure");
  // The end of the log is kept in the same storage, so the log goes on once that is back.
  const told = () => call("GET", `/${tenantId}/audit?action=tenant.tenant.failed`);
  const failures = ({ body }: Answer) => (body.items ?? []) as unknown[];
  const log = await eventually(told, (answer) => failures(answer).length > 0, 40_000, UNHURRIED_MS);
  expect(failures(log)).toMatchObject([{ outcome: "failed", before: { status: "onboarding" } }]);
  const Key = `tenant_${tenantId}/tenant/about.json`;
  await s3.send(new HeadObjectCommand({ Bucket: BUCKET_NAME, Key }));
  expect(await call("POST", `/${tenantId}/onboarding/retry`)).toMatchObject({
    status: 409,
    body: { code: "tenant.onboarding.not_failed" },
  });
}, 120_000);

it("takes in who was invited, and nobody once they are removed", async () => {
  const { tenantId, call, until } = await founder("grace@example.com", "grace-bakery");
  await until("active");
  const { call: linus, token } = await join(call, tenantId, "linus@example.com", "admin");
  expect(await linus("POST", "/invitations/accept", { token })).toMatchObject({ status: 422 });

  const members = await linus("GET", `/${tenantId}/memberships`);
  const items = members.body.items as { userId: string; email: string; role: string }[];
  expect(items.map(({ email, role }) => `${email} ${role}`).sort()).toEqual([
    "grace@example.com owner",
    "linus@example.com admin",
  ]);
  const of = (email: string) => items.find((item) => item.email === email)?.userId;

  // An admin touches no owner; the last owner stays.
  const path = `/${tenantId}/memberships/${of("grace@example.com")}`;
  expect(await linus("DELETE", path)).toMatchObject({
    status: 403,
    body: { code: "tenant.role.out_of_reach" },
  });
  expect(await call("POST", `/${tenantId}/leave`)).toMatchObject({
    status: 409,
    body: { code: "tenant.owner.last" },
  });

  const theirs = `/${tenantId}/memberships/${of("linus@example.com")}`;
  expect(await call("PATCH", theirs, { role: "viewer" })).toMatchObject({ status: 200 });
  expect((await linus("GET", `/${tenantId}/invitations`)).status).toBe(403);
  expect((await linus("GET", `/${tenantId}`)).status).toBe(200);
  expect((await linus("GET", "")).body.items).toMatchObject([{ tenantId, role: "viewer" }]);
  expect(await call("DELETE", theirs)).toMatchObject({ status: 204 });
  expect(await linus("GET", `/${tenantId}`)).toMatchObject({
    status: 403,
    body: { code: "platform.tenant.refused" },
  });
  expect((await linus("GET", "")).body.items).toEqual([]);
  await eventually(
    async () => JSON.stringify((await call("GET", `/${tenantId}/activity`)).body),
    (activity) =>
      activity.includes("linus@example.com has joined") && activity.includes("was removed"),
  );
}, 60_000);

it("is renamed in every member's list, and closed but for its owners' reads while it is suspended", async () => {
  const { tenantId, call, until } = await founder("edsger@example.com", "edsger-books");
  const { version } = await until("active");
  const { call: admin } = await join(call, tenantId, "barbara@example.com", "admin");

  const renamed = await call("PATCH", `/${tenantId}`, { name: "מאפייה 🥐" }, `"${version}"`);
  expect(renamed.status).toBe(200);
  await eventually(
    async () => (await admin("GET", "")).body.items as { name: string }[],
    ([first]) => first?.name === "מאפייה 🥐",
  );

  const suspended = await call("POST", `/${tenantId}/suspend`, { reason: "Winter" });
  expect(suspended).toMatchObject({ status: 200, body: { status: "suspended" } });
  const SUSPENDED = { status: 403, body: { code: "tenant.tenant.suspended" } };
  expect(await call("GET", `/${tenantId}`)).toMatchObject({
    status: 200,
    body: { suspension: { by: "owner", reason: "Winter" } },
  });
  expect(await call("POST", `/${tenantId}/leave`)).toMatchObject(SUSPENDED);
  expect(await admin("GET", `/${tenantId}`)).toMatchObject(SUSPENDED);
  expect(await admin("POST", `/${tenantId}/restore`)).toMatchObject(SUSPENDED);
  expect(await call("POST", `/${tenantId}/restore`)).toMatchObject({ status: 200 });
  expect((await admin("GET", `/${tenantId}`)).status).toBe(200);
}, 60_000);

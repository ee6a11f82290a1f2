import { inspect } from "node:util";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { afterEach, expect, it, vi } from "vitest";
import { asMember, asSystem, newTenant, newUser } from "../testing/actors";
import { withActor } from "./actor";
import { EnvelopeError, open, rewrap, seal } from "./envelope";
import { redact } from "./redacted";

const binding = { purpose: "tenant-secret", name: "stripe.key" };
const SECRET = "sk_live_שלום_🔑_مرحبا";

afterEach(() => {
  vi.unstubAllEnvs();
});

it("opens for the tenant, the purpose and the name that it was sealed for", async () => {
  const tenantId = newTenant();
  const sealed = await asMember(tenantId, () => seal(SECRET, binding));
  const opened = await asSystem(tenantId, () => open(sealed, binding));
  expect(opened.reveal()).toBe(SECRET);
  expect(sealed).not.toContain("sk_live");
});

it("opens for the person that it was sealed for, and for no other", async () => {
  const userId = newUser();
  const account = (id: typeof userId) =>
    ({ type: "account", userId: id, service: "test" }) as const;
  const sealed = await withActor(account(userId), () => seal(SECRET, binding));
  const opened = await withActor(account(userId), () => open(sealed, binding));
  expect(opened.reveal()).toBe(SECRET);
  const theirs = withActor(account(newUser()), () => open(sealed, binding));
  await expect(theirs).rejects.toThrow(EnvelopeError);
});

it.each([
  ["another tenant", newTenant(), binding],
  ["another name", undefined, { ...binding, name: "stripe.webhook" }],
  ["another purpose", undefined, { ...binding, purpose: "totp" }],
])("does not open for %s", async (_who, other, theirs) => {
  const tenantId = newTenant();
  const sealed = await asSystem(tenantId, () => seal(SECRET, binding));
  const stolen = asSystem(other ?? tenantId, () => open(sealed, theirs));
  await expect(stolen).rejects.toThrow(EnvelopeError);
});

it("does not open with the data key of one value and the ciphertext of another", async () => {
  const tenantId = newTenant();
  const other = { ...binding, name: "other" };
  const [mine, theirs] = await asSystem(tenantId, () =>
    Promise.all([seal(SECRET, binding), seal("something else", other)]),
  );
  const [version, dataKey] = mine.split(".");
  const mixed = [version, dataKey, ...theirs.split(".").slice(2)].join(".");
  await expect(asSystem(tenantId, () => open(mixed, binding))).rejects.toThrow(EnvelopeError);
});

it("does not open when any part of it is changed or missing", async () => {
  const tenantId = newTenant();
  const sealed = await asSystem(tenantId, () => seal(SECRET, binding));
  const parts = sealed.split(".");
  const spoiled = [1, 2, 3].flatMap((part) =>
    [0, 10, -1].map((at) => {
      const bytes = Buffer.from(parts[part] ?? "", "base64url");
      const index = at < 0 ? bytes.length - 1 : at;
      bytes.writeUInt8(bytes.readUInt8(index) ^ 1, index);
      return parts.with(part, bytes.toString("base64url")).join(".");
    }),
  );
  for (const text of [...spoiled, "", "v1", "v1...", "v2.a.b.c", `${sealed}.x`]) {
    await expect(
      asSystem(tenantId, () => open(text, binding)),
      text,
    ).rejects.toThrow(EnvelopeError);
  }
});

it("seals the same value differently each time, under a data key of its own", async () => {
  const tenantId = newTenant();
  const twice = await asSystem(tenantId, () =>
    Promise.all([seal("a", binding), seal("a", binding)]),
  );
  const [one = [], other = []] = twice.map((text) => text.split("."));
  for (const part of [1, 2, 3]) expect(one[part]).not.toBe(other[part]);
});

it("opens after it was put under another key, which it then needs", async () => {
  const tenantId = newTenant();
  const before = await asSystem(tenantId, () => seal(SECRET, binding));
  const { KeyMetadata } = await new KMSClient({}).send(new CreateKeyCommand({}));
  vi.stubEnv("KMS_KEY_ID", KeyMetadata?.Arn ?? "");
  const after = await asSystem(tenantId, () => rewrap(before, binding));
  const opened = await asSystem(tenantId, () => open(after, binding));
  expect(opened.reveal()).toBe(SECRET);
  expect(after.split(".")[1]).not.toBe(before.split(".")[1]);
  expect(after.split(".").slice(2)).toEqual(before.split(".").slice(2));
  const stolen = asSystem(newTenant(), () => rewrap(before, binding));
  await expect(stolen).rejects.toThrow(EnvelopeError);
});

it("prints what it opened nowhere", () => {
  const secret = redact(SECRET);
  const printed = [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret }),
    inspect(secret, { showHidden: true, depth: null, customInspect: false }),
    inspect({ deep: [secret] }, { depth: null }),
    Object.entries(secret).map(String).join(),
  ];
  for (const text of printed) expect(text).not.toContain("sk_live");
  expect(secret.reveal()).toBe(SECRET);
});

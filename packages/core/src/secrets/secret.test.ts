import { inspect } from "node:util";
import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { EnvelopeError } from "../platform/envelope";
import { ForbiddenError } from "../platform/errors";
import type { TenantId } from "../platform/id";
import { asMember, asSystem, newTenant } from "../testing/actors";
import { announced } from "../testing/announced";
import { logged } from "../testing/logged";
import * as Secret from "./secret";
import { SecretNotFoundError, SecretShapeError } from "./secrets.errors";
import { SecretName } from "./secrets.schema";

const VALUE = "planted-sk_live_סוד_🔑";
const PAGE = { limit: 20 };
const put = (tenantId: TenantId, name = "stripe.key", value = VALUE) =>
  asMember(tenantId, () => Secret.set({ tenantId, name, value }));
const keyOf = (tenantId: TenantId, name = "stripe.key") => ({
  pk: { S: `${tenantId}#secrets.secret` },
  sk: { S: `secret#${name}` },
});
const client = new DynamoDBClient({});
const TableName = process.env.TABLE_NAME;

async function stored(tenantId: TenantId, name?: string) {
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: keyOf(tenantId, name) }));
  return Item;
}

describe("a secret", () => {
  it("is set, listed by name, used by the system and deleted", async () => {
    const tenantId = newTenant();
    const set = await put(tenantId);
    await put(tenantId, "openai", "another");
    const { items } = await asMember(tenantId, () => Secret.list(tenantId, PAGE));
    expect(items.map(({ name }) => name)).toEqual(["openai", "stripe.key"]);
    expect(items[1]).toEqual(set);
    const revealed = await asSystem(tenantId, () => Secret.reveal("stripe.key"));
    expect(revealed.reveal()).toBe(VALUE);
    await asMember(tenantId, () => Secret.remove(tenantId, "stripe.key"));
    const gone = asSystem(tenantId, () => Secret.reveal("stripe.key"));
    await expect(gone).rejects.toThrow(SecretNotFoundError);
  });

  it("keeps when it was made, and tells who gave it its new value", async () => {
    const tenantId = newTenant();
    const before = await put(tenantId);
    const after = await put(tenantId, "stripe.key", "new");
    expect(after.createdAt).toBe(before.createdAt);
    expect(after.updatedBy).not.toBe(before.updatedBy);
    const revealed = await asSystem(tenantId, () => Secret.reveal("stripe.key"));
    expect(revealed.reveal()).toBe("new");
  });

  it("is in no answer, item, event, log line or printed value", async () => {
    const tenantId = newTenant();
    const { result, lines } = await logged(async () => {
      const set = await put(tenantId);
      const page = await asMember(tenantId, () => Secret.list(tenantId, PAGE));
      const revealed = await asSystem(tenantId, () => Secret.reveal("stripe.key"));
      return { set, page, revealed, item: await stored(tenantId) };
    });
    const events = await announced(tenantId, "stripe.key");
    const seen = inspect({ result, lines, events }, { depth: null }) + JSON.stringify(result);
    expect(events).toHaveLength(1);
    expect(seen).not.toContain("planted");
    expect(seen).not.toContain(Buffer.from(VALUE).toString("base64").slice(0, 20));
    expect(JSON.stringify(result.page)).not.toContain("v1.");
  });

  it("that is a vendor's key looks like one, and says whether it is for trying out", async () => {
    const tenantId = newTenant();
    const test = `sk_test_${"a1B2".repeat(8)}`;
    const trying = await put(tenantId, "stripe.secret-key", test);
    expect(trying).toMatchObject({ mode: "test" });
    const wrong = async () => put(tenantId, "stripe.secret-key", "pk_test_planted");
    await expect(wrong).rejects.toThrow(SecretShapeError);
    await expect(wrong).rejects.toThrow(/no Stripe secret key.*sk_live_/);
    await expect(wrong).rejects.not.toThrow(/planted/);
    const list = () => asMember(tenantId, () => Secret.list(tenantId, PAGE));
    expect((await list()).items).toEqual([trying]);
    await put(tenantId, "stripe.secret-key", test.replace("test", "live"));
    expect((await list()).items).toMatchObject([{ mode: "live" }]);
    await put(tenantId, "warehouse.token", "whatever");
    expect((await list()).items[1]).not.toHaveProperty("mode");
  });

  it.each(["member", "viewer"] as const)("is nothing for a %s", async (role) => {
    const tenantId = newTenant();
    await put(tenantId);
    const tries: (() => Promise<unknown>)[] = [
      () => Secret.list(tenantId, PAGE),
      () => Secret.set({ tenantId, name: "stripe.key", value: "mine" }),
      () => Secret.remove(tenantId, "stripe.key"),
    ];
    for (const attempt of tries) {
      await expect(asMember(tenantId, attempt, role)).rejects.toThrow(ForbiddenError);
    }
  });

  it("is revealed to no person, not to the owner either", async () => {
    const tenantId = newTenant();
    await put(tenantId);
    const asked = asMember(tenantId, () => Secret.reveal("stripe.key"), "owner");
    await expect(asked).rejects.toThrow(ForbiddenError);
  });

  it("of another tenant is not found, by whichever door", async () => {
    const [mine, theirs] = [newTenant(), newTenant()];
    await put(theirs);
    const tries: (() => Promise<unknown>)[] = [
      () => Secret.list(theirs, PAGE),
      () => Secret.set({ tenantId: theirs, name: "stripe.key", value: "mine" }),
      () => Secret.remove(theirs, "stripe.key"),
      () => Secret.remove(mine, "stripe.key"),
    ];
    for (const attempt of tries) {
      await expect(asMember(mine, attempt)).rejects.toThrow(SecretNotFoundError);
    }
  });

  it("does not open where its ciphertext was moved to another tenant or name", async () => {
    const [from, to] = [newTenant(), newTenant()];
    await put(from);
    const Item = await stored(from);
    for (const [tenantId, name] of [
      [to, "stripe.key"],
      [from, "other"],
    ] as const) {
      const moved = { ...Item, ...keyOf(tenantId, name), name: { S: name } };
      await client.send(
        new PutItemCommand({ TableName, Item: { ...moved, tenantId: { S: tenantId } } }),
      );
      const stolen = asSystem(tenantId, () => Secret.reveal(name));
      await expect(stolen).rejects.toThrow(EnvelopeError);
    }
  });

  it("opens after it was put under a new data key", async () => {
    const tenantId = newTenant();
    await put(tenantId);
    const before = await stored(tenantId);
    await asSystem(tenantId, () => Secret.renew("stripe.key"));
    expect((await stored(tenantId))?.sealed).not.toEqual(before?.sealed);
    const revealed = await asSystem(tenantId, () => Secret.reveal("stripe.key"));
    expect(revealed.reveal()).toBe(VALUE);
  });
});

it.each(["Stripe", "a b", "", "-a", "a..b", "a#b", "ключ", "a".repeat(65)])(
  "a name such as %j is refused",
  (name) => {
    expect(SecretName.safeParse(name).success).toBe(false);
  },
);

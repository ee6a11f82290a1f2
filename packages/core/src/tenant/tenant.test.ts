import { describe, expect, it } from "vitest";
import { ForbiddenError, StaleError } from "../platform/errors";
import { createId, type TenantId } from "../platform/id";
import { asMember, asSystem, asUser, newTenant, newUser } from "../testing/actors";
import { announced } from "../testing/announced";
import { admit } from "./admission";
import * as Tenant from "./tenant";
import { SlugTakenError, TenantNotFoundError } from "./tenant.errors";
import { TenantName, TenantSettings } from "./tenant.schema";

const settings = TenantSettings.parse({});
const newSlug = () => createId("tnt").slice(4, 30);

async function found(userId = newUser(), slug = newSlug()) {
  return asUser(userId, () => Tenant.create({ name: "Blue Bottle 咖啡 ☕", slug, settings }));
}

describe("create", () => {
  it("stores the tenant with its owner and announces it", async () => {
    const userId = newUser();
    const { tenantId, ...tenant } = await found(userId);

    expect(tenant).toMatchObject({ name: "Blue Bottle 咖啡 ☕", status: "onboarding", version: 1 });
    expect(await asMember(tenantId, () => Tenant.get(tenantId))).toMatchObject({
      tenantId,
      ...tenant,
    });
    expect(await asSystem(tenantId, () => admit(userId))).toMatchObject({ role: "owner" });
    expect(await announced(tenantId)).toMatchObject([
      { type: "tenant.tenant.created", version: 1, tenantId, properties: { settings } },
    ]);
  });

  it("gives a slug to one of a hundred who want it at once, and nothing is left of the others", async () => {
    const slug = newSlug();
    const users = Array.from({ length: 100 }, newUser);

    const attempts = await Promise.allSettled(users.map((userId) => found(userId, slug)));

    expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const attempt of attempts) {
      if (attempt.status === "rejected") expect(attempt.reason).toBeInstanceOf(SlugTakenError);
    }
    const lists = await Promise.all(
      users.map((userId) => asUser(userId, () => Tenant.listMine({ limit: 10 }))),
    );
    expect(lists.flatMap(({ items }) => items)).toHaveLength(1);
  }, 30_000);

  it("is for a person in no tenant", async () => {
    const creating = () =>
      asMember(newTenant(), () => Tenant.create({ name: "x", slug: "x-x", settings }));
    await expect(async () => creating()).rejects.toThrow(ForbiddenError);
  });
});

describe("rename", () => {
  it("changes the name of the version it was given, once", async () => {
    const { tenantId, version } = await found();
    const rename = (name: string) =>
      asMember(tenantId, () => Tenant.rename({ tenantId, name, version }));

    const outcomes = await Promise.allSettled([rename("One"), rename("Two"), rename("Three")]);

    const done = outcomes.filter((outcome) => outcome.status === "fulfilled");
    expect(done).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(StaleError);
    }
    expect(await announced(tenantId)).toHaveLength(2);
  });

  it("to the name it has makes no version and no event, and is stale like any other", async () => {
    const { tenantId, version, name } = await found();
    const rename = (of: number) =>
      asMember(tenantId, async () => Tenant.rename({ tenantId, name, version: of }));
    expect(await rename(version)).toMatchObject({ version, name });
    await expect(rename(version + 1)).rejects.toThrow(StaleError);
    expect(await announced(tenantId)).toHaveLength(1);
  });

  it("needs an owner or an admin", async () => {
    const { tenantId, version } = await found();
    const renaming = asMember(
      tenantId,
      async () => Tenant.rename({ tenantId, name: "Mine", version }),
      "member",
    );
    await expect(renaming).rejects.toThrow(ForbiddenError);
  });
});

describe("listMine", () => {
  it("pages through the tenants a person belongs to, in the order they were founded", async () => {
    const userId = newUser();
    const slugs = [newSlug(), newSlug(), newSlug()];
    for (const slug of slugs) await found(userId, slug);

    const { items, cursor } = await asUser(userId, () => Tenant.listMine({ limit: 2 }));
    const rest = await asUser(userId, () =>
      Tenant.listMine({ limit: 2, cursor: cursor ?? undefined }),
    );

    expect([...items, ...rest.items].map(({ slug }) => slug)).toEqual(slugs);
    expect(rest.cursor).toBeNull();
  });
});

describe("another tenant", () => {
  it.each([
    ["read", (tenantId: TenantId) => Tenant.get(tenantId)],
    ["rename", (tenantId: TenantId) => Tenant.rename({ tenantId, name: "Mine", version: 1 })],
  ])("cannot %s a tenant", async (_name, use) => {
    const { tenantId } = await found();
    const trespassing = asMember(newTenant(), () => use(tenantId), "owner");
    await expect(trespassing).rejects.toThrow(TenantNotFoundError);
  });
});

describe("a name", () => {
  it.each(["Blue Bottle 咖啡 ☕", "مقهى الزجاجة", "👨‍👩‍👧 & Söhne", "x".repeat(120)])(
    "may be %s",
    (name) => {
      expect(TenantName.safeParse(name).success).toBe(true);
    },
  );

  it.each(["", "   ", "\u200b", "\u202eabc", "a\nb", "a\u0000b", "x".repeat(121)])(
    "may not be %j",
    (name) => {
      expect(TenantName.safeParse(name).success).toBe(false);
    },
  );
});

import { describe, expect, it } from "vitest";
import { withActor } from "../platform/actor";
import { ConflictError, ForbiddenError } from "../platform/errors";
import type { TenantId, UserId } from "../platform/id";
import { Role } from "../platform/permission";
import { asMember, asSystem, asUser, newTenant, newUser } from "../testing/actors";
import { announced } from "../testing/announced";
import { admit } from "./admission";
import * as MemberTenants from "./member-tenants";
import * as Membership from "./membership";
import { MembershipEntity } from "./membership.entity";
import * as Tenant from "./tenant";
import { TenantEntity } from "./tenant.entity";
import {
  LastOwnerError,
  MemberNotFoundError,
  RoleOutOfReachError,
  TenantNotFoundError,
} from "./tenant.errors";
import { joined } from "./tenant.fixture";
import { TenantSettings } from "./tenant.schema";

async function founded() {
  const owner = newUser();
  const input = {
    name: "מאפייה 🥐",
    slug: newTenant().slice(4),
    settings: TenantSettings.parse({}),
  };
  const { tenantId } = await asUser(owner, () => Tenant.create(input));
  return { owner, tenantId };
}

const as = <R>(tenantId: TenantId, userId: UserId, role: Role, fn: () => R): R =>
  withActor({ type: "member", tenantId, userId, role }, fn);
const roleOf = async (tenantId: TenantId, userId: UserId) =>
  (await asSystem(tenantId, () => admit(userId)))?.role;
const tenantsOf = async (userId: UserId) =>
  (await asUser(userId, () => Tenant.listMine({ limit: 10 }))).items;
const ownersOf = async (tenantId: TenantId) => {
  const { data } = await asSystem(tenantId, () =>
    MembershipEntity.query.byTenant({ tenantId }).go({ consistent: true, pages: "all" }),
  );
  const { data: tenant } = await asSystem(tenantId, () => TenantEntity.get({ tenantId }).go());
  const owners = data.filter(({ role }) => role === "owner").map(({ userId }) => userId);
  expect(tenant?.owners, "the count is that of the owners").toBe(owners.length);
  return owners;
};

describe("a member's role", () => {
  it("is changed from the next request on, in the lists too, and announced", async () => {
    const { owner, tenantId } = await founded();
    const userId = await joined(tenantId, "member");

    const changed = await as(tenantId, owner, "owner", () =>
      Membership.changeRole({ tenantId, userId, role: "admin" }),
    );

    expect(changed).toMatchObject({ userId, role: "admin" });
    expect(await roleOf(tenantId, userId)).toBe("admin");
    expect(await tenantsOf(userId)).toMatchObject([{ tenantId, role: "admin" }]);
    expect(await announced(tenantId, userId)).toMatchObject([
      {
        type: "tenant.member.role_changed",
        properties: { userId, from: "member", to: "admin" },
        actor: { userId: owner },
      },
    ]);
  });

  it("that they have already is no change", async () => {
    const { owner, tenantId } = await founded();
    const userId = await joined(tenantId, "member");
    await as(tenantId, owner, "owner", () =>
      Membership.changeRole({ tenantId, userId, role: "member" }),
    );
    expect(await announced(tenantId, userId)).toEqual([]);
  });

  it.each(Role.options.flatMap((by) => Role.options.map((of) => ({ by, of }))))(
    "of a $of is changed and taken by a $by only if that is theirs to do",
    async ({ by, of }) => {
      const { tenantId } = await founded();
      const manager = await joined(tenantId, by);
      const allowed = by === "owner" || (by === "admin" && of !== "owner");
      for (const use of [
        (userId: UserId) => Membership.changeRole({ tenantId, userId, role: "viewer" }),
        (userId: UserId) => Membership.remove(tenantId, userId),
      ]) {
        const userId = await joined(tenantId, of);
        const using = as(tenantId, manager, by, async () => use(userId));
        const error = by === "admin" ? RoleOutOfReachError : ForbiddenError;
        if (allowed) await using;
        else await expect(using).rejects.toThrow(error);
        if (!allowed) expect(await roleOf(tenantId, userId)).toBe(of);
      }
    },
  );

  it("owner is given by owners only", async () => {
    const { owner, tenantId } = await founded();
    const [admin, userId] = [await joined(tenantId, "admin"), await joined(tenantId, "member")];
    const make = (by: UserId, role: Role, of: UserId) =>
      as(tenantId, by, role, async () =>
        Membership.changeRole({ tenantId, userId: of, role: "owner" }),
      );
    await expect(make(admin, "admin", userId)).rejects.toThrow(RoleOutOfReachError);
    await expect(make(admin, "admin", admin)).rejects.toThrow(RoleOutOfReachError);
    await make(owner, "owner", userId);
    expect((await ownersOf(tenantId)).sort()).toEqual([owner, userId].sort());
  });
});

describe("somebody who was removed", () => {
  it("is none of the tenant's from the next request on, and it is none of theirs", async () => {
    const { owner, tenantId } = await founded();
    const userId = await joined(tenantId, "admin");

    await as(tenantId, owner, "owner", () => Membership.remove(tenantId, userId));

    expect(await roleOf(tenantId, userId)).toBeUndefined();
    expect(await tenantsOf(userId)).toEqual([]);
    expect(await announced(tenantId, userId)).toMatchObject([
      { type: "tenant.member.removed", properties: { userId, role: "admin", left: false } },
    ]);
    const again = as(tenantId, owner, "owner", async () => Membership.remove(tenantId, userId));
    await expect(again).rejects.toThrow(MemberNotFoundError);
  });

  it("does nothing more in a request that had begun", async () => {
    const { tenantId } = await founded();
    const [removed, other] = [await joined(tenantId, "admin"), await joined(tenantId, "member")];
    await asSystem(tenantId, () => MembershipEntity.delete({ tenantId, userId: removed }).go());
    const late = as(tenantId, removed, "admin", async () => Membership.remove(tenantId, other));
    await expect(late).rejects.toThrow("Your own role was changed in this moment.");
    expect(await roleOf(tenantId, other)).toBe("member");
  });
});

describe("the last owner", () => {
  it("cannot leave, be lowered or be removed; one of two can", async () => {
    const { owner, tenantId } = await founded();
    const ways = [
      () => Membership.leave(tenantId),
      () => Membership.remove(tenantId, owner),
      () => Membership.changeRole({ tenantId, userId: owner, role: "admin" }),
    ];
    for (const way of ways) {
      await expect(as(tenantId, owner, "owner", async () => way())).rejects.toThrow(LastOwnerError);
    }
    expect(await ownersOf(tenantId)).toEqual([owner]);

    const second = await joined(tenantId, "owner");
    await as(tenantId, owner, "owner", () => Membership.leave(tenantId));
    expect(await ownersOf(tenantId)).toEqual([second]);
    expect(await announced(tenantId, owner)).toMatchObject([{ properties: { left: true } }]);
  });

  it("remains when two lower, remove or leave each other at once, in each of twenty rounds", async () => {
    const lower = (tenantId: TenantId, userId: UserId) =>
      Membership.changeRole({ tenantId, userId, role: "member" });
    const ways = [lower, Membership.remove, (tenantId: TenantId) => Membership.leave(tenantId)];
    for (let round = 0; round < 20; round++) {
      const { owner: one, tenantId } = await founded();
      const two = await joined(tenantId, "owner");
      const way = ways[round % ways.length] ?? lower;

      const outcomes = await Promise.allSettled([
        as(tenantId, one, "owner", async () => way(tenantId, two)),
        as(tenantId, two, "owner", async () => way(tenantId, one)),
      ]);

      expect(outcomes.map(({ status }) => status).sort(), `round ${round}`).toEqual([
        "fulfilled",
        "rejected",
      ]);
      expect(await ownersOf(tenantId)).toHaveLength(1);
      for (const outcome of outcomes) {
        if (outcome.status === "fulfilled") continue;
        expect([LastOwnerError, ForbiddenError, ConflictError, MemberNotFoundError]).toContain(
          outcome.reason.constructor,
        );
      }
    }
  }, 30_000);

  it("remains when ten owners all remove one another", async () => {
    const { owner, tenantId } = await founded();
    const all = [owner];
    for (let index = 0; index < 9; index++) all.push(await joined(tenantId, "owner"));
    await Promise.allSettled(
      all.flatMap((by) =>
        all
          .filter((userId) => userId !== by)
          .map((userId) =>
            as(tenantId, by, "owner", async () => Membership.remove(tenantId, userId)),
          ),
      ),
    );
    expect((await ownersOf(tenantId)).length).toBeGreaterThan(0);
  }, 30_000);

  it("of two admins who lower each other at once, one stays an admin", async () => {
    for (let round = 0; round < 20; round++) {
      const { tenantId } = await founded();
      const [one, two] = [await joined(tenantId, "admin"), await joined(tenantId, "admin")];
      const lower = (by: UserId, userId: UserId) =>
        as(tenantId, by, "admin", async () =>
          Membership.changeRole({ tenantId, userId, role: "member" }),
        );
      await Promise.allSettled([lower(one, two), lower(two, one)]);
      const roles = [await roleOf(tenantId, one), await roleOf(tenantId, two)];
      expect(roles.sort(), `round ${round}`).toEqual(["admin", "member"]);
    }
  }, 30_000);
});

describe("the members", () => {
  it("are listed in pages, to every member", async () => {
    const { owner, tenantId } = await founded();
    const others = [await joined(tenantId, "admin"), await joined(tenantId, "viewer")];
    const list = (cursor?: string) =>
      asMember(tenantId, () => Membership.list(tenantId, { limit: 2, cursor }), "viewer");
    const first = await list();
    const rest = await list(first.cursor ?? undefined);
    expect([...first.items, ...rest.items].map(({ userId }) => userId)).toEqual(
      [owner, ...others].sort(),
    );
  });

  it.each([
    ["listed", (id: TenantId, _userId: UserId) => Membership.list(id, { limit: 5 })],
    [
      "changed",
      (tenantId: TenantId, userId: UserId) =>
        Membership.changeRole({ tenantId, userId, role: "viewer" }),
    ],
    ["removed", (id: TenantId, userId: UserId) => Membership.remove(id, userId)],
    ["left", (id: TenantId, _userId: UserId) => Membership.leave(id)],
  ])("of another tenant cannot be %s", async (_what, use) => {
    const [{ tenantId, owner }, mine] = [await founded(), await founded()];
    const trespassing = as(mine.tenantId, mine.owner, "owner", async () => use(tenantId, owner));
    await expect(trespassing).rejects.toThrow(TenantNotFoundError);
  });

  it("of another tenant are no members of this one", async () => {
    const [{ owner: stranger }, mine] = [await founded(), await founded()];
    const removing = as(mine.tenantId, mine.owner, "owner", async () =>
      Membership.remove(mine.tenantId, stranger),
    );
    await expect(removing).rejects.toThrow(MemberNotFoundError);
  });
});

describe("a tenant's name in its members' lists", () => {
  it("follows a rename, and keeps their role", async () => {
    const { owner, tenantId } = await founded();
    const userId = await joined(tenantId, "viewer");
    await as(tenantId, owner, "owner", () =>
      Tenant.rename({ tenantId, name: "Neu ☕", version: 1 }),
    );
    await asSystem(tenantId, MemberTenants.followName);
    expect(await tenantsOf(userId)).toMatchObject([{ name: "Neu ☕", role: "viewer" }]);
    expect(await tenantsOf(owner)).toMatchObject([{ name: "Neu ☕", role: "owner" }]);
  });

  it("does not go back, and brings nobody back, where an earlier one is brought late", async () => {
    const { owner, tenantId } = await founded();
    const userId = await joined(tenantId, "viewer");
    const key = { kind: "user-tenants", name: userId, member: tenantId } as const;
    const Directory = await import("../platform/directory");
    const bring = (name: string, version: number) =>
      Directory.catchUp(key, { detail: { name, slug: "s" }, version });
    await bring("Second", 3);
    await bring("First", 2);
    expect(await tenantsOf(userId)).toMatchObject([{ name: "Second" }]);
    await as(tenantId, owner, "owner", () => Membership.remove(tenantId, userId));
    await bring("Third", 4);
    expect(await tenantsOf(userId)).toEqual([]);
  });
});

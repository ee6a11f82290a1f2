import { describe, expect, it } from "vitest";
import { inAccount } from "../auth/account";
import { AccountEntity } from "../auth/account.entity";
import { withActor } from "../platform/actor";
import type { TenantId, UserId } from "../platform/id";
import type { Role } from "../platform/permission";
import { newAccount } from "../testing/accounts";
import { asSystem, asUser, newTenant, newUser } from "../testing/actors";
import { announced } from "../testing/announced";
import { between } from "../testing/held";
import { admit } from "./admission";
import * as Invitation from "./invitation";
import { InvitationEntity } from "./invitation.entity";
import * as InvitationMail from "./invitation-mail";
import * as Joining from "./joining";
import * as MemberEmail from "./member-email";
import * as Membership from "./membership";
import { MembershipEntity } from "./membership.entity";
import * as Suspension from "./suspension";
import * as Tenant from "./tenant";
import { TenantEntity } from "./tenant.entity";
import {
  AlreadyMemberError,
  InvitationInvalidError,
  InvitationNotFoundError,
  InvitationOfAnotherError,
  RoleOutOfReachError,
  TenantNotFoundError,
  TenantSuspendedError,
} from "./tenant.errors";
import { joined } from "./tenant.fixture";
import { TenantSettings } from "./tenant.schema";

process.env.SITE_URL = "https://faibric.example";
const newEmail = () => `${newUser()}@example.com`;

async function founded() {
  const email = newEmail();
  const owner = await newAccount(email);
  const input = {
    name: "Café <b>ü</b>",
    slug: newTenant().slice(4),
    settings: TenantSettings.parse({}),
  };
  const { tenantId } = await asUser(owner, () => Tenant.create(input));
  return { owner, tenantId, email };
}

const as = <R>(tenantId: TenantId, userId: UserId, role: Role, fn: () => R): R =>
  withActor({ type: "member", tenantId, userId, role }, fn);

/** Invites, and has the mail written as its consumer does. */
async function invited(
  { owner, tenantId }: { owner: UserId; tenantId: TenantId },
  email: string,
  role: Role = "member",
) {
  const invitation = await as(tenantId, owner, "owner", () =>
    Invitation.create({ tenantId, email, role }),
  );
  const mail = await asSystem(tenantId, () => InvitationMail.compose(invitation));
  const token = /#token=(\S+)/.exec(mail?.text ?? "")?.[1] ?? "";
  return { invitation, mail, token };
}

/** Somebody with an account, who is invited into a tenant. */
async function invitee(role?: Role) {
  const tenant = await founded();
  const email = newEmail();
  const userId = await newAccount(email);
  const { token } = await invited(tenant, email, role);
  return { tenant, email, userId, token };
}
const accept = (userId: UserId, token: string) => asUser(userId, async () => Joining.accept(token));
const roleOf = async (tenantId: TenantId, userId: UserId) =>
  (await asSystem(tenantId, () => admit(userId)))?.role;
const invitations = async ({ owner, tenantId }: { owner: UserId; tenantId: TenantId }) =>
  (await as(tenantId, owner, "owner", () => Invitation.list(tenantId, { limit: 50 }))).items;

describe("an invitation", () => {
  it("makes the person it was mailed to a member, and is gone then", async () => {
    const tenant = await founded();
    const email = newEmail();
    const { token, invitation, mail } = await invited(tenant, email, "admin");
    expect(mail).toMatchObject({ to: email, subject: "Join Café <b>ü</b> on Faibric" });
    expect(mail?.text).toContain(tenant.email);
    expect(await invitations(tenant)).toMatchObject([{ email, role: "admin" }]);

    const userId = await newAccount(email); // who signs up only now
    const summary = await accept(userId, token);

    const { tenantId } = tenant;
    expect(summary).toMatchObject({ tenantId, name: "Café <b>ü</b>", role: "admin" });
    expect(await roleOf(tenantId, userId)).toBe("admin");
    expect((await asUser(userId, () => Tenant.listMine({ limit: 5 }))).items).toMatchObject([
      { tenantId, name: "Café <b>ü</b>", role: "admin" },
    ]);
    const members = await as(tenantId, userId, "admin", () =>
      Membership.list(tenantId, { limit: 5 }),
    );
    expect(members.items.map((member) => member.email).sort()).toEqual(
      [email, tenant.email].sort(),
    );
    expect(await invitations(tenant)).toEqual([]);
    expect(await announced(tenantId, invitation.invitationId)).toMatchObject([
      { type: "tenant.invitation.created" },
      { type: "tenant.invitation.accepted", actor: { userId } },
    ]);
    expect(await announced(tenantId, userId)).toMatchObject([{ type: "tenant.member.joined" }]);
  });

  it("writes what tenants call themselves as text, never as HTML", async () => {
    const { mail } = await invited(await founded(), newEmail());
    expect(mail?.html).toContain("Café &lt;b&gt;ü&lt;/b&gt;");
    expect(mail?.html).not.toContain("<b>");
  });

  it("works once of fifty times at once", async () => {
    const { tenant, userId, token } = await invitee();

    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, () => accept(userId, token)),
    );

    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected")
        expect(outcome.reason).toBeInstanceOf(InvitationInvalidError);
    }
    expect(await announced(tenant.tenantId, userId)).toHaveLength(1);
    await expect(accept(userId, token)).rejects.toThrow(InvitationInvalidError);
  }, 30_000);

  it("is used up by who joined, also for a second use that was under way while they joined and left", async () => {
    const { tenant, userId, token } = await invitee();
    const late = between(
      () => accept(userId, token),
      async () => {
        await accept(userId, token);
        await as(tenant.tenantId, userId, "member", () => Membership.leave(tenant.tenantId));
      },
    );
    await expect(late).rejects.toThrow(InvitationInvalidError);
    expect(await roleOf(tenant.tenantId, userId)).toBeUndefined();
  });

  it("gives no role that was taken back while it was being accepted", async () => {
    const { tenant, email, userId, token } = await invitee("admin");
    const late = between(
      () => accept(userId, token),
      () => invited(tenant, email, "viewer"),
    );
    await expect(late).rejects.toThrow(InvitationInvalidError);
    expect(await roleOf(tenant.tenantId, userId)).toBeUndefined();
  });

  it("takes no role from who became a member while they accepted", async () => {
    const { tenant, userId, token } = await invitee("viewer");
    const late = between(
      () => accept(userId, token),
      () => joined(tenant.tenantId, "admin", userId),
    );
    await expect(late).rejects.toThrow(AlreadyMemberError);
    expect(await roleOf(tenant.tenantId, userId)).toBe("admin");
  });

  it("opens no tenant that was suspended while it was being accepted", async () => {
    const { tenant, userId, token } = await invitee();
    const late = between(
      () => accept(userId, token),
      () => as(tenant.tenantId, tenant.owner, "owner", () => Suspension.suspend(tenant.tenantId)),
    );
    await expect(late).rejects.toThrow("Try again");
    expect(await roleOf(tenant.tenantId, userId)).toBeUndefined();
  });

  it("is nobody's but the invited address's, and only once that is proved", async () => {
    const tenant = await founded();
    const email = newEmail();
    const { token } = await invited(tenant, email);
    const strangers = [
      await newAccount(newEmail()),
      await newAccount(email, { verified: false }),
      newUser(),
    ];
    for (const stranger of strangers) {
      await expect(accept(stranger, token)).rejects.toThrow(InvitationOfAnotherError);
      expect(await roleOf(tenant.tenantId, stranger)).toBeUndefined();
    }
    expect(await invitations(tenant)).toHaveLength(1);
  });

  it("is replaced by another to the same address: one stays, with the new link and role", async () => {
    const tenant = await founded();
    const email = newEmail();
    const userId = await newAccount(email);
    const first = await invited(tenant, email, "admin");
    const second = await invited(tenant, email, "viewer");

    expect(await invitations(tenant)).toMatchObject([{ email, role: "viewer" }]);
    await expect(accept(userId, first.token)).rejects.toThrow(InvitationInvalidError);
    await accept(userId, second.token);
    expect(await roleOf(tenant.tenantId, userId)).toBe("viewer");
  });

  it("has two good links where its mail had to be sent twice, and mails nothing that is out of date", async () => {
    const tenant = await founded();
    const email = newEmail();
    const userId = await newAccount(email);
    const { token, invitation } = await invited(tenant, email);
    const compose = (asked: typeof invitation) =>
      asSystem(tenant.tenantId, () => InvitationMail.compose(asked));
    expect(await compose(invitation)).toMatchObject({ to: email });
    expect(await compose({ ...invitation, createdAt: "2020-01-01T00:00:00.000Z" })).toBeUndefined();
    await accept(userId, token);
    expect(await compose(invitation)).toBeUndefined();
  });

  it("is told of where the person is a member already, when inviting and when accepting", async () => {
    const tenant = await founded();
    const inviting = invited(tenant, tenant.email);
    await expect(inviting).rejects.toThrow(AlreadyMemberError);

    const email = newEmail();
    const userId = await newAccount(email);
    const { token } = await invited(tenant, email);
    await joined(tenant.tenantId, "viewer", userId);
    await expect(accept(userId, token)).rejects.toThrow(AlreadyMemberError);
    expect(await roleOf(tenant.tenantId, userId)).toBe("viewer");
  });

  it("is worthless once taken back or expired, or while its tenant is suspended", async () => {
    const tenant = await founded();
    const { tenantId, owner } = tenant;
    const email = newEmail();
    const userId = await newAccount(email);

    const revoked = await invited(tenant, email);
    const { invitationId } = revoked.invitation;
    const revoke = () =>
      as(tenantId, owner, "owner", async () => Invitation.revoke(tenantId, invitationId));
    await revoke();
    await expect(accept(userId, revoked.token)).rejects.toThrow(InvitationInvalidError);
    await expect(revoke()).rejects.toThrow(InvitationNotFoundError);

    const { token } = await invited(tenant, email);
    const set = (expiresAt: number) =>
      asSystem(tenantId, () =>
        InvitationEntity.patch({ tenantId, invitationId }).set({ expiresAt }).go(),
      );
    await set(Math.floor(Date.now() / 1000) - 1);
    await expect(accept(userId, token)).rejects.toThrow(InvitationInvalidError);
    expect(await invitations(tenant)).toEqual([]);

    await set(Math.floor(Date.now() / 1000) + 60);
    await asSystem(tenantId, () =>
      TenantEntity.patch({ tenantId }).set({ status: "suspended" }).go(),
    );
    await expect(accept(userId, token)).rejects.toThrow(TenantSuspendedError);
  });

  it("may be for an owner if an owner invites, and is not an admin's to make or to take back", async () => {
    const tenant = await founded();
    const { tenantId } = tenant;
    const admin = await joined(tenantId, "admin");
    const email = newEmail();
    const inviting = as(tenantId, admin, "admin", async () =>
      Invitation.create({ tenantId, email, role: "owner" }),
    );
    await expect(inviting).rejects.toThrow(RoleOutOfReachError);

    const { token, invitation } = await invited(tenant, email, "owner");
    const revoking = as(tenantId, admin, "admin", async () =>
      Invitation.revoke(tenantId, invitation.invitationId),
    );
    await expect(revoking).rejects.toThrow(RoleOutOfReachError);
    const userId = await newAccount(email);
    await accept(userId, token);
    // Counted: the one who founded the tenant may leave now.
    await as(tenantId, tenant.owner, "owner", () => Membership.leave(tenantId));
    expect(await roleOf(tenantId, userId)).toBe("owner");
  });

  it.each(["", "iv_", "iv_x_y_z", `iv_${"0".repeat(26)}_${"0".repeat(26)}_${"A".repeat(43)}`])(
    "is not made of %j",
    async (token) => {
      await expect(accept(newUser(), token)).rejects.toThrow(InvitationInvalidError);
    },
  );

  it("of another tenant is not there, and its token opens its own tenant alone", async () => {
    const [mine, theirs] = [await founded(), await founded()];
    const email = newEmail();
    const userId = await newAccount(email);
    const { token, invitation } = await invited(theirs, email);
    const revoke = (tenantId: TenantId) =>
      as(mine.tenantId, mine.owner, "owner", async () =>
        Invitation.revoke(tenantId, invitation.invitationId),
      );
    await expect(revoke(theirs.tenantId)).rejects.toThrow(TenantNotFoundError);
    await expect(revoke(mine.tenantId)).rejects.toThrow(InvitationNotFoundError);
    const moved = token.replace(theirs.tenantId.slice(4), mine.tenantId.slice(4));
    await expect(accept(userId, moved)).rejects.toThrow(InvitationInvalidError);
  });

  it("says nothing of its address or token in events", async () => {
    const tenant = await founded();
    const email = newEmail();
    const { token, invitation } = await invited(tenant, email);
    await accept(await newAccount(email), token);
    const said = JSON.stringify(await announced(tenant.tenantId, invitation.invitationId));
    expect(said).toContain("tenant.invitation.accepted");
    expect(said).not.toContain(email);
    expect(said).not.toContain(token.slice(-43));
  });

  it("is mailed to one address five times an hour at most", async () => {
    const tenant = await founded();
    const email = newEmail();
    for (let time = 0; time < 5; time++) await invited(tenant, email);
    await expect(invited(tenant, email)).rejects.toThrow("Too many");
  });
});

describe("a member's address", () => {
  it("follows that of their account, in every tenant of theirs, and brings nobody back", async () => {
    const { owner, tenantId } = await founded();
    const second = await joined(newTenantOf(await founded()), "viewer", owner);
    const email = newEmail();
    await inAccount(owner, "test", () =>
      AccountEntity.patch({ userId: owner }).set({ email }).go(),
    );
    await asSystem(tenantId, () => MembershipEntity.delete({ tenantId, userId: owner }).go());

    await inAccount(owner, "test", MemberEmail.follow);

    expect(second).toBe(owner);
    expect(await roleOf(tenantId, owner)).toBeUndefined();
    const { items } = await asUser(owner, () => Tenant.listMine({ limit: 5 }));
    const others = items.filter((item) => item.tenantId !== tenantId);
    for (const other of others) {
      const members = await as(other.tenantId, owner, "viewer", () =>
        Membership.list(other.tenantId, { limit: 5 }),
      );
      expect(members.items.find(({ userId }) => userId === owner)?.email).toBe(email);
    }
    expect(others).toHaveLength(1);
  });
});

const newTenantOf = ({ tenantId }: { tenantId: TenantId }) => tenantId;

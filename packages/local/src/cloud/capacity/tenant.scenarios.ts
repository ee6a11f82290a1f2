import { EmailChanged } from "@faibric/core/auth";
import * as AppKey from "@faibric/core/keys/app-key";
import { withActor } from "@faibric/core/platform/actor";
import type { TenantId } from "@faibric/core/platform/id";
import * as Activity from "@faibric/core/tenant/activity";
import * as Connection from "@faibric/core/tenant/connection";
import * as Invitation from "@faibric/core/tenant/invitation";
import * as InvitationMail from "@faibric/core/tenant/invitation-mail";
import * as Onboarding from "@faibric/core/tenant/onboarding";
import * as Suspension from "@faibric/core/tenant/suspension";
import * as Tenant from "@faibric/core/tenant/tenant";
import * as operations from "@faibric/core/tenant/tenant.contract";
import {
  InvitationCreated,
  MemberJoined,
  MemberRemoved,
  MemberRoleChanged,
  OnboardingRetried,
  SampleRemoved,
  SettingsChanged,
  TenantActivated,
  TenantCreated,
  TenantRenamed,
  TenantRestored,
  TenantSuspended,
} from "@faibric/core/tenant/tenant.events";
import { newAccount } from "@faibric/core/testing/accounts";
import { asMember, asSystem, asUser, newTenant, newUser } from "@faibric/core/testing/actors";
import { type Caller, newCaller } from "@faibric/functions/platform/caller.fixture";
import { PROTOCOL } from "@faibric/functions/platform/socket";
import { bring, type Handler, invoke, type Scenario, succeed } from "./scenario";

const name = "Blue Bottle Coffee";
const settings = { timeZone: "Europe/Berlin", locale: "de-DE", currency: "EUR" };
const idempotent = { "idempotency-key": "5f0c6a2e-6a0e-4f6b-9a55-0d2c6f3b8f11" };
const userId = newUser();
const IN_TEN_MINUTES = Math.floor(Date.now() / 1000) + 600;
const newSlug = () => newTenant().slice(4);

/** A caller whose tenant is founded, and not yet ready. */
async function founder(): Promise<Caller> {
  const { userId } = await newCaller();
  const founding = { name, slug: newSlug(), settings, sample: true };
  const tenant = await asUser(userId, () => Tenant.create(founding));
  return newCaller("owner", { userId, tenantId: tenant.tenantId });
}

const inTenant =
  (
    contract: (typeof operations)[
      | "readTenant"
      | "renameTenant"
      | "listActivity"
      | "listMemberships"
      | "createInvitation"],
    more: { headers?: Record<string, string>; body?: object; query?: string } = {},
  ): Scenario =>
  async (handler) => {
    const { tenantId, headers } = await founder();
    const text = `${name} was created.`;
    const activity = { type: "tenant.tenant.created", occurredAt: new Date().toISOString(), text };
    for (let index = 0; index < 5; index++)
      await asSystem(tenantId, () => Activity.record(activity));
    const call = { ...more, params: { tenantId }, headers: { ...headers, ...more.headers } };
    return () => succeed(handler, contract, call);
  };

/** An owner's change of a tenant whose onboarding is through. */
const inReadyTenant =
  (
    contract: (typeof operations)[
      | "changeSettings"
      | "changeSecurity"
      | "suspendTenant"
      | "restoreTenant"
      | "removeSample"],
    more: { body?: object; before?: (tenantId: TenantId) => Promise<unknown> },
  ): Scenario =>
  async (handler) => {
    const { tenantId, userId: owner, headers } = await founder();
    await newAccount(`${owner}@example.com`, { userId: owner, factor: true });
    await asSystem(tenantId, () => Onboarding.applySettings(settings));
    await asSystem(tenantId, () => Onboarding.activate());
    if (more.before) await asMember(tenantId, () => more.before?.(tenantId), "owner");
    const own = { ...headers, ...idempotent, "if-match": '"2"' };
    const body = more.body ? { body: more.body } : {};
    return () => succeed(handler, contract, { ...body, params: { tenantId }, headers: own });
  };

/** An owner's call about another member. */
const withMember =
  (contract: (typeof operations)["changeRole" | "removeMember"], body?: object): Scenario =>
  async (handler) => {
    const { tenantId, headers } = await founder();
    const { userId } = await newCaller("member", { tenantId });
    const call = { params: { tenantId, userId }, headers: { ...headers, ...idempotent } };
    return () => succeed(handler, contract, { ...call, ...(body ? { body } : {}) });
  };

/** An owner who has invited somebody. */
async function inviting() {
  const caller = await founder();
  const { userId, tenantId } = caller;
  const email = `${newUser()}@example.com`;
  const owner = { type: "member", tenantId, userId, role: "owner" } as const;
  const invitation = await withActor(owner, () =>
    Invitation.create({ tenantId, email, role: "member" }),
  );
  return { caller, invitation, email };
}

const onEvent =
  (make: (tenantId: TenantId) => Parameters<typeof bring>[1]): Scenario =>
  async (handler) => {
    const { tenantId } = await founder();
    const event = asMember(tenantId, () => make(tenantId));
    return () => bring(handler, event);
  };

const step = async (handler: Handler) => {
  const { tenantId } = await founder();
  return () => invoke(handler, { tenantId, correlationId: "c-1", settings, error: {} });
};

const connect = ({ headers, tenantId }: Caller) => {
  const token = headers.authorization.replace("Bearer ", "bearer.");
  return { "Sec-WebSocket-Protocol": [PROTOCOL, token, `tenant.${tenantId}`].join(",") };
};
const requestContext = { connectionId: "JKJaXmPLvHcESHA=", requestId: "r-1" };

/** One typical call of each function of the tenant. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  createTenant: async (handler) => {
    const { headers } = await newCaller();
    const body = { name, slug: newSlug(), settings };
    const call = { headers: { ...headers, ...idempotent }, body };
    return () => succeed(handler, operations.createTenant, call);
  },
  listTenants: async (handler) => {
    const { headers } = await founder();
    return () => succeed(handler, operations.listTenants, { headers });
  },
  readTenant: inTenant(operations.readTenant),
  readPublicTenant: async (handler) => {
    const { tenantId } = await founder();
    const origins = ["https://shop.example.com"];
    const { key } = await asMember(tenantId, () => AppKey.create({ tenantId, name, origins }));
    const headers = { origin: "https://shop.example.com" };
    const query = `appKey=${key}`;
    return () => succeed(handler, operations.readPublicTenant, { headers, query });
  },
  renameTenant: inTenant(operations.renameTenant, {
    headers: { ...idempotent, "if-match": '"1"' },
    body: { name: "Red Bottle Coffee" },
  }),
  listMemberships: inTenant(operations.listMemberships),
  changeRole: withMember(operations.changeRole, { role: "viewer" }),
  removeMember: withMember(operations.removeMember),
  leaveTenant: async (handler) => {
    const { tenantId } = await founder();
    const { headers } = await newCaller("member", { tenantId });
    const call = { params: { tenantId }, headers: { ...headers, ...idempotent } };
    return () => succeed(handler, operations.leaveTenant, call);
  },
  changeSettings: inReadyTenant(operations.changeSettings, { body: { currency: "CHF" } }),
  changeSecurity: inReadyTenant(operations.changeSecurity, { body: { requireMfa: true } }),
  suspendTenant: inReadyTenant(operations.suspendTenant, { body: { reason: "Winter" } }),
  restoreTenant: inReadyTenant(operations.restoreTenant, {
    before: (tenantId) => Suspension.suspend(tenantId),
  }),
  retryOnboarding: async (handler) => {
    const { tenantId, headers } = await founder();
    await asSystem(tenantId, () => Onboarding.fail("No room."));
    const call = { params: { tenantId }, headers: { ...headers, ...idempotent } };
    return () => succeed(handler, operations.retryOnboarding, call);
  },
  removeSample: inReadyTenant(operations.removeSample, {}),
  onSampleRemoved: onEvent((tenantId) => SampleRemoved.create(tenantId, { tenantId })),
  onSettingsChanged: onEvent(() => SettingsChanged.create(userId, { from: {}, to: {} })),
  onTenantSuspended: onEvent(() => TenantSuspended.create(userId, { by: "owner" })),
  onTenantRestored: onEvent(() => TenantRestored.create(userId, { by: "owner" })),
  onOnboardingRetried: onEvent(() => OnboardingRetried.create(userId, { settings })),
  createInvitation: inTenant(operations.createInvitation, {
    headers: idempotent,
    body: { email: "ada@example.com", role: "member" },
  }),
  listInvitations: async (handler) => {
    const { caller } = await inviting();
    const { tenantId, headers } = caller;
    const call = { params: { tenantId }, headers };
    return () => succeed(handler, operations.listInvitations, call);
  },
  revokeInvitation: async (handler) => {
    const { caller, invitation } = await inviting();
    const params = { tenantId: caller.tenantId, invitationId: invitation.invitationId };
    const call = { params, headers: { ...caller.headers, ...idempotent } };
    return () => succeed(handler, operations.revokeInvitation, call);
  },
  acceptInvitation: async (handler) => {
    const { caller, invitation, email } = await inviting();
    const mail = await asSystem(caller.tenantId, () => InvitationMail.compose(invitation));
    const token = /#token=(\S+)/.exec(mail?.text ?? "")?.[1];
    const invited = await newCaller("viewer", { userId: await newAccount(email) });
    const headers = { authorization: invited.headers.authorization, ...idempotent };
    return () => succeed(handler, operations.acceptInvitation, { headers, body: { token } });
  },
  onInvitationCreated: async (handler) => {
    const { caller, invitation } = await inviting();
    const { invitationId, role, createdAt } = invitation;
    const event = asSystem(caller.tenantId, () =>
      InvitationCreated.create(invitationId, { invitationId, role, createdAt }),
    );
    return () => bring(handler, event);
  },
  onMemberJoined: onEvent(() => MemberJoined.create(userId, { userId, role: "member" })),
  onEmailChanged: async (handler) => {
    const person = await newAccount(`${newUser()}@example.com`);
    await newCaller("member", { userId: person });
    const account = { type: "account", userId: person, service: "test" } as const;
    const event = withActor(account, () => EmailChanged.create(person, {}));
    return () => bring(handler, event);
  },
  listActivity: inTenant(operations.listActivity),
  onTenantCreated: onEvent((tenantId) =>
    TenantCreated.create(tenantId, { tenantId, name, slug: "blue-bottle", settings }),
  ),
  onTenantActivated: onEvent((tenantId) => TenantActivated.create(tenantId, { tenantId, name })),
  onMemberRoleChanged: onEvent(() =>
    MemberRoleChanged.create(userId, { userId, from: "member", to: "admin" }),
  ),
  onMemberRemoved: onEvent(() =>
    MemberRemoved.create(userId, { userId, role: "member", left: false }),
  ),
  onTenantRenamed: onEvent((tenantId) =>
    TenantRenamed.create(tenantId, { tenantId, from: name, to: "Red Bottle Coffee" }),
  ),
  everyHourResumeOnboardings: async (handler) => {
    await founder();
    const time = new Date(Date.now() + 3_600_000).toISOString();
    return () => invoke(handler, { id: "evt-1", time });
  },
  applySettings: step,
  clearSettings: step,
  prepareFiles: step,
  discardFiles: step,
  activateTenant: step,
  failTenant: step,
  openConnection: async (handler) => {
    const headers = connect(await founder());
    return () => invoke(handler, { requestContext, headers });
  },
  closeConnection: async (handler) => {
    const { tenantId } = await founder();
    await asMember(tenantId, () =>
      Connection.open(requestContext.connectionId, { endsAt: IN_TEN_MINUTES }),
    );
    return () => invoke(handler, { requestContext });
  },
};

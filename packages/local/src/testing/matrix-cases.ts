import { isSafe, permissionOf } from "@faibric/core/platform/contract";
import { allows, type Permission, Role } from "@faibric/core/platform/permission";
import {
  type Case,
  type Expected,
  FORBIDDEN,
  LET_IN,
  NO_SECOND_FACTOR,
  NOT_PROVED,
  type Operation,
  ownIds,
  SUSPENDED,
  TENANT_REFUSED,
  UNAUTHENTICATED,
  type Victim,
} from "./matrix-case";
import { foreignCursors, foreignIds } from "./matrix-foreign";
import { bearer, type Headers, header, spoofs, tenantHeaders } from "./matrix-headers";
import { ownParts, requestOf } from "./matrix-inputs";
import { byApiKeyForPeople, byApiKeys, fromPages, publics } from "./matrix-key-cases";
import {
  customerTokenOf,
  expiredTokenOf,
  newTenancy,
  newTenantId,
  sessionTokenOf,
  type Tenancy,
  tokenOf,
} from "./matrix-tenancy";
import type { RawRequest } from "./raw-http";

/** Every case of an operation. A new way to be let in must be told here, or the matrix does not run. */
export async function casesOf(operation: Operation, victim: Victim): Promise<Case[]> {
  const { access } = operation.contract;
  if (access === "anyone") return anyones(operation, victim);
  if (access === "user") return persons(operation, victim);
  if (access === "customer") return customers(operation, victim);
  if (access === "public") return publics(operation, victim);
  const permission = permissionOf(operation.contract);
  if (permission) return members(operation, permission, victim);
  throw new Error(`${operation.key}: the matrix does not know the access ${access}`);
}

async function anyones(operation: Operation, victim: Victim): Promise<Case[]> {
  const { contract } = operation;
  const request = requestOf(contract, ownParts(contract, new Map()), {});
  const foreign = bearer(victim.customerToken);
  return [
    { what: "by anyone", request, expected: LET_IN },
    {
      what: "with a tenant's header and token, which say nothing here",
      request: { ...request, headers: { ...request.headers, ...foreign, ...header(victim) } },
      expected: LET_IN,
    },
    ...foreignIds(operation, victim, {}, new Map()),
  ];
}

async function persons(operation: Operation, victim: Victim): Promise<Case[]> {
  const { contract } = operation;
  const mine = await newTenancy();
  const own = ownIds(mine);
  const person = bearer(await tokenOf(mine.people.owner));
  const ask = (headers: Headers) => requestOf(contract, ownParts(contract, own), headers);
  const someoneElse = bearer(await tokenOf(mine.people.admin));
  return [
    {
      what: "by a person",
      request: ask(bearer(await tokenOf(mine.people.viewer))),
      expected: LET_IN,
    },
    {
      what: "with another's tenant in the header, which says nothing here",
      request: ask({ ...someoneElse, ...header(victim) }),
      expected: LET_IN,
    },
    ...(await withoutGoodToken(mine, ask)),
    await byApiKeyForPeople(operation, mine),
    await afterTooLong(operation, mine.people.member, ask),
    ...foreignIds(operation, victim, person, own),
    ...foreignCursors(operation, victim, person, own),
  ];
}

async function members(
  operation: Operation,
  permission: Permission,
  victim: Victim,
): Promise<Case[]> {
  const { contract } = operation;
  // Who is let in may do anything to their tenant, so nobody else is tried in it.
  const [mine, spoofed, late] = await Promise.all([newTenancy(), newTenancy(), newTenancy()]);
  // Not the victim's owner: what a person was refused is told in their own log, and the victim's stays as it is.
  const stranger = await newTenancy();
  const own = ownIds(mine);
  const owner = bearer(await tokenOf(mine.people.owner));
  const ask = (headers: Headers) => requestOf(contract, ownParts(contract, own), headers);
  const inMine = (headers: Headers) => ask({ ...headers, ...header(mine) });
  const everyRole = Role.options.map(async (role) => ({
    what: `by its ${role}`,
    request: await askIn(operation, await newTenancy(), role),
    expected: allows(role, permission) ? LET_IN : FORBIDDEN,
  }));
  return [
    ...(await Promise.all(everyRole)),
    {
      what: "by who was removed",
      request: inMine(bearer(await tokenOf(mine.people.removed))),
      expected: TENANT_REFUSED,
    },
    {
      what: "by another tenant's owner in this one",
      request: inMine(bearer(await tokenOf(stranger.people.owner))),
      expected: TENANT_REFUSED,
    },
    ...tenantHeaders(mine, victim).map(({ what, headers }) => ({
      what,
      request: ask({ ...owner, ...headers }),
      expected: TENANT_REFUSED,
    })),
    {
      what: "with another's tenant in headers of other names",
      request: await askIn(operation, spoofed, "owner", spoofs(victim)),
      expected: LET_IN,
    },
    ...(await withoutGoodToken(mine, inMine)),
    ...(await byApiKeys(operation, victim)),
    ...(await inSuspended(operation, permission)),
    ...(await withoutSecondFactor(operation)),
    await afterTooLong(operation, late.people.owner, (headers) =>
      requestOf(contract, ownParts(contract, ownIds(late)), { ...headers, ...header(late) }),
    ),
    ...foreignIds(operation, victim, { ...owner, ...header(mine) }, own),
    ...foreignCursors(operation, victim, { ...owner, ...header(mine) }, own),
  ];
}

async function customers(operation: Operation, victim: Victim): Promise<Case[]> {
  const { contract } = operation;
  const mine = await newTenancy();
  const suspended = await newTenancy({ status: "suspended" });
  const customer = bearer(await customerTokenOf(mine.tenantId));
  const own = ownIds(mine);
  const ask = (headers: Headers) => requestOf(contract, ownParts(contract, own), headers);
  const withToken = async (what: string, token: Promise<string>, expected: Expected) => ({
    what,
    request: ask(bearer(await token)),
    expected,
  });
  const { owner } = mine.people;
  return [
    { what: "by a customer", request: ask(customer), expected: LET_IN },
    {
      what: "by a customer who names their tenant",
      request: ask({ ...customer, ...header(mine) }),
      expected: LET_IN,
    },
    ...[victim.tenantId, newTenantId(), "", "*", `${mine.tenantId},${victim.tenantId}`].map(
      (one) => ({
        what: `by a customer with the header ${one}`,
        request: ask({ ...customer, "x-tenant-id": one }),
        expected: TENANT_REFUSED,
      }),
    ),
    { what: "without a token", request: ask({}), expected: UNAUTHENTICATED },
    await withToken("with a token of the console", tokenOf(owner), UNAUTHENTICATED),
    await withToken(
      "with an expired token",
      customerTokenOf(mine.tenantId, { lifetime: -60 }),
      UNAUTHENTICATED,
    ),
    await withToken(
      "with an ended session",
      customerTokenOf(mine.tenantId, { ended: true }),
      UNAUTHENTICATED,
    ),
    ...(await fromPages(operation, mine)),
    await withToken("of a tenant that is gone", customerTokenOf(newTenantId()), UNAUTHENTICATED),
    await withToken("of a suspended tenant", customerTokenOf(suspended.tenantId), SUSPENDED),
    ...foreignIds(operation, victim, customer, own),
    ...foreignCursors(operation, victim, customer, own),
  ];
}

/** What somebody in the tenant asks. */
async function askIn(
  { contract }: Operation,
  tenancy: Tenancy,
  role: Role,
  more: Headers = {},
): Promise<RawRequest> {
  const headers = { ...bearer(await tokenOf(tenancy.people[role])), ...header(tenancy), ...more };
  return requestOf(contract, ownParts(contract, ownIds(tenancy)), headers);
}

/** The tokens that open nothing of the console's. */
async function withoutGoodToken(
  { tenantId, people }: Tenancy,
  ask: (headers: Headers) => RawRequest,
): Promise<Case[]> {
  const good = await tokenOf(people.owner);
  const sent: [string, Headers][] = [
    ["without a token", {}],
    ["with an expired token", bearer(await expiredTokenOf(people.owner))],
    ["with a token of its tenant's customers", bearer(await customerTokenOf(tenantId))],
    [
      "with a token of an ended session",
      bearer(await sessionTokenOf(people.owner, { ended: true })),
    ],
    ["with a token that is cut short", bearer(good.slice(0, -4))],
    ["with two tokens", { authorization: [`Bearer ${good}`, `Bearer ${good}`].join(", ") }],
    ["with a token as a password", { authorization: `Basic ${good}` }],
    ["with a token in a cookie", { cookie: `authorization=Bearer ${good}` }],
  ];
  return sent.map(([what, headers]) => ({
    what,
    request: ask(headers),
    expected: UNAUTHENTICATED,
  }));
}

async function inSuspended(operation: Operation, permission: Permission): Promise<Case[]> {
  const { contract } = operation;
  const owners = isSafe(contract) || contract.whileSuspended === true;
  const cases = Role.options.map(async (role) => ({
    what: `in a suspended tenant, by its ${role}`,
    request: await askIn(operation, await newTenancy({ status: "suspended" }), role),
    expected:
      role === "owner" && owners ? (allows(role, permission) ? LET_IN : FORBIDDEN) : SUSPENDED,
  }));
  return Promise.all(cases);
}

async function withoutSecondFactor({ contract }: Operation): Promise<Case[]> {
  const strict = await newTenancy({ requireMfa: true });
  const ask = async (secondFactor: boolean) =>
    requestOf(contract, ownParts(contract, ownIds(strict)), {
      ...bearer(await sessionTokenOf(strict.people.owner, { secondFactor })),
      ...header(strict),
    });
  return [
    {
      what: "without the second factor that its tenant asks for",
      request: await ask(false),
      expected: NO_SECOND_FACTOR,
    },
    { what: "with that second factor", request: await ask(true), expected: LET_IN },
  ];
}

async function afterTooLong(
  { contract }: Operation,
  person: Tenancy["people"]["owner"],
  ask: (headers: Headers) => RawRequest,
): Promise<Case> {
  const provedAt = Math.floor(Date.now() / 1000) - 3_600;
  return {
    what: "an hour after its person proved who they are",
    request: ask(bearer(await sessionTokenOf(person, { provedAt }))),
    expected: contract.stepUp ? NOT_PROVED : LET_IN,
  };
}

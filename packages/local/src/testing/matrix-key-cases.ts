import { type Contract, permissionOf, takesApiKey } from "@faibric/core/platform/contract";
import { SCOPES } from "@faibric/core/platform/permission";
import {
  type Case,
  FORBIDDEN,
  LET_IN,
  type Operation,
  ownIds,
  refused,
  SUSPENDED,
  TENANT_REFUSED,
  UNAUTHENTICATED,
  type Victim,
} from "./matrix-case";
import { foreignCursors, foreignIds } from "./matrix-foreign";
import { bearer, type Headers, header } from "./matrix-headers";
import { ownParts, requestOf } from "./matrix-inputs";
import {
  apiKeyOf,
  appKeyOf,
  customerTokenOf,
  newTenancy,
  newTenantId,
  type Tenancy,
  tokenOf,
} from "./matrix-tenancy";

const ORIGIN_REFUSED = refused(403, "keys.origin.refused");

const asker =
  (contract: Contract, tenancy: Tenancy) =>
  (headers: Headers, query: object = {}) => {
    const parts = ownParts(contract, ownIds(tenancy));
    return requestOf(contract, { ...parts, query: { ...parts.query, ...query } }, headers);
  };

/** Programs at an operation of members: with its scope, without, and with keys that have ended. */
export async function byApiKeys(operation: Operation, victim: Victim): Promise<Case[]> {
  const { contract } = operation;
  const [mine, alone, other, suspended] = await Promise.all([
    newTenancy(),
    newTenancy(),
    newTenancy(),
    newTenancy({ status: "suspended" }),
  ]);
  const scope = permissionOf(contract);
  if (!scope || !takesApiKey(contract)) return [await byApiKeyForPeople(operation, mine)];
  const key = await apiKeyOf(mine, [scope]);
  const foreign = await apiKeyOf(other, [scope]);
  const ask = asker(contract, mine);
  const keyed = (what: string, headers: Headers, expected: Case["expected"]): Case => ({
    what: `with an API key ${what}`,
    request: ask(headers),
    expected,
  });
  return [
    keyed("that has the scope", bearer(key), LET_IN),
    {
      what: "with an API key and its own tenant in the header",
      request: asker(
        contract,
        alone,
      )({ ...bearer(await apiKeyOf(alone, [scope])), ...header(alone) }),
      expected: LET_IN,
    },
    ...[victim.tenantId, newTenantId(), "", "*", mine.tenantId.toUpperCase()].map((one) =>
      keyed(`and the tenant ${one}`, { ...bearer(key), "x-tenant-id": one }, TENANT_REFUSED),
    ),
    keyed("of another tenant", { ...bearer(foreign), ...header(mine) }, TENANT_REFUSED),
    keyed(
      "without the scope",
      bearer(
        await apiKeyOf(
          mine,
          SCOPES.filter((one) => one !== scope),
        ),
      ),
      FORBIDDEN,
    ),
    keyed("that was revoked", bearer(await apiKeyOf(mine, [scope], "revoked")), UNAUTHENTICATED),
    keyed("that has expired", bearer(await apiKeyOf(mine, [scope], "expired")), UNAUTHENTICATED),
    keyed("that is cut short", bearer(key.slice(0, -1)), UNAUTHENTICATED),
    keyed(
      "whose tenant was changed",
      bearer(key.replace(mine.tenantId.slice(4), victim.tenantId.slice(4))),
      UNAUTHENTICATED,
    ),
    keyed("that is public", bearer(await appKeyOf(mine, [])), UNAUTHENTICATED),
    {
      what: "with an API key of a suspended tenant",
      request: asker(contract, suspended)(bearer(await apiKeyOf(suspended, [scope]))),
      expected: SUSPENDED,
    },
    ...foreignIds(operation, victim, bearer(key), ownIds(mine)),
    ...foreignCursors(operation, victim, bearer(key), ownIds(mine)),
  ];
}

/** What is for people, no key may, whatever it was given. */
export async function byApiKeyForPeople({ contract }: Operation, mine: Tenancy): Promise<Case> {
  return {
    what: "with an API key that has every scope, though it is for people",
    request: asker(contract, mine)({ ...bearer(await apiKeyOf(mine, SCOPES)), ...header(mine) }),
    expected: FORBIDDEN,
  };
}

/** A customer on a page, which names its app key. Who is let in may end their session, so each has their own. */
export async function fromPages({ contract }: Operation, mine: Tenancy): Promise<Case[]> {
  const page = "https://shop.example.com";
  const appKey = await appKeyOf(mine, [page]);
  // Not the victim: what its customer was refused would be told in its log, which must stay as it is.
  const other = await newTenancy();
  const foreign = await appKeyOf(other, [page]);
  const ask = asker(contract, mine);
  const by = async (
    what: string,
    { origin, key }: { origin: string; key: string },
    expected: Case["expected"],
    token = customerTokenOf(mine.tenantId),
  ): Promise<Case> => ({
    what: `by a customer on a page ${what}`,
    request: ask({ ...bearer(await token), origin }, { appKey: key }),
    expected,
  });
  const own = { origin: page, key: appKey };
  return Promise.all([
    by("of its tenant", own, LET_IN),
    by("of another origin", { ...own, origin: "https://evil.example" }, ORIGIN_REFUSED),
    by("of another tenant", { origin: page, key: foreign }, TENANT_REFUSED),
    by("with an app key that is none", { ...own, key: `${appKey}0` }, UNAUTHENTICATED),
    by("whose app key is empty", { ...own, key: "" }, UNAUTHENTICATED),
    by("with a token of another tenant", own, TENANT_REFUSED, customerTokenOf(other.tenantId)),
    by("with a token of the console", own, UNAUTHENTICATED, tokenOf(mine.people.owner)),
    by("with an API key", own, UNAUTHENTICATED, apiKeyOf(mine, SCOPES)),
  ]);
}

/** Anybody, by a public app key. */
export async function publics(operation: Operation, victim: Victim): Promise<Case[]> {
  const { contract } = operation;
  const [mine, suspended] = await Promise.all([newTenancy(), newTenancy({ status: "suspended" })]);
  const page = "https://shop.example.com";
  const appKey = await appKeyOf(mine, [page, "https://*.example.org"]);
  const revoked = await appKeyOf(mine, [page], "revoked");
  const ask = asker(contract, mine);
  const from = (origin: string, expected: Case["expected"]): Case => ({
    what: `from ${origin}`,
    request: ask({ origin }, { appKey }),
    expected,
  });
  const token = bearer(await tokenOf(mine.people.owner));
  const apiKey = bearer(await apiKeyOf(mine, SCOPES));
  const unknown = appKey.slice(0, -26) + newTenantId().slice(4);
  return [
    { what: "with an app key in the address", request: ask({}, { appKey }), expected: LET_IN },
    {
      what: "with an app key in the header",
      request: ask({ "x-app-key": appKey }),
      expected: LET_IN,
    },
    {
      what: "with another's tenant in the header, which says nothing here",
      request: ask(header(victim), { appKey }),
      expected: LET_IN,
    },
    from(page, LET_IN),
    from("https://a.b.example.org", LET_IN),
    ...[
      "null",
      "*",
      "http://shop.example.com",
      "https://shop.example.com:8443",
      "https://shop.example.com.evil.example",
      "https://evilshop.example.com",
      "https://example.org",
      "https://evilexample.org",
      "https://evil.example?.example.org",
    ].map((origin) => from(origin, ORIGIN_REFUSED)),
    ...["", "fbp_", revoked, unknown, `${appKey}0`, appKey.toUpperCase()].map((one) => ({
      what: `with the app key ${one || "left empty"}`,
      request: ask({}, { appKey: one }),
      expected: UNAUTHENTICATED,
    })),
    { what: "without an app key", request: ask({}), expected: UNAUTHENTICATED },
    { what: "with a token instead", request: ask(token), expected: UNAUTHENTICATED },
    { what: "with an API key instead", request: ask(apiKey), expected: UNAUTHENTICATED },
    {
      what: "with two app keys",
      request: ask({ "x-app-key": revoked }, { appKey }),
      expected: refused(400, "platform.request.invalid"),
    },
    {
      what: "of a suspended tenant",
      request: asker(contract, suspended)({}, { appKey: await appKeyOf(suspended, [page]) }),
      expected: SUSPENDED,
    },
    ...foreignIds(operation, victim, { "x-app-key": appKey }, ownIds(mine)),
    ...foreignCursors(operation, victim, { "x-app-key": appKey }, ownIds(mine)),
  ];
}

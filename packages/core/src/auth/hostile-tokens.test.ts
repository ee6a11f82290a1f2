import { randomBytes } from "node:crypto";
import { importJWK, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import {
  ACCESS_TOKEN_TYPE,
  verifyAccessToken,
  verifyCustomerToken,
} from "../platform/access-token";
import { createSigningKey, publishSigningKey } from "../platform/access-token-signer";
import { AppError } from "../platform/errors";
import { createId, customerKey, type TenantId } from "../platform/id";
import { CONSOLE_POOL, type Pool, tenantPool } from "../platform/pool";
import { newTenant, newUser } from "../testing/actors";
import { hostileTokens } from "../testing/hostile-tokens";
import { deriveKey } from "./customer-signing-key";

// As in production: one secret, and so one key ID, for all tenants.
const secret = { kid: createId("key"), secret: randomBytes(32).toString("base64url") };
const published = async (tenantId: TenantId) => {
  const key = deriveKey(secret, tenantPool(tenantId));
  await publishSigningKey(key, tenantPool(tenantId));
  return key;
};
const [tenantId, other] = [newTenant(), newTenant()];
const [userId, customerId] = [newUser(), createId("cus")];
const [consoles, ours, theirs] = await Promise.all([
  createSigningKey(),
  published(tenantId),
  published(other),
]);

const pools = [
  {
    name: "the console's pool",
    person: userId as string,
    verify: verifyAccessToken,
    ...hostileTokens({ pool: CONSOLE_POOL, ours: consoles, subject: userId }),
  },
  {
    name: "a tenant's pool",
    person: customerKey(tenantId, customerId) as string,
    verify: verifyCustomerToken,
    ...hostileTokens({ pool: tenantPool(tenantId), ours, subject: customerId }),
  },
];

async function refuses(attempt: Promise<unknown>): Promise<void> {
  const error = await attempt.then(
    () => "taken",
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code: "platform.actor.unauthenticated" });
  expect((error as AppError).message).toMatch(/^The access token (is not valid|has expired)\./);
}

describe.each(pools)("$name", ({ verify, good, person, cases }) => {
  it("takes the token that all others are made from", async () => {
    expect((await verify(await good())).userId).toBe(person);
  });

  describe.each(Object.entries(cases))("a token by its %s", (_group, made) => {
    it.each(Object.entries(made))("is refused: %s", async (_name, make) => {
      await refuses(verify(await make()));
    });
  });

  it("is tried in more than eighty ways", () => {
    const tried = Object.values(cases).flatMap((group) => Object.keys(group));
    expect(tried.length).toBeGreaterThanOrEqual(80);
  });
});

/** A token with the claims of one pool, signed by the key of another. */
async function crossed(
  key: typeof ours,
  { issuer, audience }: Pool,
  claims: { sub?: string; sid?: string | undefined; aud?: string | string[] } = {},
  kid = key.kid,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const { sub = customerId, aud = audience } = claims;
  const sid = "sid" in claims ? claims.sid : createId("ses");
  return new SignJWT({ ...(sid ? { sid } : {}), aud })
    .setProtectedHeader({ alg: "ES256", typ: ACCESS_TOKEN_TYPE, kid })
    .setIssuer(issuer)
    .setSubject(sub)
    .setIssuedAt(now)
    .setNotBefore(now)
    .setExpirationTime(now + 600)
    .sign(await importJWK(key.privateKey, "ES256"));
}

const mine = tenantPool(tenantId);
const foreign = tenantPool(other);

describe("a tenant's pool", () => {
  it("gives each tenant a key of its own, though all have one ID", () => {
    expect(ours.kid).toBe(theirs.kid);
    expect(ours.privateKey.x).not.toBe(theirs.privateKey.x);
    expect(deriveKey(secret, mine)).toEqual(ours);
    expect(deriveKey({ ...secret, kid: createId("key") }, mine).privateKey.d).not.toBe(
      ours.privateKey.d,
    );
  });

  it.each<[string, () => Promise<string>]>([
    ["the console's, as it is", () => crossed(consoles, CONSOLE_POOL, { sub: userId })],
    ["the console's key, our claims", () => crossed(consoles, mine)],
    ["the console's key under our key's ID", () => crossed(consoles, mine, {}, ours.kid)],
    ["the key of another tenant, our claims", () => crossed(theirs, mine)],
    ["our key, the console's audience", () => crossed(ours, mine, { aud: CONSOLE_POOL.audience })],
    ["our key, another tenant's audience", () => crossed(ours, mine, { aud: foreign.audience })],
    ["our key, a person of the console", () => crossed(ours, mine, { sub: userId })],
    [
      "our key, a customer with their tenant",
      () => crossed(ours, mine, { sub: customerKey(tenantId, customerId) }),
    ],
    [
      "our key, a customer of another tenant by name",
      () => crossed(ours, mine, { sub: customerKey(other, customerId) }),
    ],
    ["our key, no session", () => crossed(ours, mine, { sid: undefined })],
    ["our key, another tenant's issuer", () => crossed(ours, foreign)],
    ["our key, an unknown tenant's issuer", () => crossed(ours, tenantPool(newTenant()))],
    [
      "our key, an issuer that is no tenant",
      () => crossed(ours, { ...mine, issuer: `${mine.issuer}x` }),
    ],
    [
      "our key, an issuer with a customer in it",
      () => crossed(ours, { ...mine, issuer: `${mine.issuer}#${customerId}` }),
    ],
  ])("refuses %s", async (_name, make) => {
    await refuses(verifyCustomerToken(await make()));
  });

  it("takes another tenant's token as that tenant's alone: who it names is told by its issuer", async () => {
    const { userId: person } = await verifyCustomerToken(await crossed(theirs, foreign));
    expect(person).toBe(customerKey(other, customerId));
  });
});

it.each<[string, () => Promise<string>]>([
  ["a tenant's, as it is", () => crossed(ours, mine)],
  ["a tenant's key, the console's claims", () => crossed(ours, CONSOLE_POOL, { sub: userId })],
  [
    "a tenant's key under the console's key's ID",
    () => crossed(ours, CONSOLE_POOL, { sub: userId }, consoles.kid),
  ],
  ["the console's key, a tenant's issuer", () => crossed(consoles, mine, { sub: userId })],
  ["the console's key, a customer", () => crossed(consoles, CONSOLE_POOL)],
])("the console refuses %s", async (_name, make) => {
  await refuses(verifyAccessToken(await make()));
});

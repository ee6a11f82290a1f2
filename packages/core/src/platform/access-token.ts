import * as z from "zod";
import { UnauthenticatedError } from "./errors";
import { CustomerId, type CustomerKey, customerKey, type PersonId, SessionId, UserId } from "./id";
import { JwtError, JwtExpiredError, parseJwt, verifyJwt } from "./jwt";
import { CONSOLE_POOL, type Pool, poolOfIssuer } from "./pool";
import { findPublicKey } from "./public-keys";

export const ACCESS_TOKEN_TYPE = "at+jwt";

// Two machines' clocks differ: a token is often used in the second it was made.
const CLOCK_TOLERANCE_SECONDS = 5;

const Times = { nbf: z.number(), exp: z.number() };
const Claims = z.object({ sub: UserId, sid: SessionId.optional(), ...Times });
const CustomerClaims = z.object({ sub: CustomerId, sid: SessionId, ...Times });

/** What an access token says. One that an operator issued belongs to no session. */
export interface Identity<Person extends PersonId = UserId> {
  readonly userId: Person;
  readonly sessionId?: SessionId | undefined;
  /** When it was issued, in epoch seconds. */
  readonly issuedAt: number;
  /** When it ends, in epoch seconds. */
  readonly endsAt: number;
}

/**
 * The person of the console that an access token names. JWT profile for access tokens: RFC 9068.
 * @throws UnauthenticatedError that says what is wrong with the token, and nothing about the keys
 */
export async function verifyAccessToken(token: string): Promise<Identity> {
  return verify(token, CONSOLE_POOL, (payload) => {
    const { sub: userId, sid: sessionId, nbf: issuedAt, exp: endsAt } = Claims.parse(payload);
    return { userId, sessionId, issuedAt, endsAt };
  });
}

/**
 * The customer that an access token of a tenant's own pool names. The token says which pool it is of, and
 * only that pool's keys can prove it: one of the console's, or of another tenant's, proves nothing here.
 * @throws UnauthenticatedError
 */
export async function verifyCustomerToken(token: string): Promise<Identity<CustomerKey>> {
  const pool = poolOfIssuer(issuerOf(token));
  if (!pool?.tenantId) throw new UnauthenticatedError(INVALID);
  const { tenantId } = pool;
  return verify(token, pool, (payload) => {
    const { sub, sid: sessionId, nbf: issuedAt, exp: endsAt } = CustomerClaims.parse(payload);
    return { userId: customerKey(tenantId, sub), sessionId, issuedAt, endsAt };
  });
}

const INVALID = "The access token is not valid.";

async function verify<R>(token: string, pool: Pool, read: (payload: object) => R): Promise<R> {
  const { issuer, audience } = pool;
  const expected = {
    type: ACCESS_TOKEN_TYPE,
    issuer,
    audience,
    clockToleranceSeconds: CLOCK_TOLERANCE_SECONDS,
  };
  try {
    return read(await verifyJwt(token, expected, (kid) => findPublicKey(pool, kid)));
  } catch (error) {
    if (error instanceof JwtExpiredError) {
      throw new UnauthenticatedError("The access token has expired. Get a new one.");
    }
    if (error instanceof JwtError || error instanceof z.ZodError) {
      throw new UnauthenticatedError(INVALID, { cause: error });
    }
    throw error;
  }
}

/** What a token claims, before anything of it is proved. */
function issuerOf(token: string): unknown {
  try {
    return parseJwt(token).payload.iss;
  } catch (error) {
    if (error instanceof JwtError) throw new UnauthenticatedError(INVALID, { cause: error });
    throw error;
  }
}

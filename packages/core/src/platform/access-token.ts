import {
  createLocalJWKSet,
  errors,
  type JSONWebKeySet,
  type JWK,
  type JWTVerifyGetKey,
  jwtVerify,
} from "jose";
import * as z from "zod";
import * as Directory from "./directory";
import { UnauthenticatedError } from "./errors";
import { SessionId, UserId } from "./id";

/** Whose tokens: the console's people. End users get a pool of their own, with other keys. */
export const CONSOLE_POOL = { name: "console", issuer: "faibric:console", audience: "faibric:api" };

export const ACCESS_TOKEN_TYPE = "at+jwt";
export const ACCESS_TOKEN_ALGORITHM = "ES256";

const KEYS_LIVE_MS = 5 * 60_000;
// Two machines' clocks differ: a token is often used in the second it was made.
const CLOCK_TOLERANCE_SECONDS = 5;
let keys: { set: ReturnType<typeof createLocalJWKSet>; readAt: number } | undefined;

const Claims = z.object({ sub: UserId, sid: SessionId.optional(), nbf: z.number() });

/** What an access token says. One that an operator issued belongs to no session. */
export interface Identity {
  readonly userId: UserId;
  readonly sessionId?: SessionId | undefined;
  /** When it was issued, in epoch seconds. */
  readonly issuedAt: number;
}

/**
 * The person an access token names. JWT profile for access tokens: RFC 9068.
 * @throws UnauthenticatedError that says what is wrong with the token, and nothing about the keys
 */
export async function verifyAccessToken(token: string): Promise<Identity> {
  try {
    const { payload } = await jwtVerify(token, findKey, {
      algorithms: [ACCESS_TOKEN_ALGORITHM],
      typ: ACCESS_TOKEN_TYPE,
      issuer: CONSOLE_POOL.issuer,
      audience: CONSOLE_POOL.audience,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ["iss", "aud", "exp", "nbf", "sub"],
    });
    const { sub: userId, sid: sessionId, nbf: issuedAt } = Claims.parse(payload);
    return { userId, sessionId, issuedAt };
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      throw new UnauthenticatedError("The access token has expired. Get a new one.");
    }
    if (error instanceof errors.JOSEError || error instanceof z.ZodError) {
      throw new UnauthenticatedError("The access token is not valid.", { cause: error });
    }
    throw error;
  }
}

/**
 * The public key that a token names. One that is not known may have been made since, so look again: an
 * invented one costs a read, which is less than the invocation it comes with.
 */
const findKey: JWTVerifyGetKey = async (header, token) => {
  try {
    return await (await readKeys(KEYS_LIVE_MS))(header, token);
  } catch (error) {
    if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
    return (await readKeys(0))(header, token);
  }
};

/** The pool's public keys, as they are published. Source: RFC 7517 */
export async function listPublicKeys(): Promise<JSONWebKeySet> {
  const { items } = await Directory.list("access-token-keys", CONSOLE_POOL.name);
  return { keys: items.map(({ detail }) => detail as JWK) };
}

/** The public keys, read again once they are older than that; a cold start reads them once. */
async function readKeys(maxAgeMs: number) {
  if (keys && Date.now() - keys.readAt < maxAgeMs) return keys.set;
  const jwks = await listPublicKeys();
  // No keys yet must not be remembered: the first one may be made a moment later.
  const set = createLocalJWKSet(jwks);
  if (jwks.keys.length) keys = { set, readAt: Date.now() };
  return set;
}

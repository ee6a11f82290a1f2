import * as auth from "@faibric/core/auth/auth.contract";
import { ApiError, createClient } from "@faibric/sdk";
import { entryApi, withCookie } from "./entry-api";

/** Whether somebody is signed in; unknown until the cookie has been tried. */
export type SessionState = "unknown" | "in" | "out";

interface Access {
  readonly token: string;
  /** In epoch milliseconds, by this machine's clock. */
  readonly goodUntil: number;
}

/** What an operation that begins or renews a session answers. */
interface Begun {
  readonly accessToken: string;
  readonly expiresIn: number;
}

// The refresh token is good once: tabs take turns, and share what the one before was given.
const TURN = "faibric-session";
const RESERVE_MS = 30_000;
// What stands in the body counts only where there is no cookie, and then it is no token.
const FROM_COOKIE = "cookie";

let access: Access | undefined;
let state: SessionState = "unknown";
const listeners = new Set<() => void>();
const tabs = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(TURN);
tabs?.addEventListener("message", ({ data }: MessageEvent<Access | null>) => remember(data, false));

export const currentState = (): SessionState => state;

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The account has a second factor, which the pages have no field for: it signs in through the API. */
export class SecondFactorAskedError extends Error {
  override readonly name = "SecondFactorAskedError";
}

/**
 * Signed in: what the API answered to a password, a link or a second factor.
 * @throws SecondFactorAskedError where it answered that one is to be proved
 */
export function begin(answer: Begun | { readonly mfaToken: string }): void {
  if (!("accessToken" in answer)) throw new SecondFactorAskedError("a second factor is asked for");
  const { accessToken, expiresIn } = answer;
  remember({ token: accessToken, goodUntil: Date.now() + expiresIn * 1000 });
}

/**
 * The access token, renewed where it is about to end. Undefined for who is not signed in.
 * @throws FaibricError where the API cannot be asked: that is no sign-out
 */
export async function accessToken(): Promise<string | undefined> {
  const known = access;
  if (isGood(known)) return known.token;
  if (state === "out") return undefined;
  await navigator.locks.request(TURN, async () => {
    // Another tab may have renewed it while this one waited.
    if (isGood(access) || state === "out") return;
    try {
      begin(await entryApi.refreshSession({ body: { refreshToken: FROM_COOKIE } }));
    } catch (error) {
      if (!(error instanceof ApiError) || error.status >= 500 || error.status === 429) throw error;
      remember(null);
    }
  });
  return access?.token;
}

/** Ends the session on this device, in every tab. */
export async function signOut(): Promise<void> {
  const token = await accessToken();
  if (token)
    await createClient({ auth }, { baseUrl: "/", fetch: withCookie, token }).auth.signOut();
  remember(null);
}

const isGood = (found: Access | undefined): found is Access =>
  found !== undefined && found.goodUntil - RESERVE_MS > Date.now();

function remember(found: Access | null, tell = true): void {
  access = found ?? undefined;
  state = found ? "in" : "out";
  if (tell) tabs?.postMessage(found);
  for (const listener of listeners) listener();
}

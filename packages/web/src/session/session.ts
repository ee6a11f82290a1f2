import { signOut as endSession, refreshSession } from "@faibric/core/auth/auth.contract";
import type { Tokens } from "@faibric/core/auth/auth.schema";
import { ApiError, createClient } from "@faibric/sdk";
import { FROM_COOKIE, TURN, takeEarly } from "./early";
import { withCookie } from "./with-cookie";

/**
 * Whether somebody is signed in; unknown until the cookie has been tried. A session that ends under the hands
 * of its person is `ended`, until they sign in again: what they have typed stays where it is.
 */
export type SessionState = "unknown" | "in" | "ended" | "out";

interface Access {
  readonly token: string;
  /** In epoch milliseconds, by this machine's clock. */
  readonly goodUntil: number;
}

/** What an operation that begins or renews a session answers. */
type Begun = Pick<Tokens, "accessToken" | "expiresIn">;

const RESERVE_MS = 30_000;

const auth = { refreshSession, endSession };
const asked = { baseUrl: "/", fetch: withCookie } as const;
const askedEarly: typeof asked.fetch = (input, init) => takeEarly() ?? withCookie(input, init);

// Tabs share what the one before was given.
let access: Access | undefined;
let state: SessionState = "unknown";
let person: string | undefined;
const listeners = new Set<() => void>();
const tabs = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(TURN);
tabs?.addEventListener("message", ({ data }: MessageEvent<Access | null>) => remember(data, false));

export const currentState = (): SessionState => state;

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Signed in: what the API answered to a password, a link, a passkey or a second factor. */
export function begin({ accessToken, expiresIn }: Begun): void {
  remember({ token: accessToken, goodUntil: Date.now() + expiresIn * 1000 });
}

/**
 * The access token, renewed where it is about to end. Undefined for who is not signed in; where the session
 * has ended, it waits until its person has signed in again.
 * @throws FaibricError where the API cannot be asked: that is no sign-out
 */
export async function accessToken(): Promise<string | undefined> {
  const known = access;
  if (isGood(known)) return known.token;
  if (state === "out") return undefined;
  await navigator.locks.request(TURN, renewInTurn);
  if (currentState() === "ended") await untilSignedIn();
  return access?.token;
}

/** What the API refused is good no more. @returns the next one, as `accessToken` does */
export function afterRefusal(refused: string): Promise<string | undefined> {
  if (access?.token === refused) access = undefined;
  return accessToken();
}

/** Ends the session on this device, in every tab. */
export async function signOut(): Promise<void> {
  if (state === "ended") return remember(null);
  const token = await accessToken();
  if (token) await createClient({ auth }, { ...asked, token }).auth.endSession();
  remember(null);
}

async function renewInTurn(): Promise<void> {
  // Another tab may have renewed it while this one waited.
  if (isGood(access) || state === "out" || state === "ended") return;
  try {
    const { refreshSession: renew } = createClient({ auth }, { ...asked, fetch: askedEarly }).auth;
    begin(await renew({ body: { refreshToken: FROM_COOKIE } }));
  } catch (error) {
    // Only the API knows that a session has ended. What a proxy says, or a limit, is no sign-out.
    if (!(error instanceof ApiError && error.status === 401)) throw error;
    if (state === "in") become("ended");
    else remember(null);
  }
}

function untilSignedIn(): Promise<void> {
  return new Promise((resolve) => {
    const stop = subscribe(() => {
      if (state === "ended") return;
      stop();
      resolve();
    });
  });
}

const isGood = (found: Access | undefined): found is Access =>
  found !== undefined && found.goodUntil - RESERVE_MS > Date.now();

function remember(found: Access | null, tell = true): void {
  access = found ?? undefined;
  void takeEarly(); // what was asked before this is no news any more
  if (tell) tabs?.postMessage(found);
  const now = found ? subjectOf(found.token) : undefined;
  // Whatever is on the page belongs to somebody else.
  if (now && person && now !== person) window.location.assign("/home");
  person = now ?? person;
  become(found ? "in" : "out");
}

function become(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}

/** Whose token it is. Read, not verified: that is for the API to do. */
function subjectOf(token: string): string | undefined {
  const payload = token.split(".")[1]?.replaceAll("-", "+").replaceAll("_", "/") ?? "";
  const claims: unknown = JSON.parse(atob(payload));
  const subject = typeof claims === "object" && claims && "sub" in claims ? claims.sub : undefined;
  return typeof subject === "string" ? subject : undefined;
}

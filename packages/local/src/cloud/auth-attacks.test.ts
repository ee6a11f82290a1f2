import { afterAll, expect, it, vi } from "vitest";
import { startAuthCloud, type Tokens } from "./auth.fixture";

const auth = await startAuthCloud();
const { call, post, mails, person } = auth;
afterAll(() => auth.close());

const PASSWORD = "quiet-walrus-plays-vibraphone-81";
const WRONG = "nine-amber-lanterns-hum-softly-3";
let count = 0;
const newEmail = () => `attacked${++count}.${Date.now()}@example.com`;
/** A lock comes with the tenth wrong password. */
const MOST_ROUNDS = 9;
const NOTICED_MS = 40;

it("locks an address after ten wrong passwords, exactly, and tells its person, whether it has an account or not", async () => {
  const known = newEmail();
  await person(known, PASSWORD);
  for (const email of [known, newEmail()]) {
    const tries = await Promise.all(
      Array.from({ length: 20 }, () => post("sign-in", { email, password: WRONG })),
    );
    const statuses = tries.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(10).fill(401), ...Array(10).fill(429)]);
    const locked = await post("sign-in", { email, password: PASSWORD });
    expect(locked).toMatchObject({ status: 429, body: { code: "platform.limit.exceeded" } });
    const seconds = Number(locked.headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(900);
  }
  expect(await mails(known, "Somebody tried to sign in as you")).toHaveLength(1);
});

it.each([
  ["sign-in", (email: string) => ({ email, password: WRONG }), 5],
  ["magic-link", (email: string) => ({ email }), 5],
  ["password/reset", (email: string) => ({ email }), 5],
  ["sign-up", (email: string) => ({ email, password: PASSWORD }), 3],
] as const)(
  "%s answers alike, after about the same time, for an address with an account and one without",
  async (path, body, rounds) => {
    const known = newEmail();
    await person(known, PASSWORD);
    const [existing, unknown]: [number[], number[]] = [[], []];
    const timed = async (email: string, times: number[]) => {
      const started = performance.now();
      const { status, headers, body: answer } = await post(path, body(email));
      times.push(performance.now() - started);
      const { requestId, ...rest } = answer ?? {};
      return { status, type: headers.get("content-type"), rest, named: requestId !== undefined };
    };
    // What is busy beside makes some take longer, never shorter: the shortest of each are what is compared, and
    // of more tries where they are still apart. What takes longer by itself always does.
    const apart = () => Math.abs(Math.min(...existing) - Math.min(...unknown));
    for (let round = 0; round < rounds || (round < MOST_ROUNDS && apart() >= NOTICED_MS); round++) {
      expect(await timed(known, existing)).toEqual(await timed(newEmail(), unknown));
    }
    expect(apart()).toBeLessThan(NOTICED_MS);
  },
);

it("lets at most one of twenty use a refresh token that comes at once, and ends the session for all", async () => {
  const email = newEmail();
  const { refreshToken, accessToken } = await person(email, PASSWORD);
  const uses = await Promise.all(
    Array.from({ length: 20 }, () => post("refresh", { refreshToken })),
  );
  const good = uses.filter(({ status }) => status === 200);
  expect(good.length).toBeLessThanOrEqual(1);
  const statuses = new Set(uses.map(({ status }) => status));
  statuses.delete(200);
  expect([...statuses]).toEqual([401]);
  for (const { body } of good) {
    const { refreshToken: next } = body as Tokens;
    expect((await post("refresh", { refreshToken: next })).status).toBe(401);
  }
  expect((await call("GET", "/api/auth/me", { token: accessToken })).status).toBe(401);
  expect(await mails(email, "We ended one of your sessions")).toHaveLength(1);
});

it("does not believe the caller about where they are", async () => {
  const { accessToken } = await person(newEmail(), PASSWORD);
  const response = await fetch(`${auth.cloud.url}/api/auth/sessions`, {
    headers: { authorization: `Bearer ${accessToken}`, "x-forwarded-for": "8.8.8.8" },
  });
  const { items } = (await response.json()) as { items: { address: string }[] };
  expect(items.map(({ address }) => address)).toEqual(["127.0.0.1"]);
});

it("makes one signing key, whoever is first, and a new one signs nobody out", async () => {
  const { accessToken, refreshToken } = await person(newEmail(), PASSWORD);
  const { SecretsManagerClient, DeleteSecretCommand, PutSecretValueCommand } = await import(
    "@aws-sdk/client-secrets-manager"
  );
  const client = new SecretsManagerClient({});
  const SecretId = "faibric/local/access-token-key";
  const cold = async () => {
    vi.resetModules();
    return (await import("@faibric/core/auth/signing-key")).signingKey();
  };
  await client.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
  const starts = [];
  for (let index = 0; index < 8; index++) starts.push(await importCold());
  const made = await Promise.all(starts.map((signingKey) => signingKey()));
  expect(new Set(made.map(({ kid }) => kid)).size).toBe(1);
  expect((await call("GET", "/.well-known/jwks.json")).body.keys).toHaveLength(2);

  const { createSigningKey } = await import("@faibric/core/platform/access-token-signer");
  const rotated = await createSigningKey();
  await client.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(rotated) }));
  expect((await cold()).kid).toBe(rotated.kid);
  expect((await call("GET", "/api/auth/me", { token: accessToken })).status).toBe(200);
  expect((await post("refresh", { refreshToken })).status).toBe(200);

  async function importCold() {
    vi.resetModules();
    return (await import("@faibric/core/auth/signing-key")).signingKey;
  }
});

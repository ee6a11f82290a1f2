import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, expect, it } from "vitest";
import { startLaptopCloud } from "./testing/laptop-cloud";

const { cloud, run, read, close } = await startLaptopCloud();
// Imported once the cloud has said where the table is.
const Directory = await import("@faibric/core/platform/directory");
const { verifyAccessToken } = await import("@faibric/core/platform/access-token");
const { findSigningKey } = await import("./signing-key");
afterAll(close);

interface Printed {
  readonly token: string;
  readonly userId: string;
  readonly expiresAt: string;
}

const publicKeys = async () => (await Directory.list("access-token-keys", "console")).items;

it("makes one key and one person, however many ask for them at first", async () => {
  const printed = await Promise.all([1, 2, 3].map(() => read<Printed>(["token"])));
  for (const { token, userId } of printed)
    expect((await verifyAccessToken(token)).userId).toBe(userId);
  expect(new Set(printed.map(({ userId }) => userId)).size).toBe(1);
  const [key, ...others] = await publicKeys();
  expect(others).toEqual([]);
  expect(Object.keys(key?.detail ?? {})).not.toContain("d");
});

it("keeps no public half of a key that came second", async () => {
  const before = (await publicKeys()).length;
  const keys = await Promise.all([1, 2, 3, 4].map(() => findSigningKey("race")));
  expect(new Set(keys.map(({ kid }) => kid)).size).toBe(1);
  expect((await publicKeys()).length).toBe(before + 1);
});

it("prints the token alone, and the API takes it", async () => {
  const { code, stdout, stderr } = await run(["token"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const answer = await fetch(`${cloud.url}/api/tenants`, {
    headers: { authorization: `Bearer ${stdout.trim()}` },
  });
  expect(answer.status).toBe(200);
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
});

it("is for whom and for how long it is asked", async () => {
  const user = "usr_01jd3zq8v5m0w2e7r9t4y6x1kp";
  const { token, userId, expiresAt } = await read<Printed>([
    ...["token", "--user", user],
    ...["--expires", "12h"],
  ]);
  expect(userId).toBe(user);
  const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  expect(claims).toMatchObject({ sub: user, exp: claims.iat + 12 * 3_600 });
  expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(11.9 * 3_600_000);
  const refused = await Promise.all([
    run(["token", "--expires", "9m"]),
    run(["token", "--expires", "13h"]),
    run(["token", "--user", "bob"]),
  ]);
  expect(refused.map(({ code, stdout }) => [code, stdout])).toEqual(Array(3).fill([2, ""]));
});

it("publishes the key again where the table was made anew", async () => {
  for (const { kind, name, member } of await publicKeys()) {
    await Directory.discard(kind, name, member);
  }
  await read(["token"]);
  // And not that of the stage "race".
  expect(await publicKeys()).toHaveLength(1);
});

it("is break-glass on another stage: it needs --yes, and says so", async () => {
  const parameter = await new SSMClient({}).send(
    new (await import("@aws-sdk/client-ssm")).GetParameterCommand({
      Name: "/faibric/local/operator",
    }),
  );
  await new SSMClient({}).send(
    new PutParameterCommand({
      Name: "/faibric/staging/operator",
      Type: "String",
      Value: parameter.Parameter?.Value,
    }),
  );
  const refused = await run(["token", "--stage", "staging"]);
  expect([refused.code, refused.stdout]).toEqual([2, ""]);
  expect(refused.stderr).toContain("break-glass");

  const given = await run(["token", "--stage", "staging", "--yes"]);
  expect(given.code).toBe(0);
  expect(given.stderr).toMatch(/Break-glass: this token is usr_\w+ on staging until/);
  const { userId } = await verifyAccessToken(given.stdout.trim());
  expect(userId).toMatch(/^usr_/);

  const unknown = await run(["token", "--stage", "nowhere", "--yes"]);
  expect([unknown.code, unknown.stdout]).toEqual([1, ""]);
  expect(unknown.stderr).toContain("npx sst deploy --stage nowhere");
});

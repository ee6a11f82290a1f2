import { afterAll, expect, it } from "vitest";
import { startLaptopCloud } from "./testing/laptop-cloud";

const { cloud, read, close } = await startLaptopCloud();
// Imported once the cloud has said where the table is.
const Directory = await import("@faibric/core/platform/directory");
afterAll(close);

interface Printed {
  readonly token: string;
}
const keyOf = ({ token }: Printed): string =>
  JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()).kid;
const asks = async ({ token }: Printed) => {
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch(`${cloud.url}/api/tenants`, { headers })).status;
};

it("signs with a new key, and what the old one signed stays good until it ends", async () => {
  const before = await read<Printed>(["token"]);
  expect(await asks(before)).toBe(200);
  const { console: kid, ...others } = await read<{ console: string }>(["keys", "rotate"]);
  expect(others).toEqual({}); // no tenant had a customer
  const after = await read<Printed>(["token"]);
  expect([keyOf(after), keyOf(before)]).toEqual([kid, expect.not.stringMatching(kid)]);
  expect([await asks(before), await asks(after)]).toEqual([200, 200]);

  const { items } = await Directory.list("access-token-keys", "console");
  const old = items.find(({ member }) => member === keyOf(before));
  // Twelve hours for the longest token, and five minutes for functions that still sign with it.
  const left = (old?.expiresAt ?? 0) - Date.now() / 1000;
  expect(left).toBeGreaterThan(12 * 3_600);
  expect(left).toBeLessThan(12 * 3_600 + 310);
  expect(items.find(({ member }) => member === kid)?.expiresAt).toBeUndefined();
});

it("can be done again and again: each key ends when it should, the first one first", async () => {
  await read(["keys", "rotate"]);
  const { items } = await Directory.list("access-token-keys", "console");
  const ends = items.map(({ expiresAt }) => expiresAt ?? Number.POSITIVE_INFINITY);
  expect(ends).toHaveLength(3);
  expect(ends.filter((end) => end === Number.POSITIVE_INFINITY)).toHaveLength(1);
});

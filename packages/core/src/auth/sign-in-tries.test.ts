import { expect, it } from "vitest";
import { createId } from "../platform/id";
import { withOrigin } from "../platform/origin";
import * as Account from "./account";
import * as Session from "./session";
import { SessionEntity } from "./session.entity";
import { signIn } from "./sign-in";
import { takeSignIn } from "./sign-in-tries";
import { signUp } from "./sign-up";

const HOME = "2001:db8:aaaa:1::7";
const from = <R>(address: string, fn: () => R): R => withOrigin({ address, userAgent: "" }, fn);

async function person() {
  const email = `${createId("usr")}@example.com`;
  await from(email, () => signUp({ email, password: "quiet-walrus-plays-vibraphone-81" }));
  const userId = await Account.findPerson(email);
  const { session } = from(HOME, () => Session.draft({ userId, epoch: 1 }));
  await Account.inAccount(userId, "test", () => SessionEntity.put(session).go());
  return email;
}

const succeed = async (email: string, address: string) =>
  (await from(address, () => takeSignIn(email))).succeed();
const codeOf = (email: string, address: string) =>
  from(address, () => signIn({ email, password: "wrong" })).then(
    () => "let in",
    (error: { code?: string }) => error.code,
  );
const tries = (email: string, address: string, count: number) =>
  Promise.all(Array.from({ length: count }, () => codeOf(email, address)));
const WRONG = "auth.credentials.wrong";
const LOCKED = "platform.limit.exceeded";

it("locks the network that wrong passwords come from, and no other", async () => {
  const email = await person();
  const all = await tries(email, "203.0.113.7", 12);
  expect(all.filter((code) => code === WRONG)).toHaveLength(10);
  expect(all.filter((code) => code === LOCKED)).toHaveLength(2);
  expect(await codeOf(email, "203.0.113.8")).toBe(WRONG);
});

it("locks all networks but the person's own when they come from many", async () => {
  const email = await person();
  for (const network of [1, 2, 3, 4, 5]) await tries(email, `198.51.100.${network}`, 10);
  expect(await codeOf(email, "198.51.100.6")).toBe(LOCKED);
  expect(await codeOf(email, "2001:db8:aaaa:2::7")).toBe(LOCKED);
  expect(await codeOf(email, "2001:db8:aaaa:1:9:9:9:9")).toBe(WRONG);
});

it("counts no try whose password was right, neither for its network nor for all", async () => {
  const email = await person();
  for (let round = 0; round < 12; round++) await succeed(email, "203.0.113.7");
  for (const network of [1, 2, 3, 4]) await tries(email, `198.51.100.${network}`, 10);
  const last = await tries(email, "203.0.113.7", 10);
  expect(last).toEqual(Array.from({ length: 10 }, () => WRONG));
  expect(await codeOf(email, "198.51.100.6")).toBe(LOCKED);
});

it("tells who is locked out of their own tries, and nothing of others'", async () => {
  const email = await person();
  await tries(email, "198.51.100.9", 7);
  await tries(email, "203.0.113.7", 10);
  const refused = await from("203.0.113.7", () => takeSignIn(email)).catch(
    (error: unknown) => error,
  );
  expect(refused).toMatchObject({ quotas: [{ name: "attempts", limit: 10, left: 0 }] });
});

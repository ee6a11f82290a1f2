import { dictionary } from "@zxcvbn-ts/language-common";
import { expect, it } from "vitest";
import { InvalidRequestError } from "../platform/errors";
import * as Password from "./password";
import { assertStrong } from "./password-strength";

// Source: https://github.com/P-H-C/phc-winner-argon2/blob/master/src/test.c
const REFERENCE =
  "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

it("is hashed as the reference implementation does", async () => {
  expect(await Password.verify("password", REFERENCE)).toBe(true);
  expect(await Password.verify("differentpassword", REFERENCE)).toBe(false);
});

it("is hashed with OWASP's parameters and a salt of its own", async () => {
  const [one, other] = await Promise.all(["same", "same"].map(Password.hash));
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(one).not.toBe(other);
  expect(await Password.verify("same", one)).toBe(true);
  expect(await Password.verify("Same", one)).toBe(false);
});

it("is the same however its letters are composed, and keeps its spaces", async () => {
  const hash = await Password.hash("caf\u00e9 ");
  expect(await Password.verify("cafe\u0301 ", hash)).toBe(true);
  expect(await Password.verify("caf\u00e9", hash)).toBe(false);
});

it("is nobody's where there is no hash, not even the one that is compared with", async () => {
  expect(await Password.verify("", undefined)).toBe(false);
  expect(await Password.verify("password", undefined)).toBe(false);
});

it.each([
  "password",
  "12345678",
  "trustno1",
  "qwerty123",
  "adalovelace",
  "Passw0rd!",
  "aaaaaaaaaaaa",
])("is refused if it is as easy to guess as %s", (password) => {
  const known = ["ada.lovelace@example.com"];
  expect(() => assertStrong(password, "password", known)).toThrow(/easy to guess/);
});

it.each([
  "correct horse battery staple",
  "ずっと夢を見ていたい春の夜に",
  "kT9#vL2$pQ7x",
  "x".repeat(3) + "quiet walrus 81 vibraphone".repeat(9),
])("is taken if it is as hard to guess as %s, whatever characters it has", (password) => {
  expect(() => assertStrong(password, "password", ["ada@example.com"])).not.toThrow();
});

it("is judged in a moment, however long it is", () => {
  const started = performance.now();
  try {
    assertStrong("password".repeat(32), "password", []);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidRequestError);
  }
  expect(performance.now() - started).toBeLessThan(1_000);
});

it("is refused if it is one of those that are used most, though short and rare ones are not in the bundle", () => {
  // Those are weak by their length already: any nine characters or more are in it, however rare.
  const long = dictionary["passwords-common"].filter(({ length }) => length >= 9);
  const accepted = long
    .filter((_, index) => index % 10 === 0)
    .filter((password) => {
      try {
        assertStrong(password, "password", []);
        return true;
      } catch (error) {
        if (!(error instanceof InvalidRequestError)) throw error;
        return false;
      }
    });
  expect(accepted).toEqual([]);
});

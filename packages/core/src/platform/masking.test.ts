import { expect, it } from "vitest";
import { MASKED, mask, maskText } from "./masking";
import { redact } from "./redacted";

const PLANTED = "planted-otter-hums-vermilion-47";

it.each([
  "password",
  "newPassword",
  "passwordHash",
  "accessToken",
  "refresh_token",
  "clientSecret",
  "Authorization",
  "authorisation",
  "cookie",
  "apiKey",
  "api_key",
  "privateKey",
  "key",
  "credentials",
  "otp",
  "recoveryCodes",
  "signature",
])("masks what is called %s, however deep and of whatever kind it is", (name) => {
  for (const value of [PLANTED, [PLANTED], { in: PLANTED }, 4711]) {
    const masked = mask({ list: [{ [name]: value }], note: "☕" });
    expect(masked).toEqual({ list: [{ [name]: MASKED }], note: "☕" });
  }
});

it.each([
  ["a refresh token", `rt_${"0".repeat(26)}_${"1".repeat(26)}_${"A".repeat(43)}_${"b".repeat(43)}`],
  ["a one-time token", `ot_${"0".repeat(26)}_${"-".repeat(43)}`],
  ["a JWT", "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c3JfMSJ9.c2ln"],
  ["a password hash", "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$dGFn"],
  ["an Authorization header", "Bearer abc.def"],
])("masks %s by its look, wherever it stands", (_what, secret) => {
  expect(mask({ note: `before ${secret}` })).toEqual({ note: `before ${MASKED}` });
  expect(maskText(secret)).toBe(MASKED);
});

it("masks what is marked as a secret", () => {
  expect(JSON.stringify(mask({ note: redact(PLANTED) }))).not.toContain(PLANTED);
});

it("leaves what is no secret", () => {
  const value = {
    name: "Café №1 🦊 مقهى",
    keyword: "coffee",
    tokenType: "Bearer",
    monkey: "🐒",
    userId: "usr_01jd3zq8v5m0w2e7r9t4y6x1kp",
    at: new Date(0),
    none: null,
    count: 3,
  };
  expect(mask(value)).toEqual({ ...value, at: "1970-01-01T00:00:00.000Z" });
  expect(maskText("half a pair \uD83D")).toBe("half a pair \uFFFD");
});

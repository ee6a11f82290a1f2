import { importJWK, jwtVerify, SignJWT } from "jose";
import { expect, it } from "vitest";
import { JwtError, JwtExpiredError, newEcKey, publicKeyOf, signJwt, verifyJwt } from "./jwt";

const privateKey = newEcKey();
const key = publicKeyOf(privateKey);
const expected = { type: "at+jwt", issuer: "ours", audience: "us", clockToleranceSeconds: 5 };
const now = Math.floor(Date.now() / 1000);
const claims = { iss: "ours", aud: "us", sub: "أحمد 🙂", nbf: now, exp: now + 60 };
const verified = (token: string) =>
  verifyJwt(token, expected, async (kid) => (kid === "k1" ? key : undefined));

it("signs what another implementation verifies, and verifies what that one signs", async () => {
  const ours = signJwt(claims, "at+jwt", { kid: "k1", privateKey });
  const theirKey = await importJWK({ ...privateKey }, "ES256");
  const { payload } = await jwtVerify(
    ours,
    await importJWK({ ...key.export({ format: "jwk" }) }, "ES256"),
    {
      typ: "at+jwt",
      issuer: "ours",
      audience: "us",
    },
  );
  expect(payload).toEqual(claims);

  const jwt = new SignJWT(claims).setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid: "k1" });
  expect(await verified(await jwt.sign(theirKey))).toEqual(claims);
});

it("takes one text of a token only, though others decode to the same bytes", async () => {
  const token = signJwt(claims, "at+jwt", { kid: "k1", privateKey });
  expect(await verified(token)).toEqual(claims);
  // The last character of 64 bytes has four bits that nothing is read of.
  const last = token.at(-1) ?? "";
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const other = `${token.slice(0, -1)}${alphabet[alphabet.indexOf(last) + 1]}`;
  const bytes = (text: string) => Buffer.from(text.split(".")[2] ?? "", "base64url");
  expect(bytes(other)).toEqual(bytes(token));
  for (const variant of [other, `${token}=`, `${token}\n`, token.replace(".", ". ")]) {
    await expect(verified(variant)).rejects.toBeInstanceOf(JwtError);
  }
});

it("tells an expired token from a bad one only where its signature is good", async () => {
  const expired = signJwt({ ...claims, exp: now - 60 }, "at+jwt", { kid: "k1", privateKey });
  await expect(verified(expired)).rejects.toBeInstanceOf(JwtExpiredError);
  const forged = signJwt({ ...claims, exp: now - 60 }, "at+jwt", {
    kid: "k1",
    privateKey: newEcKey(),
  });
  await expect(verified(forged)).rejects.not.toBeInstanceOf(JwtExpiredError);
});

it("refuses a good signature over a header that asks for more than we understand", async () => {
  const header = { alg: "ES256", typ: "at+jwt", kid: "k1", crit: ["x"], x: 1 };
  const theirKey = await importJWK({ ...privateKey }, "ES256");
  const jwt = new SignJWT(claims).setProtectedHeader(header);
  const token = await jwt.sign(theirKey, { crit: { x: true } });
  await expect(verified(token)).rejects.toThrow("critical");
});

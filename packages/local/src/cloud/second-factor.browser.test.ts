import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeOf } from "../testing/totp";
import type { Tokens } from "./auth.fixture";
import {
  expectAccessible,
  faultsIn,
  PASSWORD,
  startConsole,
  withApp,
  withPasskeys,
} from "./console.fixture";

const { post, person, visitor, close } = await startConsole();
afterAll(close);

let ada: Awaited<ReturnType<typeof visitor>>;
beforeEach(async () => {
  ada = await visitor();
});
afterEach(async () => {
  await ada.leave();
  expect(faultsIn(ada.complaints)).toEqual([]);
});

let count = 0;
/** Somebody with an authenticator app. */
async function guarded() {
  const email = `factor${++count}.${Date.now()}@example.com`;
  const { accessToken } = (await person(email, PASSWORD)) as Tokens;
  return { email, accessToken, ...(await withApp(post, accessToken)) };
}

describe("who has a second factor", () => {
  it("is asked for it after the password, and comes to where they wanted", async () => {
    const { email, secret } = await guarded();
    await ada.signIn(email, "/sign-in?next=%2Fhome%3Fa%3D1");
    await ada.title("One more step");
    await expectAccessible(ada.page);
    await ada.click("Continue");
    await ada.see("Enter the code.");
    await ada.enter("Code of your authenticator app", "000000");
    await ada.click("Continue");
    await ada.see(/code is wrong/);
    await ada.enter("Code of your authenticator app", codeOf(secret));
    await ada.click("Continue");
    await ada.page.waitForURL("**/home?a=1");
  }, 120_000);

  it("may use a recovery code instead, once", async () => {
    const { email, recoveryCodes } = await guarded();
    for (const [use, expected] of [
      [0, "**/home"],
      [0, "refused"],
    ] as const) {
      await ada.page.context().clearCookies();
      await ada.signIn(email);
      await ada.click("Use a recovery code");
      await ada.enter("Recovery code", recoveryCodes[use] ?? "");
      await ada.click("Continue");
      if (expected === "refused") await ada.see(/code is wrong/);
      else await ada.page.waitForURL(expected);
    }
  }, 120_000);

  it("is told in words where a browser has no passkey to give", async () => {
    await ada.open("/sign-in");
    const cdp = await ada.page.context().newCDPSession(ada.page);
    await cdp.send("WebAuthn.enable");
    await cdp.send("WebAuthn.addVirtualAuthenticator", {
      options: { protocol: "ctap2", transport: "internal", hasResidentKey: true },
    });
    await ada.page.evaluate(() => {
      navigator.credentials.get = () => Promise.reject(new DOMException("no", "NotAllowedError"));
    });
    await ada.click("Sign in with a passkey");
    await ada.see(/No passkey was used/);
  }, 60_000);

  it("signs in with a passkey alone", async () => {
    await withPasskeys(ada.page);
    const email = `key${++count}.${Date.now()}@example.com`;
    const { accessToken } = (await person(email, PASSWORD)) as Tokens;
    await ada.open("/sign-in");
    const options = (await post("passkeys/register/options", {}, accessToken)).body as object;
    const credential = await ada.page.evaluate(async (json) => {
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(json as never);
      const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
      return made.toJSON() as object;
    }, options);
    await post("passkeys", { name: "Laptop 🔑", credential }, accessToken);
    await ada.click("Sign in with a passkey");
    await ada.page.waitForURL("**/home");
    await ada.see(`Signed in as ${email}`);
  }, 90_000);
});

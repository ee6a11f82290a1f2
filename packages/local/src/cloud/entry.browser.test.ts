import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { complaintsOf } from "../dashboard/browser.fixture";
import { eventually } from "../testing/eventually";
import { VERIFY } from "./auth.fixture";
import { expectAccessible, faultsIn, PASSWORD, startConsole } from "./console.fixture";

const { cloud, browser, post, person, mails, close } = await startConsole();

let page: Page;
let complaints: string[];
let email = "";
let people = 0;
beforeEach(async () => {
  email = `ada${++people}.${Date.now()}@example.com`;
  const context = await browser.newContext({ locale: "en-GB", timezoneId: "Asia/Kathmandu" });
  page = await context.newPage();
  // The site is built as it is asked for, page by page.
  page.setDefaultTimeout(30_000);
  complaints = complaintsOf(page);
});
afterEach(async () => {
  await page.context().close();
  expect(faultsIn(complaints)).toEqual([]);
});
afterAll(close);

const open = (path: string) => page.goto(`${cloud.url}${path}`);
const click = (name: string) => page.getByRole("button", { name, exact: true }).click();
const title = (name: string) => page.getByRole("heading", { name }).waitFor();
const enter = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
async function openMail(subject: string) {
  const [text = ""] = await mails(email, subject);
  await page.goto(/http\S+#token=\S+/.exec(text)?.[0] ?? "no link");
}
async function signIn(path = "/sign-in") {
  await open(path);
  await enter("E-mail address", email);
  await enter("Password", PASSWORD);
  await click("Sign in");
}

describe("somebody new", () => {
  it("signs up, proves the address, signs in and is asked about their business", async () => {
    await open("/");
    await page.getByRole("link", { name: "Create an account" }).click();
    await enter("E-mail address", email);
    await enter("Password", PASSWORD);
    await click("Create account");
    await title("Check your mail");
    await openMail(VERIFY);
    await click("Confirm the address");
    await title("Your address is confirmed");
    expect(new URL(page.url()).hash).toBe("");
    await page.getByRole("link", { name: "Sign in" }).click();
    await page.waitForURL("**/sign-in");
    await signIn();
    await title("What is your business called?");
  }, 120_000);

  it("is told at the field what is wrong, and loses nothing that was typed", async () => {
    await open("/sign-up");
    await click("Create account");
    await page.getByText("Enter your e-mail address.").waitFor();
    await enter("E-mail address", email);
    await enter("Password", "password123");
    await click("Create account");
    await page.getByText(/easy to guess/).waitFor();
    expect(await page.getByLabel("E-mail address").inputValue()).toBe(email);
    await page.context().setOffline(true);
    await enter("Password", PASSWORD);
    await click("Create account");
    await page.getByText(/could not reach the server/).waitFor({ timeout: 30_000 });
    await page.context().setOffline(false);
    await click("Create account");
    await title("Check your mail");
  }, 90_000);

  it("reads it in German, where the browser asks for that", async () => {
    const german = await browser.newPage({ locale: "de-AT" });
    await german.goto(`${cloud.url}/sign-up`);
    expect(await german.title()).toBe("Konto anlegen · Faibric");
    await german.getByRole("button", { name: "Konto anlegen" }).waitFor();
    await german.close();
  });
});

describe("who has an account", () => {
  beforeEach(() => void person(email, PASSWORD));

  it("comes back to where they were, stays signed in over a reload, and leaves in every tab", async () => {
    await mails(email, VERIFY);
    await open("/home");
    await page.waitForURL("**/sign-in?next=%2Fhome");
    await eventually(
      () => post("sign-in", { email, password: PASSWORD }),
      ({ status }) => status === 200,
    );
    await signIn(`/sign-in${new URL(page.url()).search}`);
    await page.waitForURL("**/welcome");
    await page.reload();
    await page.getByText(`Signed in as ${email}`).waitFor();
    expect(await page.evaluate(() => document.cookie + JSON.stringify(localStorage))).toBe("{}");
    // Tabs share a token that is good once: they take turns.
    const tabs = await Promise.all([1, 2, 3].map(() => page.context().newPage()));
    await Promise.all(tabs.map((tab) => tab.goto(`${cloud.url}/home`)));
    await Promise.all(tabs.map((tab) => tab.getByText(`Signed in as ${email}`).waitFor()));
    await tabs[0]?.getByRole("button", { name: "Sign out" }).click();
    const out = /\/sign-in\?next=%2F(home|welcome)$/;
    await Promise.all([page, ...tabs].map((tab) => tab.waitForURL(out)));
  }, 120_000);

  it("sets a new password, or comes in without one, by links that are mailed", async () => {
    await mails(email, VERIFY);
    await open("/forgot-password");
    await enter("E-mail address", email);
    await click("Send the link");
    await openMail("Set a new password");
    await enter("New password", `${PASSWORD} anew`);
    await click("Set the password");
    await title("Your password is set");
    await open("/magic-link");
    await enter("E-mail address", email);
    await click("Send the link");
    await openMail("Your link to sign in");
    await click("Sign in");
    await title("What is your business called?");
  }, 90_000);
});

it("says what to do about a link that is used up or not complete", async () => {
  await open("/magic-link#token=ot_nonsense");
  await click("Sign in");
  await page.getByText(/used already, or is too old/).waitFor();
  await open("/reset-password");
  await page.getByText(/not complete/).waitFor();
}, 60_000);

it.each(["/", "/sign-up", "/sign-in", "/forgot-password", "/magic-link", "/verify-email"])(
  "%s is for everybody: axe finds nothing, and nothing is wider than a phone",
  async (path) => {
    await open(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await expectAccessible(page);
  },
  60_000,
);

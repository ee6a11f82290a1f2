import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../testing/eventually";
import { complaintsOf, launchChromium } from "./browser.fixture";
import { startTrialCloud } from "./dashboard.fixture";

const browser = await launchChromium();
const { cloud, url, heal, found, close } = await startTrialCloud();
// Imported once the cloud has said where the table is.
const { happen } = await import("@faibric/core/testing/trial");
const { newTenant } = await import("@faibric/core/testing/actors");

let page: Page;
let complaints: string[];
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(10_000);
  complaints = complaintsOf(page);
});
afterEach(async () => {
  await page.close();
  expect(complaints).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  await close();
});

const open = (path: string) => page.goto(`${url}/_local${path}`);
const see = (text: string | RegExp, inside = "main") =>
  page.locator(inside).getByText(text).first().waitFor();
/** The page listens: what happens from now on is shown without another look. */
const live = () => page.locator("#link.live").waitFor({ state: "attached" });

describe("an empty cloud", () => {
  it.each([
    ["", "Nothing has happened yet"],
    ["/requests", "No requests yet"],
    ["/events", "No events yet"],
    ["/executions", "No executions yet"],
    ["/inbox", "No mail yet"],
    ["/objects/faibric-files", "No objects yet"],
    ["/logs", "Nothing was logged yet"],
  ])("says at %j what to do next", async (path, title) => {
    await open(path);
    await see(title);
  });
});

describe("a new tenant", () => {
  const name = '<b onclick="alert(1)">مقهى</b> 🍣';

  it("appears live among the requests, with all that follows from it", async () => {
    await open("/requests");
    await live();
    await found(name);
    await page
      .getByRole("link", { name: /POST .api.tenants/ })
      .first()
      .click();
    await see("tenant.tenant.activated", "aside");
    await page.locator("aside .trace .mark.good").nth(2).waitFor();
    expect(page.url()).toMatch(/\/_local\/requests\/./);
    await page.keyboard.press("Escape");
    await page.locator("aside").waitFor({ state: "detached" });
  });

  it("appears live among the events, with its payload", async () => {
    await open("/events");
    await live();
    const rows = page.locator("#list a.row");
    const before = await rows.count();
    const { tenantId } = await found(name);
    await eventually(
      () => rows.count(),
      (count) => count >= before + 2,
    );
    await page
      .getByRole("link", { name: /tenant\.created/ })
      .first()
      .click();
    await see("Payload", "aside");
    await page.locator("aside").getByText(tenantId).first().waitFor();
    // What it is called is shown as it is, whatever it holds.
    expect(await page.locator("aside .json b, aside .json [onclick]").count()).toBe(0);
  });

  it("appears live as an execution, drawn with the state each is in", async () => {
    await open("/executions");
    await live();
    const rows = page.locator("#list a.row");
    const before = await rows.count();
    await found(name);
    await eventually(
      () => rows.count(),
      (count) => count > before,
    );
    await rows.first().click();
    await page.getByRole("link", { name: "activateTenant, Task, succeeded" }).waitFor();
    await page.getByRole("link", { name: "Failed, Fail, not reached" }).waitFor();
    await page.getByRole("link", { name: "applySettings, Task, succeeded" }).click();
    await see("Entered", "aside");
  });

  it("is in the table, by name", async () => {
    await open("/table");
    await page.getByRole("searchbox").fill("مقهى");
    await page
      .getByRole("link", { name: /onclick/ })
      .first()
      .click();
    await page
      .getByRole("link", { name: /^membership/ })
      .first()
      .click();
    await page.locator("#list a.row").first().click();
    await see("member#usr_", "aside");
  });
});

it("redrives a dead letter after asking, and says what came of it", async () => {
  await open("/queues");
  await live();
  await happen(newTenant(), "broken", "throw");
  await page
    .getByRole("link", { name: /trial-on-thing-happened.*1 dead/ })
    .click({ timeout: 30_000 });
  await see(/Error: broken is broken/, "aside");
  await page.locator("aside .messages a").first().click();
  await see("behaviour", "aside");
  heal();
  await page.getByRole("button", { name: "Redrive" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  expect(cloud.sqs.peek("trial-on-thing-happened-dead-letters", 10)).toHaveLength(1);
  await page.getByRole("button", { name: "Redrive" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Redrive" }).click();
  await see("1 message back in trial-on-thing-happened", "#toasts");
  await see("This message is not in the queue any more", "aside");
  await eventually(
    () => cloud.sqs.depths().every(({ visible, inFlight }) => visible + inFlight === 0),
    Boolean,
  );
}, 60_000);

it("shows a mail without running what it holds, and empties the inbox", async () => {
  await open("/inbox");
  await live();
  const Html = { Data: "<h1>Welcome, Ada</h1><img src='data:,'>" };
  await new SESv2Client({}).send(
    new SendEmailCommand({
      FromEmailAddress: "a@example.test",
      Destination: { ToAddresses: ["ada@example.test"] },
      Content: { Simple: { Subject: { Data: "Confirm ✉️" }, Body: { Html } } },
    }),
  );
  await page.getByRole("link", { name: /Confirm/ }).click();
  const frame = page.locator("iframe.mail");
  expect(await frame.getAttribute("sandbox")).not.toMatch(/allow-(scripts|same-origin)/);
  await frame.contentFrame().getByRole("heading", { name: "Welcome, Ada" }).waitFor();
  await page.getByRole("link", { name: "Headers" }).click();
  await see("ada@example.test", "aside");
  await page.getByRole("button", { name: "Empty the inbox" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Empty the inbox" }).click();
  await see("No mail yet");
});

it("browses folders and previews an object", async () => {
  const object = { Bucket: "faibric-files", Key: "tenant_x/notes/שלום.txt", Body: "Hello there" };
  await new S3Client({ forcePathStyle: true }).send(
    new PutObjectCommand({ ...object, ContentType: "text/plain" }),
  );
  await open("/objects");
  for (const name of ["faibric-files", "tenant_x/", "notes/", "שלום.txt"]) {
    await page.locator("#list").getByRole("link", { name }).click();
  }
  await see("Hello there", "aside");
});

it("finds log lines by level and request", async () => {
  const refused = await fetch(`${url}/api/tenants`, { headers: { authorization: "Bearer x" } });
  await open("/logs");
  await page.getByRole("combobox", { name: "level" }).selectOption("warn");
  await page.getByRole("searchbox").fill(refused.headers.get("x-request-id") ?? "");
  // Why, and what operators are told of the first few whom nobody knows.
  await see(/\b[12] lines?\b/);
  await page.locator(".log > li > details > summary").first().click();
  await see("requestId", ".log");
});

it("turns chaos on and off", async () => {
  await open("");
  const chaos = page.getByRole("switch", { name: "Chaos" });
  await chaos.click();
  await page.locator('[role=switch][aria-checked="true"]').waitFor();
  expect(cloud.chaos.enabled).toBe(true);
  await chaos.click();
  await page.locator('[role=switch][aria-checked="false"]').waitFor();
});

it("is used with the keyboard alone", async () => {
  await open("");
  await live();
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await page.locator("#list a.row").first().waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.locator("aside .facts").waitFor();
  const second = page.url();
  await page.keyboard.press("k");
  await eventually(
    () => page.url(),
    (address) => address !== second,
  );
  await page.keyboard.press("Escape");
  await page.locator("aside").waitFor({ state: "detached" });
  await page.keyboard.press("/");
  await page.keyboard.type("no such request");
  await see("No request fits");
  expect(page.url()).toContain("q=no+such+request");
  await page.goBack();
});

it("fits a narrow screen in every section", async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const path of [
    "",
    "/requests",
    "/events",
    "/queues",
    "/executions",
    "/inbox",
    "/objects",
    "/table",
    "/logs",
  ]) {
    await open(path);
    await live();
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over, path).toBeLessThanOrEqual(0);
  }
});

it("says that the cloud does not answer, and goes on when it does", async () => {
  await open("");
  await live();
  await page.route("**/_local/api/logs*", (route) => route.abort());
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await see("does not answer");
  await page.unroute("**/_local/api/logs*");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("does not answer").waitFor({ state: "detached" });
  complaints.splice(0); // the browser tells of the requests that were cut off
});

import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { API_HEADERS, FILE_HEADERS, SECURE_HEADERS } from "@faibric/core/platform/security-headers";
import { afterAll, describe, expect, it } from "vitest";
import { complaintsOf } from "../dashboard/browser.fixture";
import { eventually } from "../testing/eventually";
import { sendRaw } from "../testing/raw-http";
import { UNLIMITED } from "../testing/unlimited";
import { badAnswers } from "./bad-answers.cases";
import { startConsole } from "./console.fixture";
import { everyPage } from "./every-page.cases";
import { hostedPages } from "./hosted.cases";
import { ROOT } from "./settings";

// Who looks at everything asks more often than people do.
const platform = await startConsole({ rateLimits: UNLIMITED });
const { cloud, browser } = platform;
afterAll(platform.close);

hostedPages({ url: () => cloud.url, browser: () => browser, dns: () => cloud.dns });
badAnswers(platform);
everyPage(platform);

const APP = join(ROOT, "packages/web/app");
/** The site's own, from its folders: `(entry)/sign-in/page.tsx` is at /sign-in. */
const SITE = readdirSync(APP, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("page.tsx"))
  .map((file) => `/${dirname(file).replace(/\([^)]*\)\/?|^\.$/g, "")}`);

/** Every page there is, and what shows that its script ran. */
const PAGES: readonly (readonly [string, string])[] = [
  ...SITE.map((path) => [path, "h1"] as const),
  ["/api/docs", ".scalar-app"],
  ...[
    "",
    "/requests",
    "/events",
    "/queues",
    "/executions",
    "/inbox",
    "/objects",
    "/table",
    "/logs",
  ].map((section) => [`/_local${section}`, "main :not(noscript)"] as const),
];

describe("a page", () => {
  it.each(PAGES)(
    "at %s does nothing that its content security policy forbids",
    async (path, shown) => {
      const page = await browser.newPage();
      const complaints = complaintsOf(page);
      const answer = await page.goto(`${cloud.url}${path}`);
      await page.waitForSelector(shown, { state: "attached", timeout: 30_000 });
      await page.waitForLoadState("load");
      const policy = (await answer?.headerValue("content-security-policy")) ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/script-src[^;]*'unsafe-inline'|\*/);
      for (const [name, value] of Object.entries(SECURE_HEADERS)) {
        expect(await answer?.headerValue(name), name).toBe(value);
      }
      // What the page asks for may be refused, as where nobody is signed in: that is no fault of the page.
      const faults = complaints.filter((text) => !/status of 401/.test(text));
      expect(faults).toEqual([]);
      await page.close();
    },
    60_000,
  );

  it("of the site runs its scripts, and none that somebody else has written into it", async () => {
    const page = await browser.newPage();
    const complaints = complaintsOf(page);
    await page.goto(cloud.url);
    await page.evaluate(() => {
      const script = document.createElement("div");
      script.innerHTML = `<img src="data:," onerror="document.title='attacked'">`;
      document.body.append(script);
    });
    await eventually(
      async () => complaints.length,
      (count) => count > 0,
    );
    expect(complaints.join()).toMatch(/Content Security Policy/i);
    expect(await page.title()).toBe("Faibric");
    await page.close();
  }, 60_000);
});

describe("an answer", () => {
  it("to HEAD is that to GET, without the body", async () => {
    const path = `${cloud.url}/api/openapi.json`;
    const [head, get] = await Promise.all([fetch(path, { method: "HEAD" }), fetch(path)]);
    expect(head.status).toBe(200);
    expect(await head.text()).toBe("");
    for (const name of ["content-type", "cache-control", "content-security-policy"]) {
      expect(head.headers.get(name)).toBe(get.headers.get(name));
    }
    expect((await fetch(`${cloud.url}/api/tenants`, { method: "HEAD" })).status).toBe(401);
  });

  it.each([
    ["GET", "/api"],
    ["GET", "/api/kitchens"],
    ["PUT", "/api/health"],
    ["DELETE", "/.well-known/jwks.json"],
  ])("to %s %s, which there is not, is a problem", async (method, path) => {
    const answer = await fetch(`${cloud.url}${path}`, { method });
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({
      code: "platform.route.not_found",
      detail: expect.stringContaining(`${method} ${path}`),
    });
  });

  it.each(["/api/health", "/api/openapi.json", "/api/tenants", "/.well-known/jwks.json"])(
    "of %s is data and nothing else",
    async (path) => {
      const { headers } = await fetch(`${cloud.url}${path}`);
      for (const [name, value] of Object.entries(API_HEADERS)) {
        expect(headers.get(name), name).toBe(value);
      }
    },
  );

  it("of a file says no less than a page, but that other pages may load it", async () => {
    expect(Object.keys(FILE_HEADERS)).toEqual(Object.keys(SECURE_HEADERS));
    const { headers } = await fetch(`${cloud.url}/reference/scalar.js`);
    for (const [name, value] of Object.entries(FILE_HEADERS)) {
      expect(headers.get(name), name).toBe(value);
    }
  });

  it("to what is too large says so, with the same headers", async () => {
    const large = await sendRaw(cloud.url, {
      method: "POST",
      target: "/api/tenants",
      headers: {
        "content-type": "application/json",
        "content-length": String(6 * 1024 * 1024 + 1),
      },
      body: "{",
    });
    const long = await sendRaw(cloud.url, {
      method: "GET",
      target: "/api/health",
      headers: { "x-long": "x".repeat(11_000) },
    });
    expect([large.status, long.status]).toEqual([413, 431]);
    for (const { headers, text } of [large, long]) {
      expect(headers["content-type"]).toBe("application/problem+json");
      expect(headers).toMatchObject(API_HEADERS);
      expect(JSON.parse(text)).toMatchObject({ code: expect.stringMatching(/^platform\./) });
    }
  });
});

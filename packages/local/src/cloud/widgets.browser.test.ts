import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { complaintsOf, launchChromium } from "../dashboard/browser.fixture";
import { startAuthCloud } from "./auth.fixture";
import { ROOT } from "./settings";

const { buildWidgets } = await import(join(ROOT, "scripts/widgets.mjs"));
const metafile: { outputs: Record<string, unknown> } = buildWidgets(ROOT);
const files = Object.keys(metafile.outputs);
const axe = readFileSync(
  createRequire(join(ROOT, "packages/web/package.json")).resolve("axe-core/axe.min.js"),
  "utf8",
);

const NAME = "مقهى القارورة الزرقاء & Söhne 🫖";
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8" fill="teal"/></svg>`;

const browser = await launchChromium();
const { cloud, call, person, close } = await startAuthCloud();
const pages: Server[] = [];
let page: Page;
let origin: string;
let appKey: string;
let html = "";
let policy = "";

/** Another site, whose one page is what a test says. */
async function startSite(): Promise<string> {
  const server = createServer((request, response) => {
    if (request.url === "/logo.svg") {
      response.writeHead(200, { "content-type": "image/svg+xml" }).end(SVG);
      return;
    }
    const headers = { "content-type": "text/html; charset=utf-8" };
    response.writeHead(200, policy ? { ...headers, "content-security-policy": policy } : headers);
    response.end(html);
  });
  pages.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  origin = await startSite();
  const { accessToken: token } = await person("ada@example.com", "vier Nächte im Sägewerk ☂ 9");
  const body = {
    name: NAME,
    slug: "blue-bottle",
    settings: { timeZone: "Asia/Kathmandu", locale: "ar", brand: { primaryColor: "#fde047" } },
  };
  const founded = await call("POST", "/api/tenants", { token, body });
  expect(founded.body).toMatchObject({ name: NAME });
  const { tenantId } = founded.body;
  const made = await call("POST", `/api/tenants/${tenantId}/app-keys`, {
    token,
    tenantId,
    body: { name: "Shop", origins: [origin] },
  });
  expect(made.body).toMatchObject({ key: expect.stringMatching(/^fbp_/) });
  appKey = made.body.key;
});
afterEach(() => page.context().close());
afterAll(async () => {
  await browser.close();
  for (const server of pages) server.close();
  await close();
});

const widget = (name: string, more = "") =>
  `<script async src="${cloud.url}/widgets/${name}.js" data-app-id="${appKey}" ${more}></script>`;

interface Visit {
  readonly body: string;
  readonly head?: string;
  readonly csp?: string;
  readonly at?: string;
  readonly scheme?: "light" | "dark";
  readonly width?: number;
}
async function visit({ body, head = "", csp = "", at = origin, ...looks }: Visit) {
  html = `<!doctype html><html lang="en-GB"><head><title>Shop</title>${head}</head><body><h1>Shop</h1>${body}</body></html>`;
  policy = csp;
  const context = await browser.newContext({
    colorScheme: looks.scheme ?? "light",
    viewport: { width: looks.width ?? 1280, height: 800 },
  });
  page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(at);
  return complaints;
}
const card = () => page.locator("faibric-card");
const colourOf = (selector: string, property: string) =>
  card()
    .locator(selector)
    .evaluate((one, name) => getComputedStyle(one).getPropertyValue(name), property);

describe("a widget in somebody's page", () => {
  it("shows the business, its colour and its time, in the page's language", async () => {
    expect(await visit({ body: widget("card") })).toEqual([]);
    await card().getByText(NAME).waitFor();
    const now = new Intl.DateTimeFormat("en-GB", {
      hour: "numeric",
      minute: "2-digit",
      timeZoneName: "short",
      timeZone: "Asia/Kathmandu",
    });
    const time = await card().locator("time").textContent();
    const minutes = [Date.now(), Date.now() - 60_000].map((at) => now.format(at));
    expect(minutes).toContain(time);
    expect(await card().locator(".mark").textContent()).toBe("م");
    expect(await colourOf(".mark", "background-color")).toBe("rgb(253, 224, 71)");
    expect(await colourOf(".mark", "color")).toBe("rgb(0, 0, 0)");
  });

  it("keeps its looks in a page that says of all elements how they look", async () => {
    await visit({ body: widget("card") });
    await card().getByText(NAME).waitFor();
    const looks = async () => [
      await card()
        .boundingBox()
        .then((box) => box && { width: box.width, height: box.height }),
      await colourOf("strong", "color"),
      await colourOf("strong", "font-family"),
      await colourOf(".card", "background-color"),
      await colourOf("time", "text-transform"),
    ];
    const alone = await looks();
    await page.context().close();
    const hostile = `<style>
      *, *::before, *::after { all: revert !important; color: red !important; font: 40px/3 serif !important;
        text-transform: uppercase !important; background: black !important; margin: 50px !important; display: inline !important;
        position: static !important; visibility: hidden !important; opacity: 0 !important; transform: rotate(9deg) !important; }
      body { padding: 0 !important; } script { display: none !important; }
      faibric-card { display: none !important; filter: blur(9px) !important; letter-spacing: 9px !important; direction: rtl !important; }
    </style>`;
    await visit({ body: widget("card"), head: hostile });
    await card().getByText(NAME).waitFor();
    expect((await looks()).slice(1)).toEqual(alone.slice(1));
    expect(await card().evaluate((host) => getComputedStyle(host).visibility)).toBe("visible");
    expect(await card().evaluate((host) => getComputedStyle(host).opacity)).toBe("1");
  });

  it("runs under a policy that allows our script and our API, and nothing that stands in the page", async () => {
    const csp = `default-src 'none'; script-src ${cloud.url}; connect-src ${cloud.url}; require-trusted-types-for 'script'`;
    expect(await visit({ body: widget("card"), csp })).toEqual([]);
    await card().getByText(NAME).waitFor();
    expect(await colourOf(".card", "border-radius")).toBe("12px");
  });

  it("is loaded by the loader, which hands on the page's nonce, into the place that is kept for it", async () => {
    const csp = `default-src 'none'; script-src 'nonce-n0nce'; connect-src ${cloud.url}`;
    const place = '<aside data-faibric="card"></aside>';
    const loader = widget("loader", 'nonce="n0nce" data-widgets="card" data-theme="dark"');
    expect(await visit({ head: loader, body: place, csp })).toEqual([]);
    await page.locator("aside faibric-card").getByText(NAME).waitFor();
    expect(await colourOf(".card", "background-color")).toBe("rgb(24, 24, 27)");
  });

  it("is dark where the visitor's system is, and accessible at 320 px", async () => {
    for (const scheme of ["light", "dark"] as const) {
      await visit({ body: widget("card"), scheme, width: 320 });
      await card().getByText(NAME).waitFor();
      await page.evaluate(axe);
      const found = await page.evaluate(() =>
        (
          window as unknown as { axe: { run(of: string): Promise<{ violations: unknown[] }> } }
        ).axe.run("faibric-card"),
      );
      expect(found.violations).toEqual([]);
      const box = await card().locator(".card").boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(320);
      if (scheme === "light") await page.context().close();
    }
  });
});

describe("a widget that cannot be shown", () => {
  it.each<[string, () => string, RegExp]>([
    ["no key", () => widget("card").replace(/data-app-id="[^"]*"/, ""), /add data-app-id/],
    ["a theme that is none", () => widget("card", "data-theme=pink"), /light, dark or auto/],
    [
      "a mistyped key",
      () => widget("card").replace(appKey, `${appKey.slice(0, -1)}!`),
      /not shown: \S/,
    ],
    ["no widget named", () => widget("loader"), /add data-widgets/],
    ["another path for a name", () => widget("loader", 'data-widgets="../x"'), /no widget/],
  ])("for %s, tells the author why, and visitors nothing", async (_, body, says) => {
    const complaints = await visit({ body: body() });
    await expect.poll(() => complaints.join("\n")).toMatch(says);
    expect(await card().count()).toBe(0);
  });

  it("is not shown in the page of an origin that is not on the key's list", async () => {
    const stranger = await startSite();
    const complaints = await visit({ body: widget("card"), at: stranger });
    await expect.poll(() => complaints.join("\n")).toMatch(/not shown/);
    expect(await card().count()).toBe(0);
  });
});

describe("what a page pays for it", () => {
  it.each(files)("%s stays within its budget, gzipped", (file) => {
    const bytes = gzipSync(readFileSync(join(ROOT, file)), { level: 9 }).length;
    expect(bytes).toBeLessThanOrEqual(file.endsWith("/loader.js") ? 2_048 : 15_360);
  });

  it("is for every page: the file says so", async () => {
    const { headers } = await fetch(`${cloud.url}/widgets/card.js`);
    expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    expect(headers.get("content-type")).toMatch("text/javascript");
  });
});

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../dashboard/browser.fixture";
import { PASSWORD, type Shop, startCustomerCloud } from "./customers.fixture";

// What a browser lets pages of two origins do with one public app key: a real one, for it is the one that refuses.

const { cloud, call, by, customer, newShop, close } = await startCustomerCloud();
const browser = await launchChromium();
const servers: Server[] = [];

/** A site of somebody's, with an empty page. */
async function newSite(): Promise<string> {
  const server = createServer((_, response) => {
    response.setHeader("content-type", "text/html");
    response.end("<!doctype html><title>Shop</title>");
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const [own, evil] = [await newSite(), await newSite()];
let shop: Shop;
let other: Shop;
let preflights: { status: number; target: string }[] = [];
beforeAll(async () => {
  [shop, other] = [await newShop(own), await newShop(own)];
});
afterAll(async () => {
  await browser.close();
  for (const server of servers) server.close();
  await close();
});

async function open(site: string): Promise<Page> {
  const page = await browser.newPage();
  preflights = [];
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  const asked = new Map<string, string>();
  devtools.on("Network.requestWillBeSent", ({ requestId, request }) => {
    if (request.method === "OPTIONS") asked.set(requestId, request.url);
  });
  devtools.on("Network.responseReceived", ({ requestId, response }) => {
    const target = asked.get(requestId);
    if (target) preflights.push({ status: response.status, target });
  });
  await page.goto(site);
  return page;
}

/** What the page's own script gets: the answer, or that the browser keeps it away. */
const fetchIn = (page: Page, path: string, sent: RequestInit = {}) =>
  page.evaluate(
    async ([address, options]) => {
      try {
        const response = await fetch(address as string, options as RequestInit);
        const text = await response.text();
        return {
          status: response.status,
          body: text ? JSON.parse(text) : undefined,
          requestId: response.headers.get("x-request-id"),
        };
      } catch (error) {
        return { kept: String(error) };
      }
    },
    [`${cloud.url}${path}`, sent] as const,
  );
const KEPT = { kept: expect.stringContaining("Failed to fetch") };
const post = (body: object, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

describe("a page", () => {
  it("of an origin on the list reads what widgets show, without a preflight", async () => {
    const page = await open(own);
    const brand = { primaryColor: "#1f4e79" };
    const path = `/api/tenants/${shop.tenantId}/settings`;
    const headers = { ...shop.owner, "if-match": '"1"' };
    expect((await call("PATCH", path, { headers, body: { brand } })).status).toBe(200);
    const answer = await fetchIn(page, `/api/public/tenant?appKey=${shop.appKey}`);
    expect(answer).toMatchObject({ status: 200, requestId: expect.any(String), body: { brand } });
    expect(preflights).toEqual([]);
    await page.close();
  });

  it("of another origin gets nothing, whatever it tries", async () => {
    const page = await open(evil);
    const path = `/api/public/tenant?appKey=${shop.appKey}`;
    expect(await fetchIn(page, path)).toEqual(KEPT);
    expect(await fetchIn(page, path, { credentials: "include" })).toEqual(KEPT);
    const signIn = `/api/customer/auth/sign-in?appKey=${shop.appKey}`;
    expect(await fetchIn(page, signIn, post({ email: "a@example.com", password: "x" }))).toEqual(
      KEPT,
    );
    await page.close();
  });

  it("never gets an answer with credentials, and reads nothing of the console's", async () => {
    const page = await open(own);
    const path = `/api/public/tenant?appKey=${shop.appKey}`;
    expect(await fetchIn(page, path, { credentials: "include" })).toEqual(KEPT);
    for (const address of ["/api/auth/me", `/api/tenants/${shop.tenantId}`, "/api/tenants"]) {
      expect(await fetchIn(page, address, { headers: shop.owner })).toEqual(KEPT);
      expect(await fetchIn(page, `${address}?appKey=${shop.appKey}`)).toEqual(KEPT);
    }
    await page.close();
  });

  it("signs a customer in and out, and is told when a token is none", async () => {
    const { email } = await customer(shop);
    const page = await open(own);
    const at = (path: string, key = shop.appKey) => `/api/customer/auth/${path}?appKey=${key}`;
    const answer = await fetchIn(page, at("sign-in"), post({ email, password: PASSWORD }));
    expect(answer).toMatchObject({ status: 200 });
    expect(preflights.map(({ status }) => status)).toEqual([204]);
    if (!("body" in answer)) throw new Error("no answer");
    const headers = by(answer.body);
    const me = await fetchIn(page, at("me"), { headers });
    expect(me).toMatchObject({ status: 200, body: { email } });
    // Without the key, or with another tenant's, the page is not the tenant's.
    expect(await fetchIn(page, "/api/customer/auth/me", { headers })).toEqual(KEPT);
    expect(await fetchIn(page, at("me", other.appKey), { headers })).toMatchObject({ status: 403 });
    expect(await fetchIn(page, at("sign-out"), { method: "POST", headers })).toMatchObject({
      status: 204,
    });
    const after = await fetchIn(page, at("me"), { headers });
    expect(after).toMatchObject({ status: 401 });
    await page.close();
  });
});

describe("a preflight", () => {
  const ask = (path: string, origin: string | undefined, key?: string) =>
    call("OPTIONS", `${path}${key === undefined ? "" : `?appKey=${key}`}`, {
      headers: {
        ...(origin ? { origin } : {}),
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
      },
    });
  const SIGN_IN = "/api/customer/auth/sign-in";

  it("is answered for the origin that is on the list, by name and without credentials", async () => {
    const { status, headers } = await ask(SIGN_IN, own, shop.appKey);
    expect(status).toBe(204);
    expect(headers.get("access-control-allow-origin")).toBe(own);
    expect(headers.get("access-control-allow-credentials")).toBeNull();
    expect(headers.get("access-control-allow-headers")).not.toContain("authorization");
    expect(headers.get("vary")).toContain("Origin");
    expect(headers.get("access-control-max-age")).toBe("7200");
    const forCustomers = await ask("/api/customer/auth/sign-out", own, shop.appKey);
    expect(forCustomers.headers.get("access-control-allow-headers")).toContain("authorization");
  });

  it("is refused without a permission to anybody else, from the next request on", async () => {
    const brief = await newShop(own);
    const cases: [string | undefined, string | undefined, number][] = [
      [evil, shop.appKey, 403],
      ["null", shop.appKey, 403],
      [own, undefined, 401],
      [own, `${shop.appKey}0`, 401],
      [own, "fbp_", 401],
    ];
    for (const [origin, key, expected] of cases) {
      const { status, headers } = await ask(SIGN_IN, origin, key);
      expect({ origin, key, status }).toEqual({ origin, key, status: expected });
      expect(headers.get("access-control-allow-origin")).toBeNull();
    }
    expect((await ask(SIGN_IN, own, brief.appKey)).status).toBe(204);
    const path = `/api/tenants/${brief.tenantId}/app-keys/${brief.appKeyId}`;
    await call("DELETE", path, { headers: brief.owner });
    expect((await ask(SIGN_IN, own, brief.appKey)).status).toBe(401);
  });

  it("has no route where no page of others may call", async () => {
    for (const path of ["/api/auth/sign-in", "/api/tenants", `/api/tenants/${shop.tenantId}`]) {
      const { status, headers } = await ask(path, own, shop.appKey);
      expect(status).toBe(404);
      expect(headers.get("access-control-allow-origin")).toBeNull();
    }
  });

  it("counts on no limit, and takes nothing from the visitors'", async () => {
    const brief = await newShop(own);
    const left = async () => {
      const path = `/api/public/tenant?appKey=${brief.appKey}`;
      const { headers } = await call("GET", path, { headers: { origin: own } });
      return Number(/"audience";r=(\d+)/.exec(headers.get("ratelimit") ?? "")?.[1]);
    };
    const before = await left();
    for (let asked = 0; asked < 20; asked++) {
      expect((await ask(SIGN_IN, own, brief.appKey)).headers.get("ratelimit")).toBeNull();
    }
    // In a new minute there may even be more.
    expect(await left()).toBeGreaterThanOrEqual(before - 1);
  });
});

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { RateLimitSettings } from "@faibric/core/platform/rate-limits";
import type { BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import { complaintsOf, launchChromium } from "../dashboard/browser.fixture";
import { eventually, UNHURRIED_MS } from "../testing/eventually";
import { codeOf, inStep } from "../testing/totp";
import { startAuthCloud } from "./auth.fixture";
import { ROOT } from "./settings";
import { buildSite } from "./site-build";

export const PASSWORD = "vier Nächte im Sägewerk ☂ 9";

/** What axe puts into the page. */
interface Axe {
  readonly axe: {
    run(): Promise<{ violations: readonly { id: string; nodes: readonly { html: string }[] }[] }>;
  };
}

const axe = readFileSync(
  createRequire(join(ROOT, "packages/web/package.json")).resolve("axe-core/axe.min.js"),
  "utf8",
);

let businesses = 0;

/** A platform with its site, a browser, and what a person does there. */
export async function startConsole(options: { rateLimits?: RateLimitSettings } = {}) {
  await buildSite(); // whoever comes first; what is wrong with it is said here
  const browser = await launchChromium();
  const auth = await startAuthCloud({ web: true, ...options });
  // Passkeys are made for a host with a name.
  const site = auth.cloud.url.replace("127.0.0.1", "localhost");
  await eventually(
    () => fetch(`${auth.cloud.url}/sign-in`).then(({ status }) => status),
    (status) => status === 200,
    90_000,
  );

  /** A browser of somebody's own, and what it complains about. */
  async function visitor(options: BrowserContextOptions = {}) {
    const context = await browser.newContext({
      locale: "en-GB",
      timezoneId: "Asia/Kathmandu",
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const complaints = complaintsOf(page);
    return { page, site, ...hands(page, site), complaints, leave: () => context.close() };
  }

  /** A business of somebody's, once it is set up. */
  async function business(token: string, name: string) {
    const slug = `cafe-${Date.now()}-${++businesses}`;
    const settings = { timeZone: "Europe/Berlin", locale: "de" };
    const made = await auth.call("POST", "/api/tenants", { token, body: { name, slug, settings } });
    const { tenantId } = made.body as { tenantId: string };
    const headers = { authorization: `Bearer ${token}`, "x-tenant-id": tenantId };
    const read = async () => {
      const answer = await fetch(`${site}/api/tenants/${tenantId}`, { headers });
      return (await answer.json()) as { status: string; version: number };
    };
    await eventually(read, ({ status }) => status === "active", 20_000, UNHURRIED_MS);
    return { slug, tenantId, headers, read };
  }

  let owners = 0;
  const visitors: Awaited<ReturnType<typeof visitor>>[] = [];
  /** An owner of a business that is set up, at a page of it (`@/keys`) or of their account. */
  async function owner(path: string) {
    const email = `ada${++owners}.${Date.now()}@example.com`;
    const { accessToken: token } = await auth.person(email, PASSWORD);
    const made = await business(token, "Café ☕ مقهى");
    const ada = await visitor();
    visitors.push(ada);
    await ada.signIn(email, `/sign-in?next=${path.replace(/^@/, `/app/${made.slug}`)}`);
    return { ...ada, ...made, email };
  }
  /** The owners' browsers close, and have complained about nothing. */
  async function ownersLeave() {
    const left = visitors.splice(0);
    await Promise.all(left.map(({ leave }) => leave()));
    expect(left.flatMap(({ complaints }) => faultsIn(complaints))).toEqual([]);
  }

  async function close() {
    await browser.close();
    await auth.close();
  }
  return { ...auth, site, browser, visitor, business, owner, ownersLeave, close };
}

/** What a person does on a page, by the words they see. */
function hands(page: Page, site: string) {
  const enter = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
  const click = (name: string) => page.getByRole("button", { name, exact: true }).click();
  const open = (path: string) => page.goto(`${site}${path}`);
  return {
    open,
    click,
    enter,
    follow: (name: string) => page.getByRole("link", { name, exact: true }).click(),
    title: (name: string) => page.getByRole("heading", { name }).waitFor(),
    see: (text: string | RegExp) => page.getByText(text).first().waitFor(),
    async signIn(email: string, path = "/sign-in") {
      await open(path);
      await enter("E-mail address", email);
      await enter("Password", PASSWORD);
      await click("Sign in");
    },
  };
}

/** Gives whoever has the token an authenticator app. Its codes of this step and the next are not used yet. */
export async function withApp(
  post: Awaited<ReturnType<typeof startAuthCloud>>["post"],
  token: string,
) {
  const { secret } = (await post("mfa/totp", {}, token)).body as { secret: string };
  await inStep();
  const { status, body } = await post("mfa/totp/confirm", { code: codeOf(secret, -1) }, token);
  expect(status).toBe(200);
  const { recoveryCodes } = body as { recoveryCodes: readonly string[] };
  return { secret, recoveryCodes };
}

/** Makes the browser hold passkeys, and its person touch them. */
export async function withPasskeys(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** What Chromium itself reports of every answer that refuses, a live connection's too, and of no network, is none. */
export const faultsIn = (complaints: readonly string[]): string[] =>
  complaints.filter(
    (text) =>
      !/status of (4\d\d|503)|response code: 40[13]|ERR_INTERNET_DISCONNECTED|ERR_FAILED/.test(
        text,
      ),
  );

/** The page at hand is for everybody: axe finds nothing in light and dark, and nothing is wider than a phone. */
export async function expectAccessible(page: Page): Promise<void> {
  // One that is come to from another gets its title a moment after its content.
  await page.waitForFunction(() => document.title !== "");
  await page.evaluate(axe);
  const size = page.viewportSize();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      // What moves is at its end before it is judged: a colour in between is nobody's. Waiting for it is not enough,
      // as Chromium ends nothing while it has nothing to draw.
      await page.evaluate(() => {
        for (const animation of document.getAnimations()) {
          if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
        }
      });
      const { violations } = await page.evaluate(() => (globalThis as unknown as Axe).axe.run());
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
      expect(found, `${page.url()} ${colorScheme} ${width}`).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, page.url()).toBeLessThanOrEqual(width);
    }
  }
  if (size) await page.setViewportSize(size);
}

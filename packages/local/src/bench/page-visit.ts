import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { CDPSession, Locator, Page, Response } from "playwright-core";

/** How much slower than this machine the one of who looks is. */
export const CPU_SLOWDOWN = 4;
const SETTLE_MS = 500;
const BYTES_IN_KB = 1_000;

// Its main file lies beside the one for pages without modules, which its package names nowhere.
const main = createRequire(import.meta.url).resolve("web-vitals");
const webVitals = readFileSync(join(dirname(main), "web-vitals.iife.js"), "utf8");
/** Tells what the browser's own measurements say so far; the last one counts. */
const OBSERVE = `${webVitals};
globalThis.vitals = {};
for (const on of [webVitals.onLCP, webVitals.onINP]) {
  on(({ name, value }) => { globalThis.vitals[name] = value; }, { reportAllChanges: true, durationThreshold: 16 });
}`;

export interface Load {
  /** Of the scripts that the page's HTML names: what a server sends, gzip. */
  readonly kilobytes: number;
  /** Of those that these have loaded by themselves, such as an editor. */
  readonly laterKilobytes: number;
  readonly lcpMs: number;
}

const sessions = new WeakMap<Page, Promise<CDPSession>>();

function sessionOf(page: Page): Promise<CDPSession> {
  const known = sessions.get(page) ?? prepare(page);
  sessions.set(page, known);
  return known;
}

async function prepare(page: Page): Promise<CDPSession> {
  await page.addInitScript({ content: OBSERVE });
  return page.context().newCDPSession(page);
}

export async function slowDown(page: Page, rate: number): Promise<void> {
  await (await sessionOf(page)).send("Emulation.setCPUThrottlingRate", { rate });
}

/** Opens a page with nothing of it in the browser's cache. */
export async function loadPage(page: Page, url: string): Promise<Load> {
  const session = await sessionOf(page);
  await session.send("Network.clearBrowserCache");
  await slowDown(page, CPU_SLOWDOWN);
  const scripts: Promise<readonly [path: string, bytes: number]>[] = [];
  const count = (response: Response) => {
    if (response.request().resourceType() !== "script") return;
    const { pathname } = new URL(response.url());
    scripts.push(response.body().then((body) => [pathname, gzipSync(body).byteLength]));
  };
  page.on("response", count);
  const answer = await page.goto(url, { waitUntil: "networkidle" });
  await page.waitForTimeout(SETTLE_MS);
  page.off("response", count);
  const html = (await answer?.text()) ?? "";
  const loaded = Object.groupBy(await Promise.all(scripts), ([path]) =>
    html.includes(path) ? "named" : "later",
  );
  const kilobytesOf = (some: readonly (readonly [string, number])[] = []) =>
    some.reduce((sum, [, bytes]) => sum + bytes, 0) / BYTES_IN_KB;
  return {
    kilobytes: kilobytesOf(loaded.named),
    laterKilobytes: kilobytesOf(loaded.later),
    lcpMs: await vital(page, "LCP"),
  };
}

/** What a page lets people do, and what they do with it: each part once, as on any page that has it. */
const PARTS: readonly (readonly [string, (part: Locator) => Promise<void>])[] = [
  ["main th button", (sort) => sort.click()],
  ["main [aria-haspopup]", (menu) => menu.click()],
  ["main [data-deed]:not([data-deed=takeAlong])", (dialog) => dialog.click()],
  ["main input[type=checkbox]", (box) => box.click()],
  ["main [role=tab][aria-selected=false]", (tab) => tab.click()],
  ["main [contenteditable=true]", (editor) => editor.pressSequentially("Kaffee", { delay: 30 })],
  ["main textarea", (text) => text.pressSequentially("Kaffee", { delay: 30 })],
  [
    "main input:not([type=checkbox]):not([type=color]):not([type=radio])",
    (field) => field.pressSequentially("Kaffee", { delay: 30 }),
  ],
];

/** What somebody does on a page: tabs through it, uses its parts, and goes on by the palette. */
export async function usePage(page: Page): Promise<number> {
  for (let presses = 0; presses < 5; presses++) await page.keyboard.press("Tab");
  for (const [selector, use] of PARTS) {
    const part = page.locator(`${selector}:visible:enabled`).first();
    if (!(await part.count())) continue;
    await use(part);
    await page.waitForTimeout(SETTLE_MS);
    // What was opened stands before the next part.
    await page.keyboard.press("Escape");
  }
  await page.keyboard.press("Control+k");
  await page.waitForTimeout(SETTLE_MS);
  const palette = page.getByRole("combobox").first();
  if (await palette.isVisible()) await palette.pressSequentially("se", { delay: 30 });
  await page.keyboard.press("Escape");
  await page.waitForTimeout(SETTLE_MS);
  // A page on which nothing took a frame's time has no figure.
  return vital(page, "INP", 0);
}

async function vital(page: Page, name: "LCP" | "INP", otherwise?: number): Promise<number> {
  const value = await page.evaluate(
    (which) => (globalThis as unknown as { vitals: Record<string, number> }).vitals[which],
    name,
  );
  if (value !== undefined) return value;
  if (otherwise !== undefined) return otherwise;
  throw new Error(`${page.url()} has no ${name}`);
}

/** Follows a link of the page's own navigation; milliseconds until the next page's heading is painted. */
export async function navigate(page: Page, path: string): Promise<number> {
  const link = page.locator(`a[href="${path}"]:visible`).first();
  await link.waitFor();
  return link.evaluate(
    (element) =>
      new Promise<number>((resolve, reject) => {
        const target = (element as HTMLAnchorElement).href;
        const before = document.querySelector("h1");
        const began = performance.now();
        const limit = setTimeout(() => reject(new Error(`${target} did not come`)), 10_000);
        const watch = new MutationObserver(() => {
          const heading = document.querySelector("h1");
          if (location.href !== target || !heading || heading === before) return;
          watch.disconnect();
          clearTimeout(limit);
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
        });
        watch.observe(document, { childList: true, subtree: true, characterData: true });
        (element as HTMLAnchorElement).click();
      }),
  );
}

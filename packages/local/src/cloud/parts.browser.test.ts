import { renderMarkdown } from "@faibric/core/platform/markdown";
import { HOSTILE } from "@faibric/core/platform/markdown.fixture";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { complaintsOf, launchChromium } from "../dashboard/browser.fixture";
import { eventually } from "../testing/eventually";
import { claimPort } from "../wire/port";
import { expectAccessible } from "./console.fixture";
import { comparePartsOf } from "./screens.fixture";
import { type Site, startSite } from "./site";

let browser: Browser;
let site: Site;
let page: Page;
let complaints: string[];

// The page of all parts asks the API for nothing: the site alone is enough.
beforeAll(async () => {
  site = startSite(await claimPort(0, "the web app"), "built");
  browser = await launchChromium();
  const url = await eventually(site.url, Boolean, 180_000);
  page = await browser.newPage({ locale: "en-GB", timezoneId: "Asia/Kathmandu" });
  complaints = complaintsOf(page);
  await page.clock.setFixedTime("2026-03-29T10:00:00Z");
  await page.goto(`${url}/ui`);
  // What is loaded lazily is there: the last section has an editor, the one before it charts.
  await page.locator("#editor .ProseMirror").last().waitFor();
  await page.locator("#charts .recharts-surface").last().waitFor();
}, 240_000);
afterAll(async () => {
  await browser.close();
  await site.close();
});

describe("the page of all parts", () => {
  it("is for everybody, in light and dark, on a phone and at a desk", async () => {
    await expectAccessible(page);
  }, 120_000);

  it("looks as it was found right", async () => {
    expect(await comparePartsOf(page)).toEqual([]);
  }, 300_000);

  it("shows very many rows as fast as few", async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole("button", { name: "10000 rows" }).click();
    await page.getByLabel("Search in: Orders").fill("lovelace");
    await page.getByText("1,667 of 10,000").waitFor();
    // Not all are drawn, and whoever goes down by key does not fall out of what is.
    expect(await page.locator("#tables tbody tr").count()).toBeLessThan(500);
    await page.getByRole("checkbox", { name: "Select ord_00001", exact: true }).focus();
    for (let row = 0; row < 120; row += 1) await page.keyboard.press("ArrowDown");
    const at = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    expect(await at()).toBe("Select ord_00721");
    await page.getByRole("button", { name: "Filter by: State" }).click();
    await page.getByRole("menuitemcheckbox", { name: /^open/ }).click();
    await page.keyboard.press("Escape");
    await eventually(
      async () => page.url(),
      (url) => url.endsWith("/ui?q=lovelace&is-state=open"),
    );
    await page.getByRole("button", { name: "Clear filters" }).click();
  }, 60_000);

  it("writes Markdown as it was meant, and leaves its text by the keyboard alone", async () => {
    const text = page.getByRole("textbox", { name: "Empty", exact: true }).last();
    await text.focus();
    await page.keyboard.type("# Brot\nEin ");
    await page.keyboard.press("Control+b");
    await page.keyboard.type("gutes");
    await page.keyboard.press("Control+b");
    await page.keyboard.type(" <b> & 2 * 3");
    await page.keyboard.press("Alt+F10");
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    const source = page.getByRole("textbox", { name: "Empty", exact: true }).last();
    expect(await source.inputValue()).toBe("# Brot\n\nEin **gutes** &lt;b&gt; &amp; 2 \\* 3");
  }, 30_000);

  it("does all of it without a complaint", () => expect(complaints).toEqual([]));
});

describe("hostile Markdown", () => {
  it("runs nothing in a browser that has no policy, and loads nothing", async () => {
    const page = await browser.newPage();
    const asked: string[] = [];
    const attacks: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("dialog", async (dialog) => {
      attacks.push(dialog.message());
      await dialog.dismiss();
    });
    const written = HOSTILE.map(renderMarkdown);
    const body = `<!doctype html><title>Texts</title>${written.join("")}`;
    await page.route("**/*", (route) => route.fulfill({ contentType: "text/html", body }));
    await page.goto("http://texts.example/");
    await page.evaluate((pieces) => {
      for (const piece of pieces) {
        const place = document.body.appendChild(document.createElement("div"));
        place.innerHTML = piece;
      }
      for (const link of document.querySelectorAll("a")) {
        if (!/^(https?|mailto|tel):$/.test(link.protocol)) alert(link.href);
      }
    }, written);
    await page.waitForLoadState("networkidle");
    expect(attacks).toEqual([]);
    // Its own site is asked for pictures, and nobody else for anything.
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.filter((url) => !url.startsWith("http://texts.example/"))).toEqual([]);
    await page.close();
  }, 30_000);
});

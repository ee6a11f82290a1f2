import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { placesOf } from "../visit/places";
import type { startConsole } from "./console.fixture";
import { type Furnished, furnish } from "./furnished.fixture";
import {
  edgelessOf,
  mouseOnlyOf,
  movingOf,
  reachableOf,
  type Stop,
  smallOf,
  stopsOf,
} from "./page-checks";

type Platform = Awaited<ReturnType<typeof startConsole>>;
const PATIENCE_MS = 20_000;

/** What holds of every page of the site, so that one which is added later is held to it as well. */
export function everyPage(platform: Platform): void {
  describe("every page", () => {
    let here: Furnished;
    let ada: Awaited<ReturnType<Platform["visitor"]>>;
    let guest: Awaited<ReturnType<Platform["visitor"]>>;
    beforeAll(async () => {
      here = await furnish(platform, 9);
      [ada, guest] = await Promise.all([platform.visitor(), platform.visitor()]);
      await ada.signIn(here.email, "/sign-in?next=/account/sessions");
      await ada.title("Sessions");
    });
    afterAll(() => Promise.all([ada?.leave(), guest?.leave()]));

    /** Whatever `look` finds wrong, page by page. */
    async function faultsOnPages(look: (page: Page) => Promise<readonly string[]>) {
      const faults: string[] = [];
      const visit = async (who: typeof ada, isSignedIn: boolean) => {
        for (const { path, signedIn } of placesOf(here)) {
          if (signedIn !== isSignedIn) continue;
          await who.open(path);
          await settled(who.page);
          faults.push(...(await look(who.page)).map((fault) => `${path}: ${fault}`));
        }
      };
      await Promise.all([visit(ada, true), visit(guest, false)]);
      return faults;
    }

    it("works with the keyboard alone: each thing is reached, in order, and seen to be", async () => {
      const look = async (page: Page) => {
        const wanted = await reachableOf(page);
        const stops = await stopsOf(page, wanted.length + 2);
        return [...faultsOfStops(wanted, stops), ...(await mouseOnlyOf(page))];
      };
      const faults = await faultsOnPages(async (page) => {
        if ((await look(page)).length === 0) return [];
        // What is drawn late may come while the keys are pressed: a fault is there the next time, too.
        await page.reload();
        await settled(page);
        return look(page);
      });
      expect(faults).toEqual([]);
    }, 240_000);

    it("is drawn still, usable in forced colours, and of targets that can be hit", async () => {
      const media = { reducedMotion: "reduce", forcedColors: "active" } as const;
      await Promise.all([ada, guest].map(({ page }) => page.emulateMedia(media)));
      const faults = await faultsOnPages(async (page) => [
        ...(await movingOf(page)),
        ...(await edgelessOf(page)),
        ...(await smallOf(page)),
      ]);
      expect(faults).toEqual([]);
    }, 240_000);

    it("is gone to by g and a letter, as ? tells, but not while somebody types", async () => {
      const { page } = ada;
      await ada.open(`/app/${here.slug}/site/profile`);
      await settled(page);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.keyboard.press("?");
      const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
      await dialog.waitFor();
      const rows = await dialog.locator("dl > div").evaluateAll((all) =>
        all.map((row) => ({
          text: row.querySelector("dt")?.textContent ?? "",
          keys: [...row.querySelectorAll("kbd")].map((key) => key.textContent ?? ""),
        })),
      );
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "hidden" });
      const places = rows.filter(({ keys }) => keys[0] === "g");
      const links = await page.getByRole("navigation", { name: "Main" }).getByRole("link").count();
      expect(places).toHaveLength(links);
      expect(new Set(places.map(({ keys }) => keys[1])).size).toBe(links);

      await page.getByLabel("Tagline").fill("");
      await page.getByLabel("Tagline").press("g");
      await page.keyboard.press("m");
      await page.keyboard.press("?");
      expect(await page.getByLabel("Tagline").inputValue()).toBe("gm?");
      expect(new URL(page.url()).pathname).toBe(`/app/${here.slug}/site/profile`);
      expect(await dialog.count()).toBe(0);

      const ofBusiness = places.filter(({ text }) => text !== "Signing in" && text !== "Sessions");
      for (const { text, keys } of [...ofBusiness, ...places.slice(-2)]) {
        await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
        for (const key of keys) await page.keyboard.press(key);
        await page
          .locator("nav [aria-current=page]", { hasText: text })
          .first()
          .waitFor({ timeout: PATIENCE_MS });
      }
    }, 90_000);

    it("gives the focus back after what was opened above it, and lets letters be letters", async () => {
      const { page } = ada;
      await ada.open(`/app/${here.slug}/members`);
      await settled(page);
      const opens = page.getByRole("button", { name: "Invite somebody" });
      await opens.focus();
      for (const open of ["Enter", "Control+k", "?"]) {
        await page.keyboard.press(open);
        await page.locator("dialog[open]").waitFor();
        await page.keyboard.press("Escape");
        await page.locator("dialog[open]").waitFor({ state: "detached" });
        expect(await opens.evaluate((one) => one === document.activeElement), open).toBe(true);
      }
      await page.keyboard.press("?");
      await page.getByLabel("Letters are shortcuts in this browser").uncheck();
      await page.keyboard.press("Escape");
      await page.keyboard.press("g");
      await page.keyboard.press("k");
      await page.keyboard.press("?");
      expect(await page.locator("dialog[open]").count()).toBe(0);
      expect(new URL(page.url()).pathname).toBe(`/app/${here.slug}/members`);
      await page.evaluate(() => localStorage.clear());
    }, 60_000);
  });
}

/** What the page reads is there, and nothing is busy. */
async function settled(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.waitForLoadState("networkidle");
}

function faultsOfStops(wanted: readonly Stop[], stops: readonly Stop[]): string[] {
  const reached = new Set(stops.map(({ index }) => index));
  const known = stops.filter(({ index }) => index >= 0);
  // What loads as it is reached takes the place of what stood for it.
  const isReplaced = ({ what }: Stop) =>
    what.includes('role="combobox"') && stops.some(({ index }) => index < 0);
  return [
    ...wanted
      .filter((stop) => !reached.has(stop.index) && !isReplaced(stop))
      .map(({ what }) => `never reached: ${what}`),
    ...known
      .slice(1, wanted.length)
      .filter(({ index }, at) => index < (known[at]?.index ?? 0))
      .map(({ what }) => `out of order: ${what}`),
    ...known.filter(({ isSeen }) => !isSeen).map(({ what }) => `reached unseen: ${what}`),
  ];
}

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { eventually } from "../testing/eventually";
import { differenceOf, readPicture, writeSmall } from "../testing/picture";
import { ROOT } from "./settings";

/** How the parts look, as somebody has seen and found right. `npm run screens:parts` takes them anew. */
const KEPT = join(ROOT, "docs/screens/ui");
const isKeeping = Boolean(process.env.FAIBRIC_KEEP_SCREENS);
const SCHEMES = ["light", "dark"] as const;
const WIDTHS = [360, 1440];
const PATIENCE_MS = 15_000;

/** Whether what is shown now looks as it was kept: what differs, by its name. */
async function compare(target: Locator, name: string): Promise<string[]> {
  const file = join(KEPT, `${name}.png`);
  const take = () => target.screenshot({ animations: "disabled" });
  if (isKeeping) {
    // Twice the same: what draws itself anew after the window has changed is done.
    let last = await take();
    await eventually(take, (next) => {
      const isStill = differenceOf(readPicture(last), readPicture(next)) === undefined;
      last = next;
      return isStill;
    });
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(file, writeSmall(readPicture(last)));
    return [];
  }
  if (!existsSync(file)) return [`${name}: there is no ${file} yet`];
  const kept = readPicture(readFileSync(file));
  let taken = await take();
  let difference = differenceOf(kept, readPicture(taken));
  const until = performance.now() + PATIENCE_MS;
  while (difference && performance.now() < until) {
    taken = await take();
    difference = differenceOf(kept, readPicture(taken));
  }
  if (!difference) return [];
  const seen = join(tmpdir(), `faibric-${name}.png`);
  writeFileSync(seen, taken);
  return [
    `${name}: ${difference}. Compare ${file} with ${seen}; if it is right, npm run screens:parts`,
  ];
}

/** Every section of the page of parts, and what opens above it, at each width and in each scheme. */
export async function comparePartsOf(page: Page): Promise<readonly string[]> {
  const differences: string[] = [];
  for (const colorScheme of SCHEMES) {
    for (const width of WIDTHS) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 900 });
      const at = `${colorScheme}-${width}`;
      for (const section of await page.locator("main > section").all()) {
        const name = `${await section.getAttribute("id")}-${at}`;
        differences.push(...(await compare(section, name)));
      }
      for (const [name, open] of Object.entries(OPEN)) {
        differences.push(...(await compare(await open(page), `${name}-open-${at}`)));
        await page.keyboard.press("Escape");
      }
    }
  }
  return differences;
}

/** What is only there once it is opened. */
const OPEN: Readonly<Record<string, (page: Page) => Promise<Locator>>> = {
  range: async (page) => {
    await page.getByRole("button", { name: /^Days/ }).click();
    await page.getByText("Days as in Europe/Berlin").waitFor();
    return page.getByRole("dialog", { name: "Days" });
  },
  tags: async (page) => {
    await page.getByRole("combobox", { name: "Tags" }).click();
    await page.getByRole("option", { name: "Bread" }).waitFor();
    return page.getByRole("listbox");
  },
  drawer: async (page) => {
    await page.getByRole("button", { name: "Drawer" }).click();
    return page.getByRole("dialog", { name: "Invite somebody" });
  },
};

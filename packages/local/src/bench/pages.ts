import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { buildSite } from "../cloud/site-build";
import { launchChromium } from "../dashboard/browser.fixture";
import { type Person, signUpPerson } from "../visit/person";
import { placesOf, signIn } from "../visit/places";
import { below, type Row, short } from "./figure";
import { CPU_SLOWDOWN, type Load, loadPage, navigate, slowDown, usePage } from "./page-visit";
import { startProgram, withFolder } from "./program";
import { median } from "./statistics";

const LOADS = 3;
const NAVIGATIONS = 5;
const LIMITS = { kilobytes: 200, lcpMs: 1_500, inpMs: 100, navigationMs: 150 };

/** Every page of the site as it is deployed, on a slow machine; and what it takes to go from one to another. */
export function measurePages(): Promise<readonly Row[]> {
  return withFolder(async (dataDir) => {
    await buildSite();
    const cloud = startProgram("cloud", [dataDir, "--site"]);
    const { url } = await cloud.message<{ url: string }>();
    const browser = await launchChromium();
    try {
      const person = await signUpPerson(url);
      const visitor = await browser.newContext({ locale: "en-GB" });
      const member = await browser.newContext({ locale: "en-GB" });
      const pages = { visitor: await visitor.newPage(), member: await member.newPage() };
      await signIn(pages.member, url, person);
      const places = placesOf(person);
      const seen: Seen[] = [];
      for (const { path, signedIn } of places) {
        const one = await look(signedIn ? pages.member : pages.visitor, url, path);
        process.stderr.write(`  ${lineOf(one)}\n`);
        seen.push(one);
      }
      const times = await navigations(pages.member, url, person);
      return rowsOf(seen, times);
    } finally {
      await browser.close();
      await cloud.stop();
    }
  });
}

const lineOf = ({ path, kilobytes, laterKilobytes, lcpMs, inpMs }: Seen): string =>
  `${path}: ${short(kilobytes)} KB and ${short(laterKilobytes)} later, LCP ${short(lcpMs)} ms, INP ${short(inpMs)} ms`;

interface Seen extends Load {
  readonly path: string;
  readonly inpMs: number;
}

async function look(page: Page, url: string, path: string): Promise<Seen> {
  const loads: Load[] = [];
  for (let load = 0; load < LOADS; load++) loads.push(await loadPage(page, `${url}${path}`));
  const inpMs = await usePage(page);
  const lcpMs = median(loads.map((load) => load.lcpMs));
  const most = (key: "kilobytes" | "laterKilobytes") => Math.max(...loads.map((load) => load[key]));
  const [kilobytes, laterKilobytes] = [most("kilobytes"), most("laterKilobytes")];
  return { path, inpMs, lcpMs, kilobytes, laterKilobytes };
}

/** From each place of the console to the next, as fast as this machine is. */
async function navigations(page: Page, url: string, { slug }: Person): Promise<number[]> {
  await slowDown(page, 1);
  await page.goto(`${url}/app/${slug}`);
  const links = page.locator("nav a:visible");
  await links.filter({ hasText: "Members" }).waitFor(); // the places of the business are known
  await sleep(1_000); // what is fetched ahead has come
  const paths = await links.evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
  const [first = "", ...others] = [...new Set(paths)];
  // One's own places come last: the business's have no links there.
  const isOwn = (path: string) => path.startsWith("/account");
  const places = [...others.filter((path) => !isOwn(path)), first, ...others.filter(isOwn)];
  const times: number[] = [];
  for (const path of places) {
    const taken: number[] = [];
    for (let round = 0; round < NAVIGATIONS; round++) {
      taken.push(await navigate(page, path));
      await page.goBack();
      await page.waitForURL((at) => at.pathname !== path);
    }
    process.stderr.write(`  to ${path}: ${short(median(taken))} ms\n`);
    times.push(...taken);
    await navigate(page, path);
  }
  return times;
}

function rowsOf(seen: readonly Seen[], times: readonly number[]): readonly Row[] {
  const worst = (key: "kilobytes" | "laterKilobytes" | "lcpMs" | "inpMs") =>
    seen.toSorted((one, other) => other[key] - one[key]);
  const row = (figure: string, key: "kilobytes" | "lcpMs" | "inpMs", unit: string): Row => {
    const [first, ...rest] = worst(key);
    if (!first) throw new Error("no page was seen");
    const detail = `${first.path}; median ${short(median(seen.map((one) => one[key])))}${unit}`;
    const next = rest.slice(0, 2).map((one) => `${one.path} ${short(one[key])}`);
    return {
      ...below(figure, first[key], { limit: LIMITS[key], unit, detail }),
      comparedWith: `the worst of ${seen.length} pages; next ${next.join(", ")}`,
    };
  };
  return [
    row("JavaScript of a page (gzip)", "kilobytes", " KB"),
    {
      figure: "what it loads by itself after that",
      measured: worst("laterKilobytes")
        .slice(0, 3)
        .map(({ path, laterKilobytes }) => `${path} ${short(laterKilobytes)} KB`)
        .join(", "),
      comparedWith: "parts such as an editor come lazily, and count here",
    },
    row(`largest contentful paint, CPU ${CPU_SLOWDOWN} times slower`, "lcpMs", " ms"),
    row(`interaction to next paint, CPU ${CPU_SLOWDOWN} times slower`, "inpMs", " ms"),
    {
      ...below("navigation inside the console", median(times), {
        limit: LIMITS.navigationMs,
        unit: " ms",
        detail: `worst ${short(Math.max(...times))} ms`,
      }),
      comparedWith: `${times.length} clicks, each until the next page's heading is painted`,
    },
  ];
}

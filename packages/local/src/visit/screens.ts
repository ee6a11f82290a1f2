import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manifests } from "@faibric/functions/manifests";
import type { BrowserContext } from "playwright-core";
import { startCloud } from "../cloud/cloud";
import { ROOT } from "../cloud/settings";
import { buildSite } from "../cloud/site-build";
import { launchChromium } from "../dashboard/browser.fixture";
import { UNLIMITED } from "../testing/unlimited";
import { logTo } from "../wire/log";
import { signUpPerson } from "./person";
import { placesOf, signIn } from "./places";

// `npm run screens`: every page of the site as a picture, in docs/screens/pages, to be looked at by whoever changes one.

const FOLDER = join(ROOT, "docs/screens/pages");
const WIDTHS = [360, 768, 1440] as const;
const QUALITY = 60;
const READY = (url: string) => fetch(`${url}/sign-in`).then(({ status }) => status === 200);

async function main(): Promise<void> {
  logTo(() => undefined);
  await buildSite();
  const dataDir = mkdtempSync(join(tmpdir(), "faibric-screens-"));
  const cloud = await startCloud({
    ...{ dataDir, manifests, port: 0, awsPort: 0, sitePort: 0, watch: false },
    siteMode: "built",
    rateLimits: UNLIMITED,
  });
  const browser = await launchChromium();
  try {
    while (!(await READY(cloud.url))) await new Promise((resolve) => setTimeout(resolve, 100));
    const person = await signUpPerson(cloud.url);
    const options = { locale: "en-GB", timezoneId: "Europe/Warsaw" };
    const visitor = await browser.newContext({ ...options, reducedMotion: "reduce" });
    const member = await browser.newContext({ ...options, reducedMotion: "reduce" });
    await signIn(await member.newPage(), cloud.url, person);
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    for (const { path, signedIn } of placesOf(person)) {
      const name = path.replace(`/${person.slug}`, "").slice(1).replaceAll("/", "-") || "landing";
      await picture(signedIn ? member : visitor, `${cloud.url}${path}`, name);
    }
  } finally {
    await browser.close();
    await cloud.close();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function picture(context: BrowserContext, url: string, name: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(url, { waitUntil: "networkidle" });
  for (const width of WIDTHS) {
    for (const colorScheme of width === 1440
      ? (["light", "dark"] as const)
      : (["light"] as const)) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      const path = join(FOLDER, `${name}-${width}${colorScheme === "dark" ? "-dark" : ""}.jpg`);
      await page.screenshot({ path, type: "jpeg", quality: QUALITY });
    }
  }
  process.stdout.write(`${name}\n`);
  await page.close();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);

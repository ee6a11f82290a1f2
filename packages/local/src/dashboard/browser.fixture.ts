import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const FLAGS =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --font-render-hinting=none";

/** @throws Error that says how to install Chromium where it is missing */
export function launchChromium(): Promise<Browser> {
  const executablePath = [process.env.CHROMIUM ?? "", ...PLACES].find(existsSync);
  if (executablePath === undefined) {
    throw new Error(
      "These tests need Chromium: install it with `apt-get install -y chromium`, or name yours in CHROMIUM.",
    );
  }
  return chromium.launch({ executablePath, args: FLAGS.split(" ") });
}

/** What the page complained about: errors of its scripts, of loading, and of its content policy. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return complaints;
}

import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { type answerBadly, type Bad, FAULT, operationOf } from "./bad-answers";
import type { Deed } from "./bad-answers.deeds";

/** Somebody at a page whose answers can be made bad. */
export interface At {
  readonly page: Page;
  readonly open: (path: string) => Promise<unknown>;
  readonly answers: Awaited<ReturnType<typeof answerBadly>>;
}

/** A page, and which of what it asks for as it opens is answered badly. */
interface Read {
  readonly path: string;
  readonly isBad: (op: string) => boolean;
}

const AGAIN = /^(Try again|Try again now|Show it again)$/;

/** Comes to a page that cannot read something: it says so, and shows it at the first try that can. */
export async function readBadly({ page, open, answers }: At, { path, isBad }: Read, bad: Bad) {
  answers.with({ isBad, bad });
  await open(path);
  await page.waitForLoadState("networkidle");
  if (!answers.wasBad()) return answers.with({});
  // What is folded is told where it is folded.
  await page.getByText(bad.says).first().waitFor({ state: "attached" });
  await unfold(page);
  await told(page, bad.says);
  answers.with({});
  await page.getByRole("button", { name: AGAIN }).evaluateAll((all) => {
    for (const one of all) (one as HTMLElement).click();
  });
  await gone(page, bad);
}

const unfold = (page: Page) =>
  page.locator("details").evaluateAll((all) => {
    for (const one of all) (one as HTMLDetailsElement).open = true;
  });

/** Presses what was pressed before: that it can be is known by then. */
const hit = (button: Locator) => button.evaluate((one: HTMLElement) => one.click());

const gone = (page: Page, bad: Bad | undefined) =>
  // biome-ignore lint/performance/useDomNodeTextContent: what is there and cannot be read is not told
  page.waitForFunction((text) => !document.body.innerText.includes(text), bad?.says ?? "");

/** Waits until a sentence is there to be read and nothing in front is busy. @returns all that stands in the fields there */
async function told(page: Page, says: string): Promise<string> {
  const seen = await page.waitForFunction((text) => {
    const front = [...document.querySelectorAll("dialog[open]")].at(-1);
    const part = front ?? document.querySelector("main") ?? document.body;
    // biome-ignore lint/performance/useDomNodeTextContent: what is there and cannot be read is not told
    if (!document.body.innerText.includes(text)) return "";
    if (part.querySelector("[aria-busy=true]")) return "";
    const fields = [...part.querySelectorAll<HTMLInputElement>("input, textarea, select")];
    return JSON.stringify(
      fields.map(({ type, checked, value }) => (/radio|checkbox/.test(type) ? checked : value)),
    );
  }, says);
  return String(await seen.jsonValue());
}

/** Does something that is refused in each way: it is told, what was entered stays, and the next try does it. */
export async function doBadly(at: At, deed: Deed, ways: readonly Bad[]): Promise<void> {
  const { page, open, answers } = at;
  const { op, field, enter = {}, press } = deed;
  const button = page.locator("main").getByRole("button", { name: press, exact: true });
  answers.with({});
  await page.context().clearCookies();
  await open(deed.at);
  for (const [label, text] of Object.entries(enter)) {
    await page.getByLabel(label, { exact: true }).fill(text);
  }
  let before: string | undefined;
  for (const bad of ways) {
    answers.with({ isBad: (one) => one === op, bad, field });
    await (before === undefined ? button.click() : hit(button));
    const entered = await told(page, field && bad.isFault ? FAULT : bad.says);
    before ??= entered;
    expect(entered, bad.name).toBe(before);
  }
  answers.with({});
  const answered = page.waitForResponse((one) => operationOf(one.request()) === op);
  await hit(button);
  expect((await answered).status(), "the next try").toBeLessThan(300);
  await gone(page, ways.at(-1));
}

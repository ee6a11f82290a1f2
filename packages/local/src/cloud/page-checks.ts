import type { Page } from "playwright-core";

/** Something that the keyboard comes to. */
export interface Stop {
  /** Its place in the page; -1 for what was not expected. */
  readonly index: number;
  readonly what: string;
  /** Whether it is drawn otherwise while it has the focus. */
  readonly isSeen: boolean;
}

const INTERACTIVE =
  "a[href], button, input:not([type=hidden]), select, textarea, summary, [contenteditable=true], [tabindex='0']";
const MARK = "data-stop";

/** All that can be used on a page, marked in its order: of radio buttons that belong together, one. */
export const reachableOf = (page: Page): Promise<Stop[]> =>
  page.evaluate(
    ([interactive, mark]) => {
      const groups = new Set<string>();
      const isOne = (element: Element) => {
        if (!(element instanceof HTMLInputElement) || element.type !== "radio") return true;
        const all = document.querySelectorAll<HTMLInputElement>(`input[name="${element.name}"]`);
        const chosen = [...all].find(({ checked }) => checked) ?? all[0];
        if (element !== chosen || groups.has(element.name)) return false;
        groups.add(element.name);
        return true;
      };
      return [...document.querySelectorAll<HTMLElement>(interactive)]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }))
        .filter((element) => !element.matches(":disabled, [tabindex='-1'], [aria-hidden=true] *"))
        .filter((element) => !element.closest("[inert]") && isOne(element))
        .map((element, index) => {
          element.setAttribute(mark, String(index));
          return { index, what: element.outerHTML.slice(0, 120), isSeen: true };
        });
    },
    [INTERACTIVE, MARK] as const,
  );

/** Where the Tab key leads, so many times from the start of the page. */
export async function stopsOf(page: Page, times: number): Promise<Stop[]> {
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    window.getSelection()?.removeAllRanges();
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
  });
  const stops: Stop[] = [];
  for (let time = 0; time < times; time++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate((mark) => {
      const at = document.activeElement;
      if (!(at instanceof HTMLElement) || at === document.body) return undefined;
      // What is drawn in place of a box that is hidden shows the focus for it.
      const shown = at.matches(".sr-only") ? (at.closest("label") ?? at) : at;
      const around = [shown.parentElement, shown.parentElement?.parentElement];
      const drawn = [shown, ...around, ...shown.querySelectorAll("*")]
        .filter((one) => one instanceof Element)
        .map((one) => getComputedStyle(one));
      return {
        index: Number(at.getAttribute(mark) ?? -1),
        what: at.outerHTML.slice(0, 120),
        isSeen: drawn.some(
          ({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && outlineWidth !== "0px",
        ),
      };
    }, MARK);
    if (stop) stops.push(stop);
  }
  return stops;
}

/** What looks as if it could be pressed, and is nothing that a key could press. */
export const mouseOnlyOf = (page: Page): Promise<string[]> =>
  page.evaluate(
    (interactive) =>
      [...document.querySelectorAll<HTMLElement>("main *")]
        .filter((element) => element.checkVisibility())
        .filter((element) => getComputedStyle(element).cursor === "pointer")
        .filter((element) => !element.closest(`${interactive}, label, [role=option]`))
        .map((element) => `for the mouse only: ${element.outerHTML.slice(0, 120)}`),
    INTERACTIVE,
  );

/** What moves, or would, although the reader asked that nothing does. */
export const movingOf = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("*")]
      .filter((element) => {
        const { animationName, transitionDuration } = getComputedStyle(element);
        return animationName !== "none" || /[1-9]/.test(transitionDuration);
      })
      .map((element) => `moves: ${element.outerHTML.slice(0, 120)}`),
  );

/** Fields and filled buttons that have no edge where colours are the reader's own. */
export const edgelessOf = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("input, select, textarea, .bg-brand:is(button, a)")]
      .filter((element) => element.checkVisibility() && !element.matches(".sr-only"))
      .filter((element) => {
        const { borderTopStyle, borderTopWidth, appearance } = getComputedStyle(element);
        return appearance === "none" || element.matches(".bg-brand")
          ? borderTopStyle === "none" || borderTopWidth === "0px"
          : false;
      })
      .map((element) => `without an edge: ${element.outerHTML.slice(0, 120)}`),
  );

const LEAST = 24;

/**
 * Targets that are smaller than can be hit and have another one nearby, but for links within a sentence.
 * Source: WCAG 2.2, 2.5.8, with its exceptions for spacing and for what is inline
 */
export const smallOf = (page: Page): Promise<string[]> =>
  page.evaluate(
    ([interactive, least]) => {
      const all = [...document.querySelectorAll<HTMLElement>(interactive)]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }))
        .filter((element) => !element.matches(".sr-only:not(input)"))
        .map((element) => {
          const { x, y, width, height } = (
            element.closest("label") ?? element
          ).getBoundingClientRect();
          return { element, x, y, width, height };
        });
      type Box = (typeof all)[number];
      const isNear = (box: Box, other: Box) => {
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        const [dx, dy] = [
          Math.max(other.x - x, 0, x - other.x - other.width),
          Math.max(other.y - y, 0, y - other.y - other.height),
        ];
        return box.element !== other.element && Math.hypot(dx, dy) < least / 2;
      };
      const isInSentence = ({ element }: Box) =>
        element.matches("a") &&
        getComputedStyle(element).display === "inline" &&
        element.parentElement?.textContent?.trim() !== element.textContent?.trim();
      return all
        .filter((box) => box.width < least || box.height < least)
        .filter((box) => !isInSentence(box) && all.some((other) => isNear(box, other)))
        .map(({ element }) => {
          const { width, height } = element.getBoundingClientRect();
          return `small, ${Math.round(width)}×${Math.round(height)}: ${element.outerHTML.slice(0, 120)}`;
        });
    },
    [INTERACTIVE, LEAST] as const,
  );

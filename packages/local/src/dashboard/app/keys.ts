import { showKeys } from "./dialog";
import { go, to } from "./place";

const GOES: Readonly<Record<string, string>> = {
  o: "",
  r: "requests",
  e: "events",
  q: "queues",
  x: "executions",
  i: "inbox",
  b: "objects",
  t: "table",
  l: "logs",
};
const SECOND_KEY_MS = 1_500;

/** `g` and a letter, `/`, `j` and `k`, `Escape`, `?`. Nothing while somebody types or a dialog is open. */
export function listenToKeys(): void {
  let goingAt = 0;
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.metaKey || event.ctrlKey || event.altKey || document.querySelector("dialog")) return;
    const field = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
    if (field) {
      if (key === "Escape") target.blur();
      return;
    }
    const going = Date.now() - goingAt < SECOND_KEY_MS;
    goingAt = key === "g" && !going ? Date.now() : 0;
    const section = going ? GOES[key] : undefined;
    const done = section === undefined ? press(key) : move(section);
    if (done) event.preventDefault();
  });
}

function move(section: string): boolean {
  go(to(section ? [section] : []));
  return true;
}

function press(key: string): boolean {
  if (key === "/") {
    const field = document.getElementById("search");
    field?.focus();
    return field !== null;
  }
  if (key === "Escape") document.querySelector<HTMLElement>(".detail .close")?.click();
  else if (key === "?") showKeys();
  else if (key === "j") step(1);
  else if (key === "k") step(-1);
  else return false;
  return true;
}

/** Moves to the next row; where one is open, opens it. */
function step(by: number): void {
  const rows = [...document.querySelectorAll<HTMLAnchorElement>("#list a.row")];
  const current = rows.findIndex(
    (row) => row === document.activeElement || row.getAttribute("aria-current") === "true",
  );
  const focused = rows.indexOf(document.activeElement as HTMLAnchorElement);
  const from = focused >= 0 ? focused : current;
  const next = rows[Math.min(rows.length - 1, Math.max(0, from + by))];
  if (!next) return;
  next.focus();
  if (document.querySelector(".page.open")) next.click();
}

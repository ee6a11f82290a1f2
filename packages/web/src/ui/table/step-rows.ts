import type { KeyboardEvent } from "react";

const REACHED = "a[href], button:not(:disabled), input:not(:disabled), [tabindex='0']";
/** What has arrows of its own. */
const OWN = "select, textarea, input:not([type=checkbox]), [role=menu]";

/** Arrows go from what is reached in one row to the same in the next. */
export function stepRows(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !(event.target instanceof HTMLElement) || event.target.closest(OWN)) return;
  const row = event.target.closest<HTMLTableRowElement>("tbody tr");
  if (!row) return;
  const rows = [...event.currentTarget.querySelectorAll("tbody tr")];
  const next = rows[rows.indexOf(row) + step];
  const reached = [...(next?.querySelectorAll<HTMLElement>(REACHED) ?? [])];
  const at = [...row.querySelectorAll(REACHED)].indexOf(event.target);
  const to = reached[Math.max(0, Math.min(at, reached.length - 1))];
  if (!to) return;
  event.preventDefault();
  to.focus();
}

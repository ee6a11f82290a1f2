import { fold } from "../fold";

/** One of many things that can be chosen. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  /** What else tells it from the others; it is looked for too. */
  readonly hint?: string;
}

/** Whether every word that is typed is in it somewhere, accents aside. */
export function matches({ label, hint = "" }: Choice, typed: string): boolean {
  const said = fold(`${label} ${hint}`);
  return fold(typed)
    .split(/\s+/)
    .every((word) => said.includes(word));
}

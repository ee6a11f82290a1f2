import type { Topic } from "../live";
import type { Child } from "./dom";
import type { Place } from "./place";

/** One part of the dashboard. What it shows follows from the address and what the cloud answers. */
export interface Section<Data> {
  readonly title: string;
  /** What makes it look again. */
  readonly topics: readonly Topic[];
  /** Whether it also changes by itself, as time goes by. */
  readonly ages?: boolean;
  /** What `q` looks through; no field without. */
  readonly search?: string | ((place: Place) => string);
  load(place: Place): Promise<Data>;
  view(data: Data, place: Place): Screen;
}

export interface Screen {
  /** Beside the title. */
  readonly tools?: Child;
  readonly main: Child;
  /** What is looked at closely, beside or instead of the list. */
  readonly aside?: Aside | undefined;
}

export interface Aside {
  readonly title: Child;
  /** Where closing it leads. */
  readonly close: string;
  readonly body: Child;
  /** Whether it needs more room than the list. */
  readonly wide?: boolean;
}

/** Keeps the types of a section's data together, and forgets them: the app holds sections of all kinds. */
export function section<Data>(given: Section<Data>): Section<unknown> {
  return { ...given, view: (data, place) => given.view(data as Data, place) };
}

let again: () => void = () => undefined;

/** Looks again after a change, without waiting to be told. */
export const reload = () => again();
export function onReload(listener: () => void): void {
  again = listener;
}

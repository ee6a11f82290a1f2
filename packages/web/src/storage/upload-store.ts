import type { Work } from "../ui/work/work-progress";

/** A file on its way. */
export interface OnItsWay {
  readonly key: string;
  readonly name: string;
  /** Whether it is sent in parts, and may pause. */
  readonly isLarge?: boolean;
  readonly work: Omit<Work, "says"> & { readonly error?: unknown };
}

const NONE: readonly OnItsWay[] = [];
let all: readonly OnItsWay[] = NONE;
const listeners = new Set<() => void>();

export const uploads = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  all: () => all,
  none: () => NONE,
};

export function change(next: (before: readonly OnItsWay[]) => readonly OnItsWay[]): void {
  all = next(all);
  for (const listener of listeners) listener();
}

export const clearDone = () =>
  change((before) => before.filter(({ work }) => work.state !== "done"));

import { type ComponentType, lazy } from "react";

/**
 * A part in a file of its own that the page shows by itself: the file is asked for as soon as the page's script
 * runs, beside what else the page waits for. One that fails is asked for again where the part is shown.
 */
export function lazySoon<Props>(load: () => Promise<{ default: ComponentType<Props> }>) {
  if (typeof window !== "undefined") load().catch(() => undefined);
  return lazy(load);
}

import { OPERATIONS } from "./description";
import { GUIDES } from "./guides";

/** Something to read for developers, as it is listed and searched. */
export interface Entry {
  /** Below the developers' pages: `/reference/keys#createApiKey`. */
  readonly path: string;
  readonly title: string;
  /** How it is called, where it is an operation. */
  readonly call?: string;
  readonly group: string;
}

export const operationEntries = (): readonly Entry[] =>
  OPERATIONS.map(({ operationId, tags: [group], summary, method, path }) => ({
    path: `/reference/${group}#${operationId}`,
    title: summary.replaceAll("`", ""),
    call: `${method} ${path}`,
    group,
  }));

export const guideEntries = (): readonly Entry[] =>
  GUIDES.map(({ name, title }) => ({ path: `/guides/${name}`, title, group: "guides" }));

import type { Store } from "../wire/store";
import { invalidParameter } from "./refusal";

export type ResourceKind = "configuration-set" | "identity" | "suppressed" | "template";

export interface Resource {
  readonly name: string;
  /** As the API carries it. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly changed: number;
}

/** The things of SES that have a name: templates, identities, configuration sets, suppressed addresses. */
export interface Resources {
  get(kind: ResourceKind, name: string): Resource | undefined;
  put(kind: ResourceKind, name: string, body: object): void;
  /** False where there was none. */
  remove(kind: ResourceKind, name: string): boolean;
  /** By name, those after `after`. */
  list(kind: ResourceKind, after: string, limit: number): Resource[];
}

export function openResources(store: Store): Resources {
  store.exec(`CREATE TABLE IF NOT EXISTS ses_resources (
    kind TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL, changed INTEGER NOT NULL,
    PRIMARY KEY (kind, name)) WITHOUT ROWID`);
  const select = store.prepare("SELECT * FROM ses_resources WHERE kind = ? AND name = ?");
  const upsert = store.prepare("INSERT OR REPLACE INTO ses_resources VALUES (?, ?, ?, ?)");
  const remove = store.prepare("DELETE FROM ses_resources WHERE kind = ? AND name = ?");
  const page = store.prepare(
    "SELECT * FROM ses_resources WHERE kind = ? AND name > ? ORDER BY name LIMIT ?",
  );
  return {
    get(kind, name) {
      const row = select.get(kind, name);
      return row && toResource(row);
    },
    put: (kind, name, body) => void upsert.run(kind, name, JSON.stringify(body), Date.now()),
    remove: (kind, name) => remove.run(kind, name).changes > 0,
    list: (kind, after, limit) => page.all(kind, after, limit).map(toResource),
  };
}

const toResource = (row: Record<string, unknown>): Resource => ({
  name: String(row.name),
  body: JSON.parse(String(row.body)) as Resource["body"],
  changed: Number(row.changed),
});

export interface PageInput {
  /** A number in a body, text in a query. */
  readonly PageSize?: number | string;
  readonly NextToken?: string;
}

/** One page of a kind. Throws `InvalidParameterValue` for a size outside 1 to 1000 or a made-up token. */
export function pageOf(
  resources: Resources,
  kind: ResourceKind,
  { PageSize, NextToken }: PageInput,
): { items: Resource[]; NextToken?: string } {
  const size = Number(PageSize ?? 100);
  if (!Number.isInteger(size) || size < 1 || size > 1000) {
    throw invalidParameter(`PageSize ${PageSize} is not between 1 and 1000.`);
  }
  const rows = resources.list(kind, afterToken(kind, NextToken), size + 1);
  const items = rows.slice(0, size);
  const last = items.at(-1);
  return rows.length > size && last ? { items, NextToken: tokenFor(kind, last.name) } : { items };
}

const tokenFor = (kind: ResourceKind, name: string) =>
  Buffer.from(`${kind} ${name}`).toString("base64url");

function afterToken(kind: ResourceKind, token: string | undefined): string {
  if (token === undefined) return "";
  const text = Buffer.from(token, "base64url").toString();
  if (text.startsWith(`${kind} `)) return text.slice(kind.length + 1);
  throw invalidParameter("The NextToken is not valid.");
}

/** Seconds since 1970, as JSON protocols carry instants. */
export const seconds = (milliseconds: number) => milliseconds / 1000;

import { assertPermission, useTenant } from "../platform/actor";
import * as Cursor from "../platform/cursor";
import * as File from "./file";
import { FileEntity } from "./file.entity";
import { foldName } from "./file-name.schema";
import type { FileId, FileQuery, StoredFile } from "./storage.schema";

/** Read at once, where what is looked for may be rare. */
const LOOKED_AT_ONCE = 1_000;
/** So many files are looked at for one page: a rare one is found in several, and no call runs out of time. */
const LOOKED_AT = 10_000;

/** Behind which file a page goes on. */
interface Mark {
  readonly fileId: FileId;
  readonly sortName: string;
}

/** The files of a place by name, or all of them, newest first, that match. */
export async function list(
  query: FileQuery,
): Promise<{ items: StoredFile[]; cursor: string | null }> {
  assertPermission("storage.read");
  const { limit, cursor, ...filter } = query;
  const name = `storage.files ${JSON.stringify(filter)}`;
  const sealed = await Cursor.unseal(cursor, name);
  let mark = sealed === null ? undefined : (JSON.parse(sealed) as Mark);
  const isFiltered = Boolean(filter.search || filter.kind || filter.tag);
  const items: File.StoredItem[] = [];
  for (let looked = 0; looked < LOOKED_AT && items.length < limit; ) {
    const size = isFiltered ? LOOKED_AT_ONCE : limit - items.length;
    const page = await read(filter, mark, size);
    const taken = page.data.slice(0, limit - items.length);
    items.push(...taken);
    const isCut = taken.length < page.data.length;
    mark = isCut ? taken.at(-1) : page.next;
    if (!mark) break;
    looked += size;
  }
  const next = mark && JSON.stringify({ fileId: mark.fileId, sortName: mark.sortName });
  return { items: items.map(File.toFile), cursor: await Cursor.seal(next ?? null, name) };
}

type Filter = Omit<FileQuery, "limit" | "cursor">;

/** The next `limit` files by their order, of which those that do not match are left out. */
async function read(filter: Filter, mark: Mark | undefined, limit: number) {
  const { data, cursor } = await (filter.in === "all"
    ? everywhere(filter, mark, limit)
    : within(filter, mark, limit));
  return { data, next: cursor === null ? undefined : markOf(cursor) };
}

function everywhere(filter: Filter, mark: Mark | undefined, limit: number) {
  const all = FileEntity.query.byTenant({ tenantId: useTenant() });
  const rest = mark ? all.lt({ fileId: mark.fileId }) : all;
  return rest
    .where((one, { notExists }) => notExists(one.trashedAt))
    .where((one, { contains, eq }) => matching(filter, one, { contains, eq }))
    .go({ limit, order: "desc" });
}

function within(filter: Filter, mark: Mark | undefined, limit: number) {
  const place = filter.in as File.StoredItem["place"];
  const all = FileEntity.query.byPlace({ tenantId: useTenant(), place });
  const rest = mark ? all.gt({ sortName: mark.sortName, fileId: mark.fileId }) : all;
  return rest
    .where((one, { contains, eq }) => matching(filter, one, { contains, eq }))
    .go({ limit });
}

/** A name of an attribute, as conditions write it. */
type Name = Parameters<Parameters<ReturnType<typeof FileEntity.query.byTenant>["where"]>[0]>;

/** The conditions that the database itself tests, so that only what matches travels. */
function matching(
  { search = "", kind, tag }: Filter,
  one: Name[0],
  { contains, eq }: Pick<Name[1], "contains" | "eq">,
): string {
  const words = foldName(search).split(/\s+/).filter(Boolean);
  return [
    ...words.map((word) => contains(one.foldedName, word)),
    ...(kind ? [eq(one.kind, kind)] : []),
    ...(tag ? [contains(one.tags, tag)] : []),
  ].join(" AND ");
}

/** Where DynamoDB stopped, in ElectroDB's cursor: the keys themselves. */
function markOf(cursor: string): Mark {
  const { sk, gsi1sk = "" } = JSON.parse(
    Buffer.from(cursor, "base64url").toString("utf8"),
  ) as Record<string, string>;
  const fileId = (sk ?? "").slice("file#".length) as FileId;
  const sortName = gsi1sk.slice("file#".length, -(fileId.length + 1));
  return { fileId, sortName };
}

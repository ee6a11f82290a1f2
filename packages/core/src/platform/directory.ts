import { batchGet } from "./batch-get";
import { DirectoryEntity } from "./directory.entity";
import type { AppError } from "./errors";
import { withDirectory } from "./fence";
import type { PersonId, TenantId } from "./id";
import type { Role } from "./permission";
import { SHARD_NAMES, shardName } from "./shard";

/** What the directory knows across tenants. */
export type Kind =
  | "tenant-slug" // a slug -> its tenant; unique
  | "account-email" // a hash of an e-mail address -> the person who signs in with it; unique
  | "customers" // a tenant -> its customers who sign in
  | "site-domain" // a domain of a tenant's own -> the tenant that has proved it; unique
  | "domains-due" // a shard -> the domains to be looked up, and when
  | "uploads-due" // a shard -> the uploads that are under way, and when they end
  | "tenants" // a shard -> the tenants in it
  | "user-tenants" // a person -> the tenants they belong to
  | "onboardings" // a shard -> the tenants not yet ready
  | "connections" // an open WebSocket -> its tenant
  | "erasures" // a tenant that is being erased, or was -> what was done; kept for good
  | "passkeys" // a hash of a credential's ID -> the person who has it; unique
  | "passkey-challenges" // a hash of a challenge -> what it was made for; good once
  | "access-token-keys" // a pool -> the public keys its tokens are signed with
  | "secrets"; // a purpose -> the platform's own secret for it

export interface Entry {
  readonly kind: Kind;
  readonly name: string;
  readonly member: string;
  readonly tenantId?: TenantId;
  readonly detail?: unknown;
  /** A person's role in the tenant that the entry is about. */
  readonly role?: Role;
  /** The version of what `detail` was copied from. */
  readonly version?: number;
  /** In epoch seconds, for what ends by itself. */
  readonly expiresAt?: number;
  readonly createdAt: string;
}

/** A change to the directory, stored by `commit` with the changes it belongs to. */
export type DirectoryWrite =
  | { readonly put: Omit<Entry, "createdAt">; readonly taken?: () => AppError }
  | { readonly remove: Key }
  | { readonly amend: Key; readonly changes: Amendment };

type Key = Pick<Entry, "kind" | "name" | "member">;
type Amendment = Partial<Pick<Entry, "detail" | "role" | "version">>;

/** Takes a name that only one tenant may have. `taken` is what the caller is told if another has it. */
export function claim(
  kind: Kind,
  name: string,
  tenantId: TenantId,
  taken: () => AppError,
): DirectoryWrite {
  return { put: { kind, name, member: "claim", tenantId }, taken };
}

/** Takes a name that only one person may have. */
export function claimForPerson(
  kind: Kind,
  name: string,
  userId: PersonId,
  taken: () => AppError,
): DirectoryWrite {
  return { put: { kind, name, member: "claim", detail: userId }, taken };
}

/** Adds a member to the list under a name. */
export function add(entry: Omit<Entry, "createdAt">): DirectoryWrite {
  return { put: entry };
}

export function remove(kind: Kind, name: string, member: string): DirectoryWrite {
  return { remove: { kind, name, member } };
}

/** Changes some of an entry that is there, and leaves the rest. */
export function amend(key: Key, changes: Amendment): DirectoryWrite {
  return { amend: key, changes };
}

/**
 * Brings an entry up to a version of what it tells of, at once and apart from any `commit`. One that is
 * gone, or knows a later version, stays as it is: what follows a change comes late, or in another order.
 */
export async function catchUp(
  key: Key,
  { version, ...changes }: Amendment & { readonly version: number },
): Promise<void> {
  try {
    await withDirectory(() =>
      DirectoryEntity.patch(key)
        .set({ ...changes, version })
        .where((entry, { lt }) => lt(entry.version, version))
        .go({ response: "none" }),
    );
  } catch (error) {
    const why = error instanceof Error ? (error.cause as Error | undefined)?.name : undefined;
    if (why !== "ConditionalCheckFailedException") throw error;
  }
}

export async function find(
  kind: Kind,
  name: string,
  member: string,
  options: { readonly consistent?: boolean } = {},
): Promise<Entry | undefined> {
  const { data } = await withDirectory(() =>
    DirectoryEntity.get({ kind, name, member }).go(options),
  );
  return (data as Entry | null) ?? undefined;
}

/** Which of the entries there are, in one call; at most 100. */
export async function findAll(keys: readonly Key[]): Promise<readonly boolean[]> {
  const reads = keys.map((key) => DirectoryEntity.get(key));
  const items = await withDirectory(() => batchGet(reads, { consistent: false }));
  return items.map((item) => item !== undefined);
}

/** The members of a name, in the order of their keys. `cursor` is ElectroDB's; seal it before it leaves. */
export async function list(
  kind: Kind,
  name: string,
  page: { limit: number; cursor?: string | null } = { limit: 100 },
): Promise<{ items: Entry[]; cursor: string | null }> {
  const { data, cursor } = await withDirectory(() =>
    DirectoryEntity.query
      .byName({ kind, name })
      .go({ limit: page.limit, cursor: page.cursor ?? null }),
  );
  return { items: data as Entry[], cursor };
}

/** Stores an entry unless it is there; answers the one that is. For what is made at first use. */
export async function findOrAdd(entry: Omit<Entry, "createdAt">): Promise<Entry> {
  const { kind, name, member } = entry;
  const found = await find(kind, name, member);
  if (found) return found;
  const made = { ...entry, createdAt: new Date().toISOString() };
  try {
    await withDirectory(() => DirectoryEntity.create(made).go());
    return made;
  } catch (error) {
    // Somebody else made it at the same moment: theirs counts.
    const theirs = await find(kind, name, member);
    if (theirs) return theirs;
    throw error;
  }
}

/** Stores an entry at once, apart from any `commit`. One that is there is replaced. */
export async function keep(entry: Omit<Entry, "createdAt">): Promise<void> {
  const made = { ...entry, createdAt: new Date().toISOString() };
  await withDirectory(() => DirectoryEntity.put(made).go({ response: "none" }));
}

/** Takes an entry out and answers it: of all who try at once, to one. */
export async function takeOut(
  kind: Kind,
  name: string,
  member: string,
): Promise<Entry | undefined> {
  const { data } = await withDirectory(() =>
    DirectoryEntity.delete({ kind, name, member }).go({ response: "all_old" }),
  );
  return (data as Entry | null) ?? undefined;
}

/** Removes an entry at once, apart from any `commit`. Removing what is not there changes nothing. */
export async function discard(kind: Kind, name: string, member: string): Promise<void> {
  await withDirectory(() => DirectoryEntity.delete({ kind, name, member }).go());
}

/** Lets an entry that is there end by itself at an instant, in epoch seconds. */
export async function expire(
  { kind, name, member }: Pick<Entry, "kind" | "name" | "member">,
  expiresAt: number,
): Promise<void> {
  await withDirectory(() => DirectoryEntity.patch({ kind, name, member }).set({ expiresAt }).go());
}

/**
 * Spreads a list over the platform's shards, so that no single partition takes all its writes. By a sum of its
 * own, not as `platform/shard` does: what is stored lies where this put it.
 */
export function shardOf(id: string): string {
  const sum = [...id].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return shardName(sum);
}

/** Every shard of a list, to read it whole. */
export const shards = (): readonly string[] => SHARD_NAMES;

/** All tenants, a hundred at a time. */
export async function* listTenants(): AsyncGenerator<TenantId[]> {
  for await (const entries of everyShard("tenants")) {
    yield entries.map(({ member }) => member as TenantId);
  }
}

/**
 * What `detail` says of each entry whose `dueAt`, in epoch milliseconds, was by then, of whichever tenant. It is for a
 * schedule, which then acts for each tenant.
 */
export async function* listDue<Detail extends object>(
  kind: Kind,
  now: Date,
): AsyncGenerator<Detail & { readonly tenantId: TenantId }> {
  for await (const entries of everyShard(kind)) {
    for (const { tenantId, detail } of entries) {
      const { dueAt, ...rest } = detail as Detail & { dueAt: number };
      if (tenantId && dueAt <= now.getTime()) yield { ...(rest as unknown as Detail), tenantId };
    }
  }
}

/** All of a list that is spread over the shards, a hundred entries at a time. */
async function* everyShard(kind: Kind): AsyncGenerator<Entry[]> {
  for (const shard of shards()) {
    let cursor: string | null = null;
    do {
      const page = await list(kind, shard, { limit: 100, cursor });
      if (page.items.length) yield page.items;
      cursor = page.cursor;
    } while (cursor);
  }
}

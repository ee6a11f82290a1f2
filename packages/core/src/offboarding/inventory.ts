import { addressName, poolOf } from "../auth";
import * as Directory from "../platform/directory";
import { PersonId, type TenantId } from "../platform/id";
import { objectKey } from "../platform/object-key";
import { tenantPool } from "../platform/pool";
import { SHARD_NAMES } from "../platform/shard";

/** A kind of items: the partitions `<owner>#<name>` or `<owner>#<name>#<shard>`. */
export interface Partitions {
  /** `<capability>.<entity>`, as in the key. */
  readonly name: string;
  /** Whose: the tenant's (the default), or each of its customers' own, `<tenant>#<customer>`. */
  readonly of?: readonly ("tenant" | "customer")[];
  /** Whether they are spread over the platform's shards. */
  readonly sharded?: boolean;
  /** What lets people in: gone before anything else is. */
  readonly door?: boolean;
  /** Why they are in no export, where that is so. */
  readonly notExported?: string;
  /** What the bucket receives in parts for such an item: it takes room until it is given up. */
  readonly receives?: (item: Item) => { readonly Key: string; readonly UploadId: unknown };
  /** Attributes that no export has: secrets, and what proves them. */
  readonly omit?: readonly string[];
}

const BOTH = ["tenant", "customer"] as const;
const CUSTOMER = ["customer"] as const;
const TRANSPORT = "what it carries is in the items themselves";

/**
 * All that a tenant has in the table, so that it is exported and erased without a scan. It lists names, not
 * entities, since it must not depend on their capabilities; `entities.test.ts` fails for one that is missing here.
 */
export const PARTITIONS: readonly Partitions[] = [
  { name: "tenant.membership", door: true },
  { name: "tenant.invitation", door: true, omit: ["hashes"] },
  { name: "tenant.connection", door: true },
  { name: "keys.api-key", door: true, omit: ["hash"] },
  { name: "keys.app-key", door: true },
  { name: "keys.count", notExported: "it is how many keys there are" },
  { name: "tenant.tenant" },
  { name: "tenant.activity" },
  { name: "audit.entry", of: BOTH },
  { name: "audit.head", of: BOTH },
  {
    name: "offboarding.export",
    notExported: "it is about this export",
    receives: ({ exportId, uploadId }) => ({
      Key: objectKey("exports", `${exportId}.tar.gz`),
      UploadId: uploadId,
    }),
  },
  { name: "offboarding.chunk", notExported: "it is about this export" },
  { name: "offboarding.erasure" },
  { name: "secrets.secret", omit: ["sealed"] },
  { name: "site.site" },
  { name: "site.domain" },
  { name: "site.page" },
  { name: "site.page-body" },
  { name: "site.page-slug", notExported: "each page says its address itself" },
  { name: "storage.file" },
  { name: "storage.folder" },
  { name: "storage.usage" },
  {
    name: "storage.upload",
    notExported: "it is a file within days, or nothing",
    receives: ({ fileId, multipartId }) => ({
      Key: objectKey("files", String(fileId), "content"),
      UploadId: multipartId,
    }),
  },
  { name: "auth.account", of: CUSTOMER, omit: ["passwordHash"] },
  {
    name: "auth.session",
    of: CUSTOMER,
    notExported: "it proves who somebody is, and tells no more",
  },
  { name: "auth.one-time-token", of: CUSTOMER, notExported: "it ends within hours" },
  { name: "auth.email-change", of: CUSTOMER, notExported: "it ends within days" },
  { name: "auth.totp", of: CUSTOMER, notExported: "it proves who somebody is, and tells no more" },
  {
    name: "auth.recovery-codes",
    of: CUSTOMER,
    notExported: "they prove who somebody is, and tell no more",
  },
  { name: "auth.mfa-challenge", of: CUSTOMER, notExported: "it ends within minutes" },
  { name: "auth.passkey", of: CUSTOMER, omit: ["publicKey", "credentialId", "credentialHash"] },
  { name: "platform.inbox", of: BOTH, sharded: true, notExported: TRANSPORT },
  { name: "platform.outbox", of: BOTH, sharded: true, notExported: TRANSPORT },
  { name: "platform.audit-outbox", of: BOTH, sharded: true, notExported: TRANSPORT },
  { name: "platform.failure", of: BOTH, notExported: TRANSPORT },
];

/** The kinds of items of one sort of owner. */
export function partitionsOf(owner: "tenant" | "customer"): readonly Partitions[] {
  return PARTITIONS.filter(({ of = ["tenant"] }) => of.includes(owner));
}

/** The parts of a kind: its partitions' keys behind the tenant. */
export function partsOf({ name, sharded }: Partitions): readonly string[] {
  return sharded ? SHARD_NAMES.map((shard) => `${name}#${shard}`) : [name];
}

type Item = Readonly<Record<string, unknown>>;
interface Reference {
  /** The kind of items that the entries are found by. */
  readonly from: string;
  readonly entry: (item: Item) => { readonly name: string; readonly member: string };
}

/** What belongs to no tenant, or to what it is called by: nothing of it is erased with one. */
const NOT_OF_A_TENANT = null;

/**
 * How a tenant's entries in the directory are found: by its items. A kind that is missing here does not compile.
 * An entry is removed before the item that names it, so one that is left can still be found.
 */
export const DIRECTORY: Readonly<Record<Directory.Kind, Reference | typeof NOT_OF_A_TENANT>> = {
  "tenant-slug": {
    from: "tenant.tenant",
    entry: ({ slug }) => ({ name: String(slug), member: "claim" }),
  },
  "site-domain": {
    from: "site.domain",
    // One that is not proved may be another tenant's: nothing is named like that.
    entry: ({ domain, claimed }) => ({
      name: String(claimed ?? `unclaimed ${domain}`),
      member: "claim",
    }),
  },
  "domains-due": {
    from: "site.domain",
    entry: ({ domain, tenantId }) => ({
      name: Directory.shardOf(String(domain)),
      member: `${tenantId}#${domain}`,
    }),
  },
  "uploads-due": {
    from: "storage.upload",
    entry: ({ fileId, tenantId }) => ({
      name: Directory.shardOf(String(fileId)),
      member: `${tenantId}#${fileId}`,
    }),
  },
  tenants: { from: "tenant.tenant", entry: inItsShard },
  onboardings: { from: "tenant.tenant", entry: inItsShard },
  "user-tenants": {
    from: "tenant.membership",
    entry: ({ userId, tenantId }) => ({ name: String(userId), member: String(tenantId) }),
  },
  connections: {
    from: "tenant.connection",
    entry: ({ connectionId }) => ({ name: String(connectionId), member: "tenant" }),
  },
  "account-email": {
    from: "auth.account",
    entry: ({ email, userId }) => ({
      name: customersAddress(String(userId), String(email)),
      member: "claim",
    }),
  },
  passkeys: {
    from: "auth.passkey",
    entry: ({ credentialHash }) => ({ name: String(credentialHash), member: "claim" }),
  },
  "passkey-challenges": NOT_OF_A_TENANT,
  // Both are lists under the tenant's own name: see `listsOf`.
  customers: NOT_OF_A_TENANT,
  "access-token-keys": NOT_OF_A_TENANT,
  secrets: NOT_OF_A_TENANT,
  erasures: NOT_OF_A_TENANT,
};

/** The lists of the directory that are the tenant's as a whole. */
export function listsOf(tenantId: TenantId): readonly { kind: Directory.Kind; name: string }[] {
  return [
    { kind: "customers", name: tenantId },
    { kind: "access-token-keys", name: tenantPool(tenantId).name },
  ];
}

/** What the directory knows a customer's address by, in their tenant's pool. */
function customersAddress(owner: string, email: string): string {
  return addressName(email, poolOf(PersonId.parse(owner)));
}

function inItsShard({ tenantId }: Item) {
  return { name: Directory.shardOf(String(tenantId)), member: String(tenantId) };
}

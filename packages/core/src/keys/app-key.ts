import type { EntityItem } from "electrodb";
import { assertActor, assertPermission, useTenant } from "../platform/actor";
import { commit } from "../platform/commit";
import type { Page } from "../platform/contract";
import * as Cursor from "../platform/cursor";
import { StaleError } from "../platform/errors";
import { type AppKeyId, createId, type TenantId } from "../platform/id";
import { AppKeyEntity } from "./app-key.entity";
import { LIMITS, tooMany } from "./key-count";
import { KeyCountEntity } from "./key-count.entity";
import { appKeyText } from "./key-text";
import { AppKeyNotFoundError } from "./keys.errors";
import { AppKeyChanged, AppKeyCreated, AppKeyRevoked } from "./keys.events";
import type { AppKey } from "./keys.schema";

/** Makes a public app key for the pages of these origins. */
export async function create(input: {
  tenantId: TenantId;
  name: string;
  origins: readonly string[];
}): Promise<AppKey> {
  const { tenantId, name } = input;
  assertOwn(tenantId, "keys.write");
  const { userId: createdBy } = assertActor("member");
  const appKeyId = createId("apk");
  const createdAt = new Date().toISOString();
  const origins = [...input.origins];
  const stored = { tenantId, appKeyId, name, origins, version: 1, createdAt, createdBy };
  return commit({
    entities: { appKey: AppKeyEntity, count: KeyCountEntity },
    writes: ({ appKey, count }) => ({
      created: appKey.create(stored).commit(),
      count: count
        .update({ tenantId, kind: "app" })
        .add({ count: 1 })
        .where(
          (one, { notExists, lt }) => `${notExists(one.count)} OR ${lt(one.count, LIMITS.app)}`,
        )
        .commit(),
    }),
    rejected: { count: () => tooMany("app") },
    audit: { target: appKeyId, after: { name, origins } },
    events: [AppKeyCreated.create(appKeyId, { appKeyId, name, origins })],
    result: toAppKey(stored),
  });
}

/** The tenant's app keys, in the order they were made. */
export async function list(
  tenantId: TenantId,
  page: Page,
): Promise<{ items: AppKey[]; cursor: string | null }> {
  assertOwn(tenantId, "keys.read");
  const { data, cursor } = await AppKeyEntity.query.byTenant({ tenantId }).go({
    limit: page.limit,
    cursor: await Cursor.unseal(page.cursor, "keys.app"),
  });
  return { items: data.map(toAppKey), cursor: await Cursor.seal(cursor, "keys.app") };
}

export async function get(tenantId: TenantId, appKeyId: AppKeyId): Promise<AppKey> {
  assertOwn(tenantId, "keys.read");
  return toAppKey(await find(appKeyId));
}

/** Changes its name or its list of origins, if nobody has since `version`. Counts from the next request. */
export async function update(input: {
  tenantId: TenantId;
  appKeyId: AppKeyId;
  name?: string | undefined;
  origins?: readonly string[] | undefined;
  version: number;
}): Promise<AppKey> {
  const { tenantId, appKeyId, version } = input;
  assertOwn(tenantId, "keys.write");
  const before = await find(appKeyId);
  const name = input.name ?? before.name;
  const origins = [...(input.origins ?? before.origins)];
  const after = { ...before, name, origins, version: version + 1 };
  return commit({
    entities: { appKey: AppKeyEntity },
    writes: ({ appKey }) => ({
      changed: appKey
        .patch({ tenantId, appKeyId })
        .set({ name, origins, version: after.version })
        .where((one, { eq }) => eq(one.version, version))
        .commit(),
    }),
    rejected: { changed: () => new StaleError() },
    audit: {
      before: { name: before.name, origins: before.origins },
      after: { name, origins },
    },
    events: [
      AppKeyChanged.create(appKeyId, {
        appKeyId,
        before: { name: before.name, origins: before.origins },
        after: { name, origins },
      }),
    ],
    result: toAppKey(after),
  });
}

/** Ends it at once. @throws AppKeyNotFoundError if it has ended */
export async function revoke(tenantId: TenantId, appKeyId: AppKeyId): Promise<void> {
  assertOwn(tenantId, "keys.write");
  const { name, origins } = await find(appKeyId);
  await commit({
    entities: { appKey: AppKeyEntity, count: KeyCountEntity },
    writes: ({ appKey, count }) => ({
      removed: appKey.remove({ tenantId, appKeyId }).commit(),
      count: count.patch({ tenantId, kind: "app" }).subtract({ count: 1 }).commit(),
    }),
    rejected: { removed: () => new AppKeyNotFoundError() },
    audit: { before: { name, origins } },
    events: [AppKeyRevoked.create(appKeyId, { appKeyId, name })],
  });
}

/** Who may, and that the tenant in the address is the caller's: another's keys are not found. */
function assertOwn(tenantId: TenantId, permission: "keys.read" | "keys.write"): void {
  assertActor("member");
  assertPermission(permission);
  if (tenantId !== useTenant()) throw new AppKeyNotFoundError();
}

type StoredAppKey = EntityItem<typeof AppKeyEntity>;

async function find(appKeyId: AppKeyId): Promise<StoredAppKey> {
  const { data } = await AppKeyEntity.get({ tenantId: useTenant(), appKeyId }).go({
    consistent: true,
  });
  if (!data) throw new AppKeyNotFoundError();
  return data;
}

const toAppKey = ({ tenantId, ...key }: StoredAppKey): AppKey => ({
  ...key,
  key: appKeyText({ tenantId, appKeyId: key.appKeyId }),
});

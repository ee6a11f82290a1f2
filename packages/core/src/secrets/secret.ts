import { assertActor, assertPermission, useTenant } from "../platform/actor";
import { commit } from "../platform/commit";
import type { Page } from "../platform/contract";
import * as Cursor from "../platform/cursor";
import { EnvelopeError, open, rewrap, seal } from "../platform/envelope";
import { ConflictError } from "../platform/errors";
import type { TenantId } from "../platform/id";
import type { Redacted } from "../platform/redacted";
import { SecretEntity } from "./secret.entity";
import { SecretNotFoundError, SecretShapeError } from "./secrets.errors";
import { SecretDeleted, SecretSet } from "./secrets.events";
import type { Secret } from "./secrets.schema";
import { fieldOf, fits, modeOf } from "./vendor.schema";

const SHOWN: (keyof Secret)[] = ["name", "createdAt", "updatedAt", "updatedBy", "mode"];
const bindingOf = (name: string) => ({ purpose: "tenant-secret", name });

/**
 * Sets a secret's value, whatever it was before. The value leaves again by `reveal` alone.
 * @throws SecretShapeError where it cannot be the vendor's key that the name says
 */
export async function set(input: {
  tenantId: TenantId;
  name: string;
  value: string;
}): Promise<Secret> {
  assertPermission("secrets.write");
  const { userId: updatedBy } = assertActor("member");
  const { tenantId, name, value } = input;
  assertOwn(tenantId, name);
  assertFits(name, value);
  const mode = modeOf(name, value);
  const [sealed, before] = await Promise.all([seal(value, bindingOf(name)), find(name)]);
  const updatedAt = new Date().toISOString();
  const createdAt = before?.createdAt ?? updatedAt;

  return commit({
    entities: { secret: SecretEntity },
    writes: ({ secret }) => ({
      secret: secret
        .put({ tenantId, name, sealed, createdAt, updatedAt, updatedBy, ...(mode ? { mode } : {}) })
        .commit(),
    }),
    events: [SecretSet.create(name, { name })],
    result: { name, createdAt, updatedAt, updatedBy, ...(mode ? { mode } : {}) } as Secret,
  });
}

/** The names of the tenant's secrets, A to Z. */
export async function list(
  tenantId: TenantId,
  page: Page,
): Promise<{ items: Secret[]; cursor: string | null }> {
  assertPermission("secrets.read");
  assertOwn(tenantId, "");
  const { data, cursor } = await SecretEntity.query.byTenant({ tenantId }).go({
    attributes: SHOWN,
    limit: page.limit,
    cursor: await Cursor.unseal(page.cursor, "secrets.secret"),
  });
  return { items: data, cursor: await Cursor.seal(cursor, "secrets.secret") };
}

/** Deletes a secret: what needs it fails from now on. */
export async function remove(tenantId: TenantId, name: string): Promise<void> {
  assertPermission("secrets.write");
  assertOwn(tenantId, name);
  await commit({
    entities: { secret: SecretEntity },
    writes: ({ secret }) => ({
      secret: secret
        .delete({ tenantId, name })
        .where((item, { exists }) => exists(item.sealed))
        .commit(),
    }),
    rejected: { secret: () => new SecretNotFoundError(name) },
    events: [SecretDeleted.create(name, { name })],
  });
}

/**
 * The value itself, for a provider's adapter. Only the system gets it: no role of a person does.
 * @throws SecretNotFoundError where the tenant has not set it
 */
export async function reveal(name: string): Promise<Redacted> {
  assertActor("system");
  return open(await readSealed(name), bindingOf(name));
}

/** Puts a secret under the KMS key that is now in use; its value stays. Refused where it was changed meanwhile. */
export async function renew(name: string): Promise<void> {
  const { tenantId } = assertActor("system");
  const before = await readSealed(name);
  const sealed = await rewrap(before, bindingOf(name));
  await commit({
    entities: { secret: SecretEntity },
    writes: ({ secret }) => ({
      secret: secret
        .patch({ tenantId, name })
        .set({ sealed })
        .where((item, { eq }) => eq(item.sealed, before))
        .commit(),
    }),
  });
}

/** What became of a tenant's secrets: how many are under the key of now, and the names of those that do not open. */
export interface Renewed {
  readonly renewed: number;
  readonly broken: readonly string[];
}

/** Renews all secrets of the actor's tenant. Doing it again does no harm: what was cut off is done to its end. */
export async function renewAll(): Promise<Renewed> {
  const { tenantId } = assertActor("system");
  const { data } = await SecretEntity.query
    .byTenant({ tenantId })
    .go({ attributes: ["name"], pages: "all", consistent: true });
  const broken: string[] = [];
  let renewed = 0;
  for (const { name } of data) {
    try {
      await renew(name);
      renewed++;
    } catch (error) {
      if (error instanceof EnvelopeError) broken.push(name);
      // Deleted or set anew meanwhile, and so under the key of now: there is nothing left to do.
      else if (!(error instanceof SecretNotFoundError || error instanceof ConflictError))
        throw error;
    }
  }
  return { renewed, broken };
}

function assertFits(name: string, value: string): void {
  const known = fieldOf(name);
  if (!known || fits(name, value)) return;
  throw new SecretShapeError(
    `${known.vendor.name} ${known.field.label.toLowerCase()}`,
    known.field.like,
  );
}

async function find(name: string) {
  const { data } = await SecretEntity.get({ tenantId: useTenant(), name }).go();
  return data ?? undefined;
}

async function readSealed(name: string): Promise<string> {
  const { data } = await SecretEntity.get({ tenantId: useTenant(), name }).go({
    attributes: ["sealed"],
    consistent: true,
  });
  if (!data?.sealed) throw new SecretNotFoundError(name);
  return data.sealed;
}

/** The ID in the address selects nothing: another tenant's is not found, like one that is not there. */
function assertOwn(tenantId: TenantId, name: string): void {
  if (tenantId !== useTenant()) throw new SecretNotFoundError(name);
}

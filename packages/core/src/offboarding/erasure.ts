import { assertActor, assertPermission, useTenant } from "../platform/actor";
import { commit } from "../platform/commit";
import { type Erased, findErased } from "../platform/erased";
import { createId, type TenantId } from "../platform/id";
import { changeStanding, closed, readTenant, reopened, STANDING, type Tenant } from "../tenant";
import { ErasureEntity } from "./erasure.entity";
import {
  ErasureNotConfirmedError,
  ErasureNotFoundError,
  ErasureRunningError,
} from "./offboarding.errors";
import { ErasureCancelled, ErasureRequested } from "./offboarding.events";
import { type Erasure, GRACE_DAYS } from "./offboarding.schema";

const DAY_MS = 86_400_000;

/** Asks for the tenant to be erased. Until then it is suspended, and an owner can export everything and cancel. */
export async function request(input: { tenantId: TenantId; slug: string }): Promise<Erasure> {
  assertPermission("offboarding.manage");
  const { userId: requestedBy } = assertActor("member");
  const { tenantId, slug } = input;
  if (tenantId !== useTenant()) throw new ErasureNotFoundError();
  const tenant = await readTenant(tenantId, true);
  if (slug !== tenant.slug) throw new ErasureNotConfirmedError();
  const now = Date.now();
  return store(tenant, {
    erasureId: createId("era"),
    requestedBy,
    requestedAt: new Date(now).toISOString(),
    eraseAt: new Date(now + GRACE_DAYS * DAY_MS).toISOString(),
  });
}

/** Has the tenant erased at once, as its operator. */
export async function requestNow(): Promise<Erasure> {
  const { tenantId } = assertActor("system");
  if (await findErased(tenantId)) throw new ErasureRunningError();
  const tenant = await readTenant(tenantId, true);
  const now = new Date().toISOString();
  return store(tenant, { erasureId: createId("era"), requestedAt: now, eraseAt: now });
}

async function store(
  tenant: Tenant,
  asked: Omit<Erasure, "status"> & { requestedBy?: `usr_${string}` },
): Promise<Erasure> {
  const { tenantId } = tenant;
  const { requestedBy, ...shown } = asked;
  const { erasureId, eraseAt } = shown;
  const { after, events } = closed(tenant);
  return commit({
    entities: { erasure: ErasureEntity, ...STANDING },
    writes: ({ erasure, tenant: standing }) => ({
      standing: changeStanding(standing, tenant, after),
      erasure: erasure
        .put({ tenantId, ...asked, status: "requested" })
        .where(
          (item, { notExists, eq }) =>
            `${notExists(item.erasureId)} OR ${eq(item.status, "cancelled")}${requestedBy ? "" : ` OR ${eq(item.status, "requested")}`}`,
        )
        .commit(),
    }),
    rejected: { erasure: () => new ErasureRunningError() },
    audit: {
      ...(requestedBy ? {} : { action: "offboarding.erasure.requested" }),
      target: tenantId,
      before: { status: tenant.status },
      after: { status: after.status, erasureId, eraseAt },
    },
    events: [...events, ErasureRequested.create(erasureId, { erasureId, eraseAt })],
    result: { ...shown, status: "requested" } as Erasure,
  });
}

export async function read(tenantId: TenantId): Promise<Erasure> {
  assertPermission("offboarding.manage");
  if (tenantId !== useTenant()) throw new ErasureNotFoundError();
  const found = await find();
  if (!found) throw new ErasureNotFoundError();
  const { erasureId, status, requestedAt, eraseAt } = found;
  return { erasureId, status, requestedAt, eraseAt };
}

/** Takes the request back, and the tenant is what it was. From the moment the erasure begins there is nobody left to ask for it. */
export async function cancel(tenantId: TenantId): Promise<Erasure> {
  const before = await read(tenantId);
  const { erasureId } = before;
  const tenant = await readTenant(tenantId, true);
  const { after, events = [] } = reopened(tenant) ?? {};
  return commit({
    entities: { erasure: ErasureEntity, ...STANDING },
    writes: ({ erasure, tenant: standing }) => ({
      ...(after ? { standing: changeStanding(standing, tenant, after) } : {}),
      erasure: erasure
        .patch({ tenantId })
        .set({ status: "cancelled" })
        .where(
          (item, { eq }) => `${eq(item.erasureId, erasureId)} AND ${eq(item.status, "requested")}`,
        )
        .commit(),
    }),
    rejected: { erasure: () => new ErasureNotFoundError() },
    audit: {
      before: { erasureId, status: tenant.status },
      after: { status: (after ?? tenant).status },
    },
    events: [...events, ErasureCancelled.create(erasureId, { erasureId })],
    result: { ...before, status: "cancelled" } as Erasure,
  });
}

/** How far the erasure of the actor's tenant is, as its operator asks; what is left of one that is done. */
export async function progress(): Promise<Progress | undefined> {
  const { tenantId } = assertActor("system");
  const [erased, asked] = await Promise.all([findErased(tenantId), find()]);
  if (erased) return { ...erased, state: erased.completedAt ? "erased" : "erasing" };
  if (!asked) return undefined;
  const { tenantId: _tenant, status: state, ...rest } = asked;
  return { ...rest, state };
}

type Progress =
  | (Erased & { readonly state: "erasing" | "erased" })
  | (Omit<Erasure, "status"> & { readonly state: Erasure["status"] });

export async function find() {
  const { data } = await ErasureEntity.get({ tenantId: useTenant() }).go({ consistent: true });
  return data ?? undefined;
}

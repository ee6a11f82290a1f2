import { assertActor, assertPermission, useTenant } from "../platform/actor";
import { commit } from "../platform/commit";
import { createId, type TenantId } from "../platform/id";
import { readTenant } from "../tenant";
import { ErasureEntity } from "./erasure.entity";
import {
  ErasureNotConfirmedError,
  ErasureNotFoundError,
  ErasureRunningError,
} from "./offboarding.errors";
import { ErasureCancelled, ErasureRequested } from "./offboarding.events";
import { type Erasure, GRACE_DAYS } from "./offboarding.schema";

const DAY_MS = 86_400_000;

/** Asks for the tenant to be erased. Until then it goes on as it was, and an owner can cancel. */
export async function request(input: { tenantId: TenantId; slug: string }): Promise<Erasure> {
  assertPermission("offboarding.manage");
  const { userId: requestedBy } = assertActor("member");
  const { tenantId, slug } = input;
  if (tenantId !== useTenant()) throw new ErasureNotFoundError();
  const { slug: own } = await readTenant(tenantId);
  if (slug !== own) throw new ErasureNotConfirmedError();
  const now = Date.now();
  return store({
    erasureId: createId("era"),
    requestedBy,
    requestedAt: new Date(now).toISOString(),
    eraseAt: new Date(now + GRACE_DAYS * DAY_MS).toISOString(),
  });
}

/** Has the tenant erased at once, as its operator. */
export async function requestNow(): Promise<Erasure> {
  assertActor("system");
  const now = new Date().toISOString();
  return store({ erasureId: createId("era"), requestedAt: now, eraseAt: now });
}

async function store(
  asked: Omit<Erasure, "status"> & { requestedBy?: `usr_${string}` },
): Promise<Erasure> {
  const tenantId = useTenant();
  const { requestedBy, ...shown } = asked;
  const { erasureId, eraseAt } = shown;
  return commit({
    entities: { erasure: ErasureEntity },
    writes: ({ erasure }) => ({
      erasure: erasure
        .put({ tenantId, ...asked, status: "requested" })
        .where(
          (item, { notExists, eq }) =>
            `${notExists(item.erasureId)} OR ${eq(item.status, "cancelled")}${requestedBy ? "" : ` OR ${eq(item.status, "requested")}`}`,
        )
        .commit(),
    }),
    rejected: { erasure: () => new ErasureRunningError() },
    events: [ErasureRequested.create(erasureId, { erasureId, eraseAt })],
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

/** Takes the request back. From the moment the erasure begins there is nobody left to ask for it. */
export async function cancel(tenantId: TenantId): Promise<Erasure> {
  const before = await read(tenantId);
  const { erasureId } = before;
  return commit({
    entities: { erasure: ErasureEntity },
    writes: ({ erasure }) => ({
      erasure: erasure
        .patch({ tenantId })
        .set({ status: "cancelled" })
        .where(
          (item, { eq }) => `${eq(item.erasureId, erasureId)} AND ${eq(item.status, "requested")}`,
        )
        .commit(),
    }),
    rejected: { erasure: () => new ErasureNotFoundError() },
    events: [ErasureCancelled.create(erasureId, { erasureId })],
    result: { ...before, status: "cancelled" } as Erasure,
  });
}

export async function find() {
  const { data } = await ErasureEntity.get({ tenantId: useTenant() }).go({ consistent: true });
  return data ?? undefined;
}

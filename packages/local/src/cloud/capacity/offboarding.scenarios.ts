import { inAccount } from "@faibric/core/auth";
import { collect } from "@faibric/core/offboarding/collect";
import * as Erasing from "@faibric/core/offboarding/erasing";
import * as Erasure from "@faibric/core/offboarding/erasure";
import * as Export from "@faibric/core/offboarding/export";
import * as operations from "@faibric/core/offboarding/offboarding.contract";
import {
  ErasureCompleted,
  ErasureRequested,
  ExportRequested,
} from "@faibric/core/offboarding/offboarding.events";
import type { ErasureId, ExportId } from "@faibric/core/offboarding/offboarding.schema";
import { pack } from "@faibric/core/offboarding/pack";
import { withActor } from "@faibric/core/platform/actor";
import { AuditOutboxEntity } from "@faibric/core/platform/audit-outbox.entity";
import type { Contract } from "@faibric/core/platform/contract";
import type { DomainEvent } from "@faibric/core/platform/event";
import { OutboxEntity } from "@faibric/core/platform/outbox.entity";
import { SHARD_NAMES } from "@faibric/core/platform/shard";
import { asSystem } from "@faibric/core/testing/actors";
import { type Caller, newCaller } from "@faibric/functions/platform/caller.fixture";
import { bring, invoke, type Scenario, succeed } from "./scenario";

const PLENTY_MS = 60_000;
const asOwner = <R>({ tenantId, userId }: Caller, fn: () => R): R =>
  withActor({ type: "member", tenantId, userId, role: "owner" }, fn);

async function leaving(): Promise<Caller & { exportId: ExportId; erasureId: ErasureId }> {
  const caller = await newCaller();
  const { tenantId } = caller;
  const { exportId } = await asOwner(caller, () => Export.request(tenantId));
  const { erasureId } = await asSystem(tenantId, () => Erasure.requestNow());
  return { ...caller, exportId, erasureId };
}

/** Leaving, with each message in a shard of its own: two in one would be read and erased at once. */
async function leavingApart(): ReturnType<typeof leaving> {
  for (;;) {
    const caller = await leaving();
    const { tenantId } = caller;
    const shards = await asSystem(tenantId, () =>
      Promise.all(
        SHARD_NAMES.flatMap((shard) => [
          OutboxEntity.query.byAggregate({ tenantId, shard }).go(),
          AuditOutboxEntity.query.byId({ tenantId, shard }).go(),
        ]),
      ),
    );
    if (shards.every(({ data }) => data.length < 2)) return caller;
  }
}

const called =
  (contract: Contract, body?: object): Scenario =>
  async (handler) => {
    const { headers, tenantId } = await (body ? newCaller() : leaving());
    return () =>
      succeed(handler, contract, { params: { tenantId }, headers, ...(body ? { body } : {}) });
  };

const onEvent =
  (make: (caller: Awaited<ReturnType<typeof leaving>>) => DomainEvent): Scenario =>
  async (handler) => {
    const event = make(await leaving());
    return () => bring(handler, event);
  };

/** A step of a pipeline, when those before it are done. */
const step =
  (
    ...before: ((ids: { exportId: ExportId; erasureId: ErasureId }) => Promise<unknown>)[]
  ): Scenario =>
  async (handler) => {
    const { tenantId, exportId, erasureId } = await leavingApart();
    for (const one of before) await asSystem(tenantId, () => one({ exportId, erasureId }));
    return () => invoke(handler, { tenantId, correlationId: "c-1", exportId, erasureId });
  };

const collected = ({ exportId }: { exportId: ExportId }) => collect(exportId, PLENTY_MS);
const packed = ({ exportId }: { exportId: ExportId }) => pack(exportId, PLENTY_MS);
const begun = ({ erasureId }: { erasureId: ErasureId }) => Erasing.begin(erasureId);

/** One typical call of each function of leaving. What a session in a tenant reads is not counted. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  requestExport: async (handler) => {
    const { headers, tenantId } = await newCaller();
    return () => succeed(handler, operations.requestExport, { params: { tenantId }, headers });
  },
  readExport: called(operations.readExport),
  requestErasure: called(operations.requestErasure, { slug: "blue-bottle" }),
  readErasure: called(operations.readErasure),
  cancelErasure: called(operations.cancelErasure),
  onExportRequested: onEvent((caller) =>
    asOwner(caller, () => ExportRequested.create(caller.exportId, { exportId: caller.exportId })),
  ),
  onErasureRequested: onEvent((caller) => {
    const { erasureId } = caller;
    const eraseAt = new Date().toISOString();
    return asOwner(caller, () => ErasureRequested.create(erasureId, { erasureId, eraseAt }));
  }),
  onErasureCompleted: onEvent(({ userId, tenantId: tenant, erasureId }) =>
    inAccount(userId, "test", () => ErasureCompleted.create(tenant, { tenant, erasureId })),
  ),
  collectItems: step(),
  packArchive: step(collected),
  finishExport: step(collected, packed),
  failExport: step(),
  expireExport: step(collected, packed, ({ exportId }) => Export.finish(exportId)),
  beginErasure: step(),
  eraseItems: step(begun),
  eraseObjects: step(collected, begun),
  checkErasure: step(begun),
  finishErasure: step(begun, () => Erasing.eraseItems(PLENTY_MS)),
  checkLogs: step(begun, () => Erasing.eraseItems(PLENTY_MS), Erasing.finish),
};

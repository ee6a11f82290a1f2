import * as z from "zod";
import { defineEvent, definePersonEvent } from "../platform/event";
import { TenantId } from "../platform/id";
import { ErasureId, ExportId } from "./offboarding.schema";

export const ExportRequested = defineEvent("offboarding.export.requested", 1, {
  exportId: ExportId,
});

export const ExportReady = defineEvent("offboarding.export.ready", 1, {
  exportId: ExportId,
  items: z.int(),
  files: z.int(),
});

export const ErasureRequested = defineEvent("offboarding.erasure.requested", 1, {
  erasureId: ErasureId,
  eraseAt: z.iso.datetime(),
});

export const ErasureCancelled = defineEvent("offboarding.erasure.cancelled", 1, {
  erasureId: ErasureId,
});

/** Nothing is left of a tenant. It is told to the person who asked: there is nobody else to tell. */
export const ErasureCompleted = definePersonEvent("offboarding.erasure.completed", 1, {
  tenant: TenantId,
  erasureId: ErasureId,
});

import * as z from "zod";
import { defineContract } from "../platform/contract";
import { TenantId } from "../platform/id";
import { Confirmation, Erasure, Export, ExportWithAddress } from "./offboarding.schema";

const params = z.object({ tenantId: TenantId });
const owner = "member:offboarding.manage";
const NO_ERASURE = {
  "offboarding.erasure.not_found": {
    status: 404,
    when: "no erasure is to come",
    mend: "There is nothing to do.",
  },
};

export const requestExport = defineContract({
  method: "POST",
  path: "/api/tenants/{tenantId}/export",
  summary: "Export everything of a tenant as one archive",
  access: owner,
  params,
  status: 202,
  response: Export,
  whileSuspended: true,
  stepUp: true,
  refuses: {
    "offboarding.export.running": {
      status: 409,
      when: "an export is being made",
      mend: "Read the export until it is made.",
    },
  },
});

export const readExport = defineContract({
  method: "GET",
  path: "/api/tenants/{tenantId}/export",
  summary: "Read how far the last export is, and where to download it",
  access: owner,
  params,
  response: ExportWithAddress,
  refuses: {
    "offboarding.export.not_found": {
      status: 404,
      when: "nothing was exported yet",
      mend: "Ask for an export first.",
    },
  },
});

export const requestErasure = defineContract({
  method: "POST",
  path: "/api/tenants/{tenantId}/erase",
  summary: "Erase a tenant and all that it has, after seven days",
  access: owner,
  params,
  body: Confirmation,
  status: 202,
  response: Erasure,
  whileSuspended: true,
  stepUp: true,
  refuses: {
    "offboarding.erasure.not_confirmed": {
      status: 422,
      when: "the slug is not the tenant's",
      mend: "Send the slug of the tenant.",
    },
    "offboarding.erasure.running": {
      status: 409,
      when: "an erasure is under way",
      mend: "Wait for it, or cancel it while there is time.",
    },
  },
});

export const readErasure = defineContract({
  method: "GET",
  path: "/api/tenants/{tenantId}/erase",
  summary: "Read when a tenant will be erased",
  access: owner,
  params,
  response: Erasure,
  refuses: NO_ERASURE,
});

export const cancelErasure = defineContract({
  method: "POST",
  path: "/api/tenants/{tenantId}/erase/cancel",
  summary: "Cancel the erasure of a tenant",
  access: owner,
  params,
  response: Erasure,
  whileSuspended: true,
  refuses: NO_ERASURE,
});

import * as z from "zod";
import { defineContract, pageOf } from "../platform/contract";
import { TenantId } from "../platform/id";
import { AuditEntry, AuditQuery, ExportQuery, Verification, VerifyQuery } from "./audit.schema";

const params = z.object({ tenantId: TenantId });

export const listAudit = defineContract({
  method: "GET",
  path: "/api/tenants/{tenantId}/audit",
  summary: "List what was done in a tenant, by whom and from where, newest first",
  access: "member:audit.read",
  params,
  query: AuditQuery,
  response: pageOf(AuditEntry),
});

export const verifyAudit = defineContract({
  method: "GET",
  path: "/api/tenants/{tenantId}/audit/verify",
  summary: "Find the first entry of a tenant's audit log that was altered, removed or moved",
  access: "member:audit.read",
  params,
  query: VerifyQuery,
  response: Verification,
  audited: true,
});

export const exportAudit = defineContract({
  method: "GET",
  path: "/api/tenants/{tenantId}/audit/export",
  summary:
    "Read a tenant's audit log as CSV or JSON lines, oldest first; go on with `after`, until nothing comes",
  access: "member:audit.read",
  params,
  query: ExportQuery,
  response: z.string().meta({
    example:
      '{"action":"tenant.renameTenant","actorId":"usr_01jd3zq8v5m0w2e7r9t4y6x1kp","actorType":"member","outcome":"succeeded","sequence":42}\n',
  }),
  contentType: "text/plain; charset=utf-8",
  headers: { "content-disposition": "attachment" },
  audited: true,
});

export const listSecurityLog = defineContract({
  method: "GET",
  path: "/api/auth/security-log",
  summary: "List what was done with your account, and tried, newest first",
  access: "user",
  query: AuditQuery,
  response: pageOf(AuditEntry),
});

export const verifySecurityLog = defineContract({
  method: "GET",
  path: "/api/auth/security-log/verify",
  summary: "Find the first entry of your security log that was altered, removed or moved",
  access: "user",
  query: VerifyQuery,
  response: Verification,
  audited: true,
});

import { AppError } from "../platform/errors";
import type { TenantId } from "../platform/id";

export class AuditLogNotFoundError extends AppError {
  readonly kind = "not_found";
  readonly code = "audit.log.not_found";

  constructor(tenantId: TenantId) {
    super(`There is no audit log of a tenant ${tenantId}.`);
  }
}

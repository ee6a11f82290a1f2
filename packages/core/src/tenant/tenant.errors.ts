import { AppError } from "../platform/errors";
import type { TenantId } from "../platform/id";

export class TenantNotFoundError extends AppError {
  readonly kind = "not_found";
  readonly code = "tenant.tenant.not_found";

  constructor(tenantId: TenantId) {
    super(`There is no tenant ${tenantId}.`);
  }
}

export class SlugTakenError extends AppError {
  readonly kind = "conflict";
  readonly code = "tenant.slug.taken";

  constructor(slug: string) {
    super(`The slug "${slug}" is taken. Choose another.`);
  }
}

/** It was suspended: its owners may read, and restore it unless the platform's operator suspended it. */
export class TenantSuspendedError extends AppError {
  readonly kind = "forbidden";
  readonly code = "tenant.tenant.suspended";

  constructor() {
    super(
      "This tenant is suspended. Its owners can still read; an owner can say why and what helps.",
    );
  }
}

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

export class MemberNotFoundError extends AppError {
  readonly kind = "not_found";
  readonly code = "tenant.member.not_found";

  constructor() {
    super("This tenant has no such member.");
  }
}

export class LastOwnerError extends AppError {
  readonly kind = "conflict";
  readonly code = "tenant.owner.last";

  constructor() {
    super("A tenant keeps one owner at least. Make somebody else an owner first.");
  }
}

/** Who asks may manage members, but not of that role. */
export class RoleOutOfReachError extends AppError {
  readonly kind = "forbidden";
  readonly code = "tenant.role.out_of_reach";

  constructor() {
    super("Only an owner makes owners, and changes or removes them.");
  }
}

export class AlreadyMemberError extends AppError {
  readonly kind = "conflict";
  readonly code = "tenant.member.exists";

  constructor() {
    super("This person is a member already. Change their role instead.");
  }
}

export class InvitationNotFoundError extends AppError {
  readonly kind = "not_found";
  readonly code = "tenant.invitation.not_found";

  constructor() {
    super("There is no such invitation: it was accepted, taken back, or has expired.");
  }
}

export class InvitationInvalidError extends AppError {
  readonly kind = "unprocessable";
  readonly code = "tenant.invitation.invalid";

  constructor() {
    super("This invitation is good no more. Ask who invited you for another.");
  }
}

export class InvitationOfAnotherError extends AppError {
  readonly kind = "forbidden";
  readonly code = "tenant.invitation.of_another";

  constructor() {
    super("This invitation was sent to another address. Sign in with the one that got the mail.");
  }
}

/** It is being set up still, or that has failed. */
export class TenantNotReadyError extends AppError {
  readonly kind = "conflict";
  readonly code = "tenant.tenant.not_ready";

  constructor() {
    super("The tenant is not set up yet. Wait until it is, or have it tried again if that failed.");
  }
}

/** Who asks others for a second factor has one: else they would be the first who is locked out. */
export class OwnFactorNeededError extends AppError {
  readonly kind = "conflict";
  readonly code = "tenant.security.factor_needed";

  constructor() {
    super(
      "You have no second factor, and would lock yourself out. Set one up first, under /api/auth/mfa/totp or /api/auth/passkeys.",
    );
  }
}

export class OnboardingNotFailedError extends AppError {
  readonly kind = "conflict";
  readonly code = "tenant.onboarding.not_failed";

  constructor() {
    super("The tenant is set up: there is nothing to try again.");
  }
}

/** What the platform's operator has suspended, an owner does not restore. */
export class SuspendedByOperatorError extends AppError {
  readonly kind = "forbidden";
  readonly code = "tenant.suspension.by_operator";

  constructor() {
    super("Faibric has suspended this tenant. Write to support to have it restored.");
  }
}

/** What waits for its erasure is opened by cancelling that. */
export class SuspendedForErasureError extends AppError {
  readonly kind = "conflict";
  readonly code = "tenant.suspension.for_erasure";

  constructor() {
    super("This tenant is suspended until it is erased. Cancel its erasure to have it restored.");
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

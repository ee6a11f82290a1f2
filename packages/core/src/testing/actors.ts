import { withActor } from "../platform/actor";
import { createId, type TenantId, type UserId } from "../platform/id";
import type { Role } from "../platform/permission";
import { withTrace } from "../platform/trace";

/** A new tenant for each test keeps tests apart without any clean-up, even in parallel. */
export const newTenant = () => createId("tnt");
export const newUser = () => createId("usr");

export function asUser<R>(userId: UserId, fn: () => R): R {
  return withActor({ type: "user", userId }, fn);
}

export function asMember<R>(tenantId: TenantId, fn: () => R, role: Role = "admin"): R {
  return withActor({ type: "member", tenantId, userId: newUser(), role }, fn);
}

export function asSystem<R>(tenantId: TenantId, fn: () => R): R {
  return withActor({ type: "system", tenantId, service: "test" }, fn);
}

export function inTrace<R>(correlationId: string, fn: () => R): R {
  return withTrace({ requestId: "test", correlationId, operation: "test" }, fn);
}

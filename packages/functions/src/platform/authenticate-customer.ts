import { assertProvedLately, standingOf } from "@faibric/core/auth";
import { verifyCustomerToken } from "@faibric/core/platform/access-token";
import { type Actor, withActor } from "@faibric/core/platform/actor";
import { identify } from "@faibric/core/platform/attempt";
import type { Contract } from "@faibric/core/platform/contract";
import { TenantRefusedError } from "@faibric/core/platform/errors";
import { customerOf, type TenantId } from "@faibric/core/platform/id";
import { assertServing } from "@faibric/core/tenant";
import { bearer } from "./bearer";

/**
 * The customer who is calling. Their token alone says of which tenant: a tenant header selects nothing here,
 * nor does the app key of the page that asks. Where one of them names another tenant the request is refused,
 * because whoever sent it expects something else.
 */
export async function authenticateCustomer(
  { stepUp }: Pick<Contract, "stepUp">,
  headers: Readonly<Record<string, string | undefined>>,
  pageOf?: TenantId,
): Promise<Actor> {
  const identity = await verifyCustomerToken(bearer(headers.authorization));
  const { tenantId, customerId } = customerOf(identity.userId);
  const customer = {
    type: "customer",
    tenantId,
    customerId,
    sessionId: identity.sessionId,
  } as const;
  identify(customer);
  for (const named of [headers["x-tenant-id"], pageOf]) {
    if (named !== undefined && named !== tenantId) throw new TenantRefusedError();
  }
  const looking = { type: "system", tenantId, service: "authenticate" } as const;
  const [standing, { plan }] = await Promise.all([
    standingOf(identity),
    withActor(looking, () => assertServing()),
  ]);
  if (stepUp) assertProvedLately(standing);
  return { ...customer, plan };
}

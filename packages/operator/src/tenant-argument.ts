import { TenantId } from "@faibric/core/platform/id";
import type { Call } from "./command";
import { OperatorError, UsageError } from "./failure";

/** The tenant that a command is about. */
export function tenantIn({ argument }: Call): TenantId {
  const { success, data } = TenantId.safeParse(argument);
  if (!success) throw new UsageError(`"${argument}" is no tenant's ID. See: faibric tenants list`);
  return data;
}

/** Does something as the operator in a tenant. What the core refuses is told as it says it. */
export async function asOperator<R>(tenantId: TenantId, run: () => Promise<R>): Promise<R> {
  const { withActor } = await import("@faibric/core/platform/actor");
  const { AppError } = await import("@faibric/core/platform/errors");
  try {
    return await withActor({ type: "system", tenantId, service: "operator" }, run);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new OperatorError(error.message, { cause: error });
  }
}

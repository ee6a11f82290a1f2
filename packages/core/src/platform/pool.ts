import { TenantId } from "./id";

/**
 * People who sign in together, and whose tokens are good in one place: the console's, and one of each
 * tenant for its customers. They share no issuer, no audience and no key.
 */
export interface Pool {
  readonly name: string;
  readonly issuer: string;
  readonly audience: string;
  /** Of a tenant's customers: whose. */
  readonly tenantId?: TenantId;
}

export const CONSOLE_POOL: Pool = {
  name: "console",
  issuer: "faibric:console",
  audience: "faibric:api",
};

const ISSUER_PREFIX = "faibric:tenant:";

export function tenantPool(tenantId: TenantId): Pool {
  const issuer = `${ISSUER_PREFIX}${tenantId}`;
  return {
    name: `tenant:${tenantId}`,
    issuer,
    audience: `faibric:customers:${tenantId}`,
    tenantId,
  };
}

/** The tenant's pool of an issuer, or undefined where it is none. That there is such a tenant it does not say. */
export function poolOfIssuer(issuer: unknown): Pool | undefined {
  if (typeof issuer !== "string" || !issuer.startsWith(ISSUER_PREFIX)) return undefined;
  const tenant = TenantId.safeParse(issuer.slice(ISSUER_PREFIX.length));
  return tenant.success ? tenantPool(tenant.data) : undefined;
}

import { newTenantId, type Tenancy } from "./matrix-tenancy";

export type Headers = Readonly<Record<string, string | string[]>>;

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
export const header = ({ tenantId }: Pick<Tenancy, "tenantId">) => ({ "x-tenant-id": tenantId });

/** Where another tenant might be smuggled in beside the header that counts. */
export const spoofs = ({ tenantId }: Tenancy): Headers => ({
  ...{ "x-tenant": tenantId, "tenant-id": tenantId, x_tenant_id: tenantId },
  ...{ "x-original-tenant-id": tenantId, "x-forwarded-tenant-id": tenantId },
  ...{ forwarded: `tenant=${tenantId}`, cookie: `x-tenant-id=${tenantId}; tenantId=${tenantId}` },
});

/** Every tenant header by which nobody is let in, such as an owner of `mine` might send. */
export function tenantHeaders(
  mine: Tenancy,
  victim: Tenancy,
): { what: string; headers: Headers }[] {
  const [own, foreign] = [mine.tenantId, victim.tenantId];
  const wrong: [string, string | string[]][] = [
    ["another's", foreign],
    ["an unknown one", newTenantId()],
    ["none", ""],
    ["in capitals", own.toUpperCase()],
    ["its own with more behind", `${own}0`],
    ["its own cut short", own.slice(0, -1)],
    ["a wildcard", "*"],
    ["a path", `../${foreign}`],
    ["a key", `${own}#${foreign}`],
    ["a person", mine.people.owner],
    ["JSON", JSON.stringify([foreign])],
    ["both in one", `${own},${foreign}`],
    ["its own, then another's", [own, foreign]],
    ["another's, then its own", [foreign, own]],
    ["its own twice", [own, own]],
  ];
  return [
    { what: "without a tenant", headers: {} },
    ...wrong.map(([what, value]) => ({
      what: `with a tenant header of ${what}`,
      headers: { "x-tenant-id": value },
    })),
  ];
}

import { manifests } from "../manifests";

const names = new Map(
  manifests.flatMap(({ capability, operations }) =>
    Object.entries(operations).map(([key, { method, path }]) => [
      `${method} ${path}`,
      `${capability}.${key}`,
    ]),
  ),
);

/** What an operation is called by its route: `PATCH /api/tenants/{tenantId}` is `tenant.renameTenant`. */
export const operationName = (route: string): string => names.get(route) ?? route;

import names from "./operation-names.json";

/**
 * What an operation is called by its route: `PATCH /api/tenants/{tenantId}` is `tenant.renameTenant`. `npm run openapi`
 * writes the names down: the contracts themselves would be a third of the function that asks for them.
 */
export const operationName = (route: string): string =>
  (names as Readonly<Record<string, string>>)[route] ?? route;

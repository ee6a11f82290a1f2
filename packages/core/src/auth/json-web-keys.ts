import type * as z from "zod";
import type { TenantId } from "../platform/id";
import { CONSOLE_POOL, type Pool, tenantPool } from "../platform/pool";
import { listPublicKeys } from "../platform/public-keys";
import { JsonWebKeys } from "./auth.schema";

type Published = z.output<typeof JsonWebKeys>;

/** The public keys of the console's pool, for whoever verifies access tokens on their own. */
export const list = (): Promise<Published> => of(CONSOLE_POOL);

/** Those of a tenant's customers. There are none where nobody has signed in, or there is no such tenant. */
export const listOf = (tenantId: TenantId): Promise<Published> => of(tenantPool(tenantId));

/** Never a private one: `d` is not named. */
async function of(pool: Pool): Promise<Published> {
  return JsonWebKeys.parse(await listPublicKeys(pool));
}

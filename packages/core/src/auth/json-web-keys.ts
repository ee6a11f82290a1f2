import type * as z from "zod";
import { CONSOLE_POOL } from "../platform/pool";
import { listPublicKeys } from "../platform/public-keys";
import { JsonWebKeys } from "./auth.schema";

/** The public keys, for whoever verifies access tokens on their own. Never a private one: `d` is not named. */
export async function list(): Promise<z.output<typeof JsonWebKeys>> {
  return JsonWebKeys.parse(await listPublicKeys(CONSOLE_POOL));
}

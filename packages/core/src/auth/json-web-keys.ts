import type * as z from "zod";
import { listPublicKeys } from "../platform/access-token";
import { JsonWebKeys } from "./auth.schema";

/** The public keys, for whoever verifies access tokens on their own. Never a private one: `d` is not named. */
export async function list(): Promise<z.output<typeof JsonWebKeys>> {
  return JsonWebKeys.parse(await listPublicKeys());
}

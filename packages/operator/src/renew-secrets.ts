import type { TenantId } from "@faibric/core/platform/id";
import * as z from "zod";
import { type Call, optionsOf } from "./command";
import { confirm } from "./confirm";
import { flag } from "./options";
import { mapSome } from "./some-at-once";
import { findStage } from "./stage";
import { tenantIds } from "./tenant-ids";

const Options = z.object({ yes: flag });
const SOME_BROKEN = 1;

/**
 * `faibric secrets renew`: puts every tenant's secrets under the KMS key that is now in use. No value is
 * decrypted. What was cut off is done again from the start, which changes nothing that is done.
 */
export async function renewSecrets(call: Call): Promise<number | undefined> {
  const { yes } = optionsOf(Options, call);
  const { kmsKeyId } = await findStage(call);
  await confirm(call, `Put the secrets of all tenants on ${call.stage} under ${kmsKeyId}?`, yes);
  const tenants = await mapSome(await tenantIds(), renewOf);
  const renewed = tenants.reduce((sum, one) => sum + one.renewed, 0);
  const broken = tenants.flatMap(({ tenantId, broken }) =>
    broken.map((name) => ({ tenantId, name })),
  );
  const lines = broken.map(
    ({ tenantId, name }) => `${name} of ${tenantId} does not open: have the tenant set it again.`,
  );
  const said = `${renewed} ${renewed === 1 ? "secret is" : "secrets are"} under the key of now.`;
  call.output.result({ renewed, broken }, [said, ...lines].join("\n"));
  return broken.length ? SOME_BROKEN : undefined;
}

async function renewOf(tenantId: TenantId) {
  const [{ withActor }, Secret] = await Promise.all([
    import("@faibric/core/platform/actor"),
    import("@faibric/core/secrets/secret"),
  ]);
  const operator = { type: "system", tenantId, service: "operator" } as const;
  return { tenantId, ...(await withActor(operator, () => Secret.renewAll())) };
}

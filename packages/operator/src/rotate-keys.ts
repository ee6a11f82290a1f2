import { PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import { type Call, optionsOf } from "./command";
import { confirm } from "./confirm";
import { flag } from "./options";
import { findStage } from "./stage";

const Options = z.object({ yes: flag });

/**
 * `faibric keys rotate`: signs tokens with new keys from now on. The old ones stay good for what they have
 * signed, so that nobody is signed out: the console's until its tokens have ended, a tenant's likewise once
 * its new key is first used.
 */
export async function rotateKeys(call: Call): Promise<undefined> {
  const { yes } = optionsOf(Options, call);
  await findStage(call);
  await confirm(call, `Sign with new keys on ${call.stage}?`, yes);
  const [signer, schema, customers, { findSigningKey }] = await Promise.all([
    import("@faibric/core/platform/access-token-signer"),
    import("@faibric/core/platform/operator.schema"),
    import("@faibric/core/auth/customer-signing-key"),
    import("./signing-key"),
  ]);
  const client = new SecretsManagerClient({});
  const put = (SecretId: string, value: object) =>
    client.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(value) }));
  await findSigningKey(call.stage);
  const made = await signer.createSigningKey();
  await put(schema.accessTokenKeyId(call.stage), made);
  await signer.retireOtherKeys(made.kid);
  const secret = customers.newCustomerTokenSecret();
  const hadCustomers = await replaceIfThere(() =>
    put(schema.customerTokenSecretId(call.stage), secret),
  );
  const kids = { console: made.kid, ...(hadCustomers ? { customers: secret.kid } : {}) };
  call.output.result(
    kids,
    Object.entries(kids)
      .map((pair) => pair.join(": "))
      .join("\n"),
  );
}

/** False where no tenant has had a customer yet: there is nothing to replace. */
async function replaceIfThere(put: () => Promise<unknown>): Promise<boolean> {
  try {
    await put();
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "ResourceNotFoundException") return false;
    throw error;
  }
}

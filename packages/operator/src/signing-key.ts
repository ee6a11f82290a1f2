import {
  CreateSecretCommand,
  GetSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import {
  createSigningKey,
  publishSigningKey,
  SigningKey,
  withdrawSigningKey,
} from "@faibric/core/platform/access-token-signer";
import { accessTokenKeyId } from "@faibric/core/platform/operator.schema";

/** The stage's signing key: made at first use, then kept in its secrets. */
export async function findSigningKey(stage: string): Promise<SigningKey> {
  const client = new SecretsManagerClient({});
  const id = accessTokenKeyId(stage);
  const read = async (): Promise<SigningKey | undefined> => {
    try {
      const found = await client.send(new GetSecretValueCommand({ SecretId: id }));
      return SigningKey.parse(JSON.parse(found.SecretString ?? ""));
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  };

  const known = await read();
  if (known) {
    // A stage that was removed and deployed anew has its secret still, but an empty table.
    await publishSigningKey(known);
    return known;
  }
  const made = await createSigningKey();
  try {
    await client.send(
      new CreateSecretCommand({
        Name: id,
        Description: "Signs the access tokens of the console's people.",
        SecretString: JSON.stringify(made),
      }),
    );
    return made;
  } catch (error) {
    await withdrawSigningKey(made);
    if (!(error instanceof ResourceExistsException)) throw error;
    // Somebody else made one at the same moment: theirs counts.
    const theirs = await read();
    if (!theirs) throw error;
    return theirs;
  }
}

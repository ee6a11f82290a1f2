import {
  CreateSecretCommand,
  GetSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import {
  createSigningKey,
  publishSigningKey,
  type SigningKey,
  withdrawSigningKey,
} from "../platform/access-token-signer";
import { env } from "../platform/env";
import { accessTokenKeyId } from "../platform/operator.schema";

const StoredKey = z.object({ kid: z.string(), privateKey: z.looseObject({ kty: z.string() }) });

// A new key is signed with after so long everywhere. The old one's public half stays: nobody is signed out.
const KEPT_MS = 5 * 60_000;
let kept: { readonly key: SigningKey; readonly readAt: number } | undefined;

/** The stage's private signing key, from its secrets: made at first use, by whoever is first. */
export async function signingKey(): Promise<SigningKey> {
  if (kept && Date.now() - kept.readAt < KEPT_MS) return kept.key;
  const key = await load(new SecretsManagerClient({}));
  kept = { key, readAt: Date.now() };
  return key;
}

async function load(client: SecretsManagerClient): Promise<SigningKey> {
  const known = await read(client);
  if (known) {
    // A stage that was removed and deployed anew has its secret still, but an empty table.
    await publishSigningKey(known);
    return known;
  }
  const made = await createSigningKey();
  try {
    await client.send(
      new CreateSecretCommand({
        Name: accessTokenKeyId(env("STAGE")),
        Description: "Signs the access tokens of the console's people.",
        SecretString: JSON.stringify(made),
      }),
    );
    return made;
  } catch (error) {
    await withdrawSigningKey(made);
    if (!(error instanceof ResourceExistsException)) throw error;
    // Somebody else made one at the same moment: theirs counts.
    const theirs = await read(client);
    if (!theirs) throw error;
    return theirs;
  }
}

async function read(client: SecretsManagerClient): Promise<SigningKey | undefined> {
  const SecretId = accessTokenKeyId(env("STAGE"));
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
    return StoredKey.parse(JSON.parse(SecretString ?? ""));
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

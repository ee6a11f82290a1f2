import {
  CreateSecretCommand,
  GetSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type * as z from "zod";

/** A secret of the stage that is made at first use, by whoever is first. */
interface StageSecret<T> {
  readonly id: string;
  readonly description: string;
  readonly schema: z.ZodType<T>;
  make(): Promise<T>;
  /** Takes back what `make` did where somebody else was first. */
  discard?(made: T): Promise<void>;
}

export async function findOrMake<T>(secret: StageSecret<T>): Promise<T> {
  const { id, description, schema } = secret;
  const client = new SecretsManagerClient({});
  const read = async (): Promise<T | undefined> => {
    try {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
      return schema.parse(JSON.parse(SecretString ?? ""));
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  };

  const known = await read();
  if (known) return known;
  const made = await secret.make();
  try {
    const SecretString = JSON.stringify(made);
    await client.send(
      new CreateSecretCommand({ Name: id, Description: description, SecretString }),
    );
    return made;
  } catch (error) {
    await secret.discard?.(made);
    if (!(error instanceof ResourceExistsException)) throw error;
    // Somebody else made one at the same moment: theirs counts.
    const theirs = await read();
    if (!theirs) throw error;
    return theirs;
  }
}

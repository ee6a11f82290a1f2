import { AwsError } from "../wire/aws-error";
import type { Secret, Secrets, Tag } from "./secret";
import { addVersion, type ValueInput, valueIn } from "./secret-version";

interface OfSecret {
  SecretId?: string;
}
export interface CreateInput extends ValueInput {
  Name?: string;
  Description?: string;
  KmsKeyId?: string;
  Tags?: Tag[];
}
export interface DeleteInput extends OfSecret {
  RecoveryWindowInDays?: number;
  ForceDeleteWithoutRecovery?: boolean;
}
export const DEFAULT_KEY = "alias/aws/secretsmanager";
const DAY_MS = 86_400_000;

const refuse = (message: string) => new AwsError("InvalidParameterException", message);
export const unusable = (message: string): AwsError =>
  new AwsError("InvalidRequestException", message);

/** The names that answers use for a secret. */
export const named = ({ arn, name }: Secret) => ({ ARN: arn, Name: name });

/** CreateSecret. Must be called inside a transaction, like the deletion. */
export function createSecret(secrets: Secrets, input: CreateInput) {
  const { Name: name = "", KmsKeyId: keyId = DEFAULT_KEY, Description, Tags: tags = [] } = input;
  if (!/^[\w/+=.@!-]{1,512}$/.test(name)) {
    const rule = "Must be a valid name containing alphanumeric characters, or any of: -/_+=.@!";
    throw new AwsError("ValidationException", `Invalid name. ${rule}`);
  }
  const value = valueIn(input);
  const token = input.ClientRequestToken;
  const existing = secrets.find(name);
  if (existing?.goneAt) {
    const state = "a secret with this name is already scheduled for deletion.";
    throw unusable(`You can't create this secret because ${state}`);
  }
  const isRetry = secretHas(secrets, existing, token);
  if (existing && !isRetry) {
    const message = `The operation failed because the secret ${name} already exists.`;
    throw new AwsError("ResourceExistsException", message);
  }
  const draft = { name, description: Description ?? null, keyId, tags };
  const secret = existing ?? secrets.create(draft);
  if (!value) return named(secret);
  return { ...named(secret), VersionId: addVersion(secrets, secret, { value, token }) };
}

/** The SDK sends a token of its own with each call, and the same one when it tries again. */
const secretHas = (secrets: Secrets, secret: Secret | undefined, token: string | undefined) =>
  secret !== undefined && secrets.versions(secret).some(({ id }) => id === token);

/** DeleteSecret: after the recovery window, or at once when forced. */
export function deleteSecret(
  secrets: Secrets,
  input: DeleteInput,
  usable: (reference: string | undefined) => Secret,
) {
  const { SecretId = "", RecoveryWindowInDays: days, ForceDeleteWithoutRecovery: force } = input;
  if (force && days !== undefined) {
    const both = "both RecoveryWindowInDays and ForceDeleteWithoutRecovery";
    throw refuse(`You can't use ${both} in the same call.`);
  }
  if (days !== undefined && !(Number.isInteger(days) && days >= 7 && days <= 30)) {
    throw refuse("The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
  }
  const now = Date.now();
  if (force) {
    const secret = secrets.find(SecretId);
    if (!secret) return { Name: SecretId, DeletionDate: now / 1000 }; // documented: no error
    secrets.purge(secret);
    return { ...named(secret), DeletionDate: now / 1000 };
  }
  const secret = usable(SecretId);
  const goneAt = now + (days ?? 30) * DAY_MS;
  secrets.save({ ...secret, goneAt });
  return { ...named(secret), DeletionDate: goneAt / 1000 };
}

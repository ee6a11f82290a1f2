import { AwsError } from "../wire/aws-error";
import { type Store, transact } from "../wire/store";
import { byName, type PageInput, pageOf } from "./page";
import { notFound, type Secret, type Secrets } from "./secret";
import { passesAll, type SecretFilter } from "./secret-filter";
import {
  type CreateInput,
  createSecret,
  DEFAULT_KEY,
  type DeleteInput,
  deleteSecret,
  named,
  unusable,
} from "./secret-lifecycle";
import { addVersion, CURRENT, type ValueInput, valueIn } from "./secret-version";

interface OfSecret {
  SecretId?: string;
}
interface ListInput extends PageInput {
  Filters?: SecretFilter[];
  IncludePlannedDeletion?: boolean;
  SortOrder?: string;
}

const DAY_MS = 86_400_000;

const refuse = (message: string) => new AwsError("InvalidParameterException", message);

/** Secrets Manager, as in its API reference. */
export function secretOperations(store: Store, secrets: Secrets) {
  function get(reference: string | undefined): Secret {
    if (!reference)
      throw new AwsError("ValidationException", "Value at 'secretId' must not be null");
    const secret = secrets.find(reference);
    if (!secret) throw notFound();
    return secret;
  }
  function usable(reference: string | undefined): Secret {
    const secret = get(reference);
    if (secret.goneAt === null) return secret;
    throw unusable(
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  }

  return {
    CreateSecret: (input: CreateInput) => transact(store, () => createSecret(secrets, input)),
    GetSecretValue(input: OfSecret & { VersionId?: string; VersionStage?: string }) {
      const secret = usable(input.SecretId);
      const { VersionId, VersionStage = VersionId ? undefined : CURRENT } = input;
      const version = secrets
        .versions(secret)
        .filter(({ id }) => VersionId === undefined || id === VersionId)
        .find(({ stages }) => VersionStage === undefined || stages.includes(VersionStage));
      if (!version) {
        const what = VersionId ? `VersionId: ${VersionId}` : `staging label: ${VersionStage}`;
        throw notFound(`the specified secret value for ${what}`);
      }
      const value = secrets.open(secret, version.id);
      const accessedAt = Math.floor(Date.now() / DAY_MS) * DAY_MS; // AWS too says only the day
      if (secret.accessedAt !== accessedAt) secrets.save({ ...secret, accessedAt });
      return {
        ...named(secret),
        VersionId: version.id,
        VersionStages: version.stages,
        CreatedDate: version.createdAt / 1000,
        ...("text" in value
          ? { SecretString: value.text }
          : { SecretBinary: value.bytes.toString("base64") }),
      };
    },
    PutSecretValue: (input: OfSecret & ValueInput & { VersionStages?: string[] }) =>
      transact(store, () => {
        const secret = usable(input.SecretId);
        const value = valueIn(input);
        if (!value) throw refuse("You must provide either SecretString or SecretBinary.");
        const { ClientRequestToken: token, VersionStages } = input;
        const VersionId = addVersion(secrets, secret, { value, token, stages: VersionStages });
        const version = secrets.versions(secret).find(({ id }) => id === VersionId);
        return { ...named(secret), VersionId, VersionStages: version?.stages ?? [] };
      }),
    UpdateSecret: (input: OfSecret & ValueInput & { Description?: string; KmsKeyId?: string }) =>
      transact(store, () => {
        const before = usable(input.SecretId);
        const { Description: description = before.description, KmsKeyId: keyId = before.keyId } =
          input;
        const secret = { ...before, description, keyId, changedAt: Date.now() };
        secrets.save(secret);
        const value = valueIn(input);
        if (!value) return named(secret);
        const token = input.ClientRequestToken;
        return { ...named(secret), VersionId: addVersion(secrets, secret, { value, token }) };
      }),
    DeleteSecret: (input: DeleteInput) =>
      transact(store, () => deleteSecret(secrets, input, usable)),
    RestoreSecret({ SecretId }: OfSecret) {
      const secret = get(SecretId);
      secrets.save({ ...secret, goneAt: null });
      return named(secret);
    },
    DescribeSecret: ({ SecretId }: OfSecret) => {
      const secret = get(SecretId);
      return { ...described(secret), VersionIdsToStages: stagesOf(secrets, secret) };
    },
    ListSecrets(input: ListInput) {
      const { Filters = [], IncludePlannedDeletion = false, MaxResults = 100, SortOrder } = input;
      if (!Number.isInteger(MaxResults) || MaxResults < 1 || MaxResults > 100) {
        throw refuse("MaxResults must be between 1 and 100.");
      }
      if (SortOrder === "desc") throw refuse("The laptop cloud lists secrets ascending only.");
      const found = secrets
        .all()
        .filter(({ goneAt }) => IncludePlannedDeletion || goneAt === null)
        .filter(passesAll(Filters));
      const invalidToken = () =>
        new AwsError("InvalidNextTokenException", "The NextToken value is invalid.");
      const { page, NextToken } = pageOf(byName(found), input, { size: 100, invalidToken });
      const SecretList = page.map((secret) => ({
        ...described(secret),
        SecretVersionsToStages: stagesOf(secrets, secret),
      }));
      return { SecretList, NextToken };
    },
  };
}

const stagesOf = (secrets: Secrets, secret: Secret) =>
  Object.fromEntries(
    secrets
      .versions(secret)
      .filter(({ stages }) => stages.length > 0)
      .map(({ id, stages }) => [id, stages]),
  );

function described(secret: Secret) {
  return {
    ...named(secret),
    ...(secret.description && { Description: secret.description }),
    ...(secret.keyId !== DEFAULT_KEY && { KmsKeyId: secret.keyId }),
    RotationEnabled: false,
    CreatedDate: secret.createdAt / 1000,
    LastChangedDate: secret.changedAt / 1000,
    ...(secret.accessedAt !== null && { LastAccessedDate: secret.accessedAt / 1000 }),
    ...(secret.goneAt !== null && { DeletedDate: secret.goneAt / 1000 }),
    Tags: secret.tags,
  };
}

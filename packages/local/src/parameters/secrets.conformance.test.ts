import {
  CreateSecretCommand,
  type CreateSecretCommandInput,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  type GetSecretValueCommandInput,
  ListSecretsCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  UpdateSecretCommand,
} from "@aws-sdk/client-secrets-manager";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type ParametersUnderTest, startParameters } from "./testing";

let cloud: ParametersUnderTest;
beforeAll(async () => {
  cloud = await startParameters();
});
afterEach(() => void vi.useRealTimers());
afterAll(() => cloud.close());

const create = (Name: string, more: Partial<CreateSecretCommandInput> = {}) =>
  cloud.secrets.send(new CreateSecretCommand({ Name, SecretString: "first", ...more }));
const get = (SecretId: string, more: Partial<GetSecretValueCommandInput> = {}) =>
  cloud.secrets.send(new GetSecretValueCommand({ SecretId, ...more }));
const put = (SecretId: string, SecretString: string, more: object = {}) =>
  cloud.secrets.send(new PutSecretValueCommand({ SecretId, SecretString, ...more }));
const describeSecret = (SecretId: string) =>
  cloud.secrets.send(new DescribeSecretCommand({ SecretId }));

test("a secret is read by its name, its ARN and its ARN without the suffix", async () => {
  const { ARN = "", VersionId } = await create("shop/key");
  expect(ARN).toMatch(/^arn:aws:secretsmanager:eu-central-1:000000000000:secret:shop\/key-\w{6}$/);
  for (const id of ["shop/key", ARN, ARN.slice(0, -7)]) {
    expect(await get(id)).toMatchObject({
      ...{ ARN, VersionId, Name: "shop/key", SecretString: "first" },
      VersionStages: ["AWSCURRENT"],
    });
  }
});

test("a secret may be bytes", async () => {
  const SecretBinary = Uint8Array.of(0, 1, 255);
  await cloud.secrets.send(new CreateSecretCommand({ Name: "bytes", SecretBinary }));
  const answer = await get("bytes");
  expect(answer.SecretBinary).toEqual(SecretBinary);
  expect(answer.SecretString).toBeUndefined();
});

test("text and bytes at once are InvalidParameterException", async () => {
  await expect(create("both", { SecretBinary: Uint8Array.of(1) })).rejects.toMatchObject({
    name: "InvalidParameterException",
  });
});

test("a name that is taken is ResourceExistsException; the same request again is not", async () => {
  const ClientRequestToken = "t".repeat(32);
  const made = await create("taken", { ClientRequestToken });
  await expect(create("taken")).rejects.toMatchObject({ name: "ResourceExistsException" });
  const again = await create("taken", { ClientRequestToken });
  expect(again).toMatchObject({ ARN: made.ARN, VersionId: ClientRequestToken });
});

test("a secret that is not there is ResourceNotFoundException", async () => {
  await expect(get("nobody")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});

test("a secret without a value has none to be read", async () => {
  await cloud.secrets.send(new CreateSecretCommand({ Name: "empty" }));
  await expect(get("empty")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  await put("empty", "now");
  expect((await get("empty")).SecretString).toBe("now");
});

test("a new value is current and the one before it previous", async () => {
  const first = await create("rotated");
  await put("rotated", "second");
  const third = await put("rotated", "third");
  expect((await get("rotated")).SecretString).toBe("third");
  const previous = await get("rotated", { VersionStage: "AWSPREVIOUS" });
  expect(previous.SecretString).toBe("second");
  expect((await get("rotated", { VersionId: first.VersionId })).SecretString).toBe("first");
  const { VersionIdsToStages } = await describeSecret("rotated");
  expect(VersionIdsToStages).toEqual({
    [third.VersionId ?? ""]: ["AWSCURRENT"],
    [previous.VersionId ?? ""]: ["AWSPREVIOUS"],
  });
});

test("a value with a label of its own leaves the current one current", async () => {
  await create("labelled");
  await put("labelled", "next", { VersionStages: ["AWSPENDING"] });
  expect((await get("labelled")).SecretString).toBe("first");
  expect((await get("labelled", { VersionStage: "AWSPENDING" })).SecretString).toBe("next");
  await expect(get("labelled", { VersionStage: "OTHER" })).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});

test("a token used again must come with the same value", async () => {
  await create("tokens");
  const ClientRequestToken = "u".repeat(32);
  await put("tokens", "second", { ClientRequestToken });
  expect(await put("tokens", "second", { ClientRequestToken })).toMatchObject({
    VersionId: ClientRequestToken,
  });
  await expect(put("tokens", "third", { ClientRequestToken })).rejects.toMatchObject({
    name: "ResourceExistsException",
  });
  expect((await get("tokens")).SecretString).toBe("second");
});

test("UpdateSecret changes the description alone, or the value too", async () => {
  await create("updated");
  const update = (input: object) =>
    cloud.secrets.send(new UpdateSecretCommand({ SecretId: "updated", ...input }));
  expect((await update({ Description: "new" })).VersionId).toBeUndefined();
  expect((await update({ SecretString: "second" })).VersionId).toBeDefined();
  expect((await describeSecret("updated")).Description).toBe("new");
  expect((await get("updated")).SecretString).toBe("second");
});

test("a deleted secret cannot be used until it is restored", async () => {
  await create("deleted");
  const SecretId = "deleted";
  const { DeletionDate } = await cloud.secrets.send(
    new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: 7 }),
  );
  const days = ((DeletionDate?.getTime() ?? 0) - Date.now()) / 86_400_000;
  expect(days).toBeCloseTo(7, 1);
  for (const refused of [get(SecretId), put(SecretId, "x"), create(SecretId)]) {
    await expect(refused).rejects.toMatchObject({ name: "InvalidRequestException" });
  }
  expect((await describeSecret(SecretId)).DeletedDate).toEqual(DeletionDate);
  await cloud.secrets.send(new RestoreSecretCommand({ SecretId }));
  expect((await get(SecretId)).SecretString).toBe("first");
});

test("a deleted secret is gone when its recovery window is over", async () => {
  const SecretId = "window";
  await create(SecretId);
  await cloud.secrets.send(new DeleteSecretCommand({ SecretId }));
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 29 * 86_400_000 });
  expect((await describeSecret(SecretId)).Name).toBe(SecretId);
  vi.setSystemTime(Date.now() + 86_400_000);
  await expect(describeSecret(SecretId)).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});

test("a secret deleted without recovery is gone at once, and may be made again", async () => {
  const SecretId = "forced";
  await create(SecretId);
  const force = new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true });
  await cloud.secrets.send(force);
  await expect(get(SecretId)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  await cloud.secrets.send(force);
  await create(SecretId, { SecretString: "again" });
  expect((await get(SecretId)).SecretString).toBe("again");
});

test.each([
  { RecoveryWindowInDays: 6 },
  { RecoveryWindowInDays: 31 },
  { RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true },
])("deleting with %o is InvalidParameterException", async (input) => {
  await expect(
    cloud.secrets.send(new DeleteSecretCommand({ SecretId: "shop/key", ...input })),
  ).rejects.toMatchObject({ name: "InvalidParameterException" });
});

test("secrets are listed by name in pages, without their values and those to be deleted", async () => {
  for (const name of ["list/c", "list/a", "list/b"]) {
    await create(name, { Tags: [{ Key: "team", Value: name }] });
  }
  const list = (input: object) =>
    cloud.secrets.send(
      new ListSecretsCommand({ Filters: [{ Key: "name", Values: ["list/"] }], ...input }),
    );
  await cloud.secrets.send(new DeleteSecretCommand({ SecretId: "list/b" }));
  const first = await list({ MaxResults: 1 });
  expect(first.SecretList?.map(({ Name }) => Name)).toEqual(["list/a"]);
  const second = await list({ MaxResults: 1, NextToken: first.NextToken });
  expect(second.SecretList).toMatchObject([
    { Name: "list/c", Tags: [{ Key: "team", Value: "list/c" }] },
  ]);
  expect(second.NextToken).toBeUndefined();
  expect((await list({ IncludePlannedDeletion: true })).SecretList).toHaveLength(3);
  expect(JSON.stringify([first, second])).not.toContain("first");
});

import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
} from "@aws-sdk/client-secrets-manager";
import { GetParameterCommand, PutParameterCommand } from "@aws-sdk/client-ssm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { logTo } from "../wire/log";
import { type ParametersUnderTest, startParameters } from "./testing";

let cloud: ParametersUnderTest;
let lines: string[];
beforeEach(async () => {
  lines = [];
  logTo((line) => lines.push(line));
  cloud = await startParameters();
});
afterEach(async () => {
  await cloud.close();
  logTo((line) => process.stderr.write(`${line}\n`));
});

const SECRET = "the-value-nobody-may-see";
const Name = "/secure";

const fill = async () => {
  await cloud.secrets.send(new CreateSecretCommand({ Name, SecretString: SECRET }));
  await cloud.ssm.send(new PutParameterCommand({ Name, Value: SECRET, Type: "SecureString" }));
};
const readSecret = () => cloud.secrets.send(new GetSecretValueCommand({ SecretId: Name }));
const readParameter = () => cloud.ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));

test("parameters and secrets are there after a restart", async () => {
  await fill();
  const { folder } = cloud;
  await cloud.stop();
  cloud = await startParameters(folder);
  expect((await readParameter()).Parameter?.Value).toBe(SECRET);
  expect((await readSecret()).SecretString).toBe(SECRET);
});

test("no secret value is in any file or in the log", async () => {
  await fill();
  await readSecret();
  for (const file of readdirSync(cloud.folder)) {
    expect(readFileSync(join(cloud.folder, file)).includes(SECRET), file).toBe(false);
  }
  expect(lines).toEqual([]);
});

test("a failure in the middle of a secret is logged without its value and leaves nothing", async () => {
  await fill();
  rmSync(join(cloud.folder, "root.key"));
  const { folder } = cloud;
  await cloud.stop();
  cloud = await startParameters(folder);
  const SecretString = `${SECRET}-second`;
  await expect(
    cloud.secrets.send(new PutSecretValueCommand({ SecretId: Name, SecretString })),
  ).rejects.toMatchObject({ name: "InternalFailure" });
  expect(lines.join()).toContain("root.key is missing");
  expect(lines.join()).not.toContain(SECRET);
  const { versions } = cloud.store
    .prepare("SELECT count(*) AS versions FROM secrets_versions")
    .get() as { versions: number };
  expect(versions).toBe(1);
});

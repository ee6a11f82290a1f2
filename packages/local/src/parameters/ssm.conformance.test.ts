import {
  DeleteParameterCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  type GetParametersByPathCommandInput,
  GetParametersCommand,
  PutParameterCommand,
  type PutParameterCommandInput,
} from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ParametersUnderTest, startParameters } from "./testing";

let cloud: ParametersUnderTest;
beforeAll(async () => {
  cloud = await startParameters();
});
afterAll(() => cloud.close());

const put = (Name: string, Value: string, more: Partial<PutParameterCommandInput> = {}) =>
  cloud.ssm.send(new PutParameterCommand({ Name, Value, Type: "String", ...more }));

async function get(Name: string, WithDecryption = false) {
  const { Parameter } = await cloud.ssm.send(new GetParameterCommand({ Name, WithDecryption }));
  return Parameter;
}

test("a parameter comes back with its ARN, type and first version", async () => {
  expect(await put("/shop/currency", "EUR")).toMatchObject({ Version: 1, Tier: "Standard" });
  const parameter = await get("/shop/currency");
  expect(parameter).toMatchObject({
    Name: "/shop/currency",
    ARN: "arn:aws:ssm:eu-central-1:000000000000:parameter/shop/currency",
    Type: "String",
    Value: "EUR",
    Version: 1,
    DataType: "text",
  });
  expect(parameter?.LastModifiedDate?.getTime()).toBeGreaterThan(Date.now() - 60_000);
});

test("a parameter is found by its ARN, with and without a slash in front of its name", async () => {
  await put("plain-name", "1");
  await put("/arn/name", "2");
  const arn = "arn:aws:ssm:eu-central-1:000000000000:parameter";
  expect((await get(`${arn}/plain-name`))?.Value).toBe("1");
  expect((await get(`${arn}/arn/name`))?.Value).toBe("2");
});

test("putting a parameter that exists is ParameterAlreadyExists without Overwrite", async () => {
  await put("/once", "1");
  await expect(put("/once", "2")).rejects.toMatchObject({ name: "ParameterAlreadyExists" });
  expect((await get("/once"))?.Value).toBe("1");
});

test("overwriting makes a new version, and older ones can be asked for", async () => {
  await put("/versions", "one", { Description: "kept" });
  const input = { Name: "/versions", Value: "two", Overwrite: true };
  expect(await cloud.ssm.send(new PutParameterCommand(input))).toMatchObject({ Version: 2 });
  expect(await get("/versions")).toMatchObject({ Value: "two", Version: 2, Type: "String" });
  expect(await get("/versions:1")).toMatchObject({ Value: "one", Version: 1, Selector: ":1" });
  await expect(get("/versions:3")).rejects.toMatchObject({ name: "ParameterVersionNotFound" });
});

test("a SecureString is answered encrypted unless decryption is asked for", async () => {
  await put("/secure", "s3cret-value", { Type: "SecureString" });
  expect((await get("/secure", true))?.Value).toBe("s3cret-value");
  const sealed = (await get("/secure"))?.Value ?? "";
  expect(sealed).not.toBe("s3cret-value");
  expect(Buffer.from(sealed, "base64").includes("s3cret-value")).toBe(false);
});

test("a SecureString with a key that does not exist is InvalidKeyId", async () => {
  await expect(
    put("/lost", "x", { Type: "SecureString", KeyId: "alias/nobody" }),
  ).rejects.toMatchObject({ name: "InvalidKeyId" });
});

test("a parameter that is not there is ParameterNotFound", async () => {
  await expect(get("/nobody")).rejects.toMatchObject({ name: "ParameterNotFound" });
  await expect(
    cloud.ssm.send(new DeleteParameterCommand({ Name: "/nobody" })),
  ).rejects.toMatchObject({ name: "ParameterNotFound" });
});

test("a new parameter needs a type", async () => {
  const command = new PutParameterCommand({ Name: "/untyped", Value: "x" });
  await expect(cloud.ssm.send(command)).rejects.toMatchObject({ name: "ValidationException" });
});

test("the values of a standard and an advanced parameter have their limits", async () => {
  await put("/size/standard", "x".repeat(4096));
  await expect(put("/size/over", "x".repeat(4097))).rejects.toMatchObject({
    name: "ValidationException",
  });
  await put("/size/advanced", "x".repeat(8192), { Tier: "Advanced" });
  const chosen = await put("/size/chosen", "x".repeat(4097), { Tier: "Intelligent-Tiering" });
  expect(chosen.Tier).toBe("Advanced");
});

test("a value that the allowed pattern does not match is ParameterPatternMismatchException", async () => {
  await put("/port", "8080", { AllowedPattern: "^\\d+$" });
  await expect(put("/port", "http", { Overwrite: true })).rejects.toMatchObject({
    name: "ParameterPatternMismatchException",
  });
});

test.each(["aws-thing", "/ssm/thing", "with space", "not/qualified", "/a//b"])(
  "the name %s is a ValidationException",
  async (name) => {
    await expect(put(name, "x")).rejects.toMatchObject({ name: "ValidationException" });
  },
);

test("a hierarchy of more than 15 levels is HierarchyLevelLimitExceededException", async () => {
  await put("/x".repeat(15), "x");
  await expect(put("/x".repeat(16), "x")).rejects.toMatchObject({
    name: "HierarchyLevelLimitExceededException",
  });
});

test("GetParameters answers what there is, and names what there is not", async () => {
  await put("/many/a", "1");
  await put("/many/b", "2", { Type: "SecureString" });
  const answer = await cloud.ssm.send(
    new GetParametersCommand({
      Names: ["/many/b", "/many/nobody", "/many/a"],
      WithDecryption: true,
    }),
  );
  expect(answer.Parameters?.map(({ Value }) => Value)).toEqual(["2", "1"]);
  expect(answer.InvalidParameters).toEqual(["/many/nobody"]);
});

test("GetParameters takes ten names and no more", async () => {
  const Names = Array.from({ length: 11 }, (_, index) => `/n/${index}`);
  await expect(cloud.ssm.send(new GetParametersCommand({ Names }))).rejects.toMatchObject({
    name: "ValidationException",
  });
});

async function namesBelow(input: GetParametersByPathCommandInput) {
  const names: (string | undefined)[] = [];
  let pages = 0;
  let token: string | undefined;
  do {
    const command = new GetParametersByPathCommand({
      ...input,
      ...(token && { NextToken: token }),
    });
    const { Parameters = [], NextToken } = await cloud.ssm.send(command);
    names.push(...Parameters.map(({ Name }) => Name));
    token = NextToken;
    pages += 1;
  } while (token);
  return { names, pages };
}

test("GetParametersByPath answers one level, or all with Recursive, in pages", async () => {
  for (const name of ["/tree/b", "/tree/a", "/tree/c/deep", "/tree-house/x"]) await put(name, "x");
  expect((await namesBelow({ Path: "/tree" })).names).toEqual(["/tree/a", "/tree/b"]);
  expect(await namesBelow({ Path: "/tree/", Recursive: true, MaxResults: 2 })).toEqual({
    names: ["/tree/a", "/tree/b", "/tree/c/deep"],
    pages: 2,
  });
});

test("GetParametersByPath filters by type and decrypts", async () => {
  await put("/mixed/open", "x");
  await put("/mixed/closed", "hidden", { Type: "SecureString" });
  const { Parameters } = await cloud.ssm.send(
    new GetParametersByPathCommand({
      Path: "/mixed",
      WithDecryption: true,
      ParameterFilters: [{ Key: "Type", Values: ["SecureString"] }],
    }),
  );
  expect(Parameters).toMatchObject([{ Name: "/mixed/closed", Value: "hidden" }]);
});

test("a page token that is none is InvalidNextToken, an unknown filter InvalidFilterKey", async () => {
  const byPath = (more: Partial<GetParametersByPathCommandInput>) =>
    cloud.ssm.send(new GetParametersByPathCommand({ Path: "/tree", ...more }));
  await expect(byPath({ NextToken: "nonsense" })).rejects.toMatchObject({
    name: "InvalidNextToken",
  });
  await expect(
    byPath({ ParameterFilters: [{ Key: "Colour", Values: ["red"] }] }),
  ).rejects.toMatchObject({ name: "InvalidFilterKey" });
});

test("DescribeParameters shows everything but the value", async () => {
  await put("/described/key", "never shown", { Type: "SecureString", Description: "a key" });
  const { Parameters } = await cloud.ssm.send(
    new DescribeParametersCommand({
      ParameterFilters: [{ Key: "Name", Option: "BeginsWith", Values: ["/described/"] }],
    }),
  );
  expect(Parameters).toMatchObject([
    { Name: "/described/key", Description: "a key", Type: "SecureString", KeyId: "alias/aws/ssm" },
  ]);
  expect(JSON.stringify(Parameters)).not.toContain("never shown");
});

test("deleted parameters are gone with their versions", async () => {
  await put("/deleted/a", "1");
  await put("/deleted/b", "1");
  await cloud.ssm.send(new DeleteParameterCommand({ Name: "/deleted/a" }));
  const answer = await cloud.ssm.send(
    new DeleteParametersCommand({ Names: ["/deleted/a", "/deleted/b"] }),
  );
  expect(answer.DeletedParameters).toEqual(["/deleted/b"]);
  expect(answer.InvalidParameters).toEqual(["/deleted/a"]);
  expect(await put("/deleted/a", "2")).toMatchObject({ Version: 1 });
});

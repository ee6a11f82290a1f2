import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeStateMachineCommand,
  ListStateMachinesCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateStateMachineCommand,
  ValidateStateMachineDefinitionCommand,
} from "@aws-sdk/client-sfn";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lambda, only, startTestCloud, type TestCloud, task } from "./testing";

const roleArn = "arn:aws:iam::000000000000:role/pipelines";
const first = JSON.stringify(only({ Type: "Pass", Result: 1 }));
const second = JSON.stringify(only({ Type: "Pass", Result: 2 }));

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
});
afterEach(() => cloud.close());

const create = (name: string, definition = first, more: object = {}) =>
  cloud.client.send(new CreateStateMachineCommand({ name, definition, roleArn, ...more }));

const refusal = async (definition: object) => {
  const refused = create("m", JSON.stringify(definition));
  return refused.then(
    () => undefined,
    (error: Error) => [error.name, error.message] as const,
  );
};

describe("a state machine", () => {
  it("is described as it was created", async () => {
    const { stateMachineArn, creationDate } = await create("orders");
    const machine = await cloud.client.send(new DescribeStateMachineCommand({ stateMachineArn }));
    expect(machine).toMatchObject({
      name: "orders",
      status: "ACTIVE",
      type: "STANDARD",
      definition: first,
      roleArn,
      creationDate,
    });
  });

  it("is created once: the same again is answered the same, another definition is refused", async () => {
    const once = await create("orders");
    expect((await create("orders")).stateMachineArn).toBe(once.stateMachineArn);
    await expect(create("orders", second)).rejects.toMatchObject({
      name: "StateMachineAlreadyExists",
    });
  });

  it.each(["", "a b", "a/b", "x".repeat(81)])("is not created with the name %j", async (name) => {
    await expect(create(name)).rejects.toMatchObject({ name: "InvalidName" });
  });

  it("is not created as EXPRESS", async () => {
    await expect(create("quick", first, { type: "EXPRESS" })).rejects.toMatchObject({
      name: "StateMachineTypeNotSupported",
    });
  });

  it("is updated, with a new revision", async () => {
    const { stateMachineArn } = await create("orders");
    const update = { stateMachineArn, definition: second };
    const { revisionId } = await cloud.client.send(new UpdateStateMachineCommand(update));
    const machine = await cloud.client.send(new DescribeStateMachineCommand({ stateMachineArn }));
    expect([machine.definition, machine.revisionId]).toEqual([second, revisionId]);
  });

  it("is not updated without a definition or role, nor when there is none", async () => {
    const { stateMachineArn } = await create("orders");
    await expect(
      cloud.client.send(new UpdateStateMachineCommand({ stateMachineArn })),
    ).rejects.toMatchObject({ name: "MissingRequiredParameter" });
    const missing = { stateMachineArn: `${stateMachineArn}-2`, definition: second };
    await expect(cloud.client.send(new UpdateStateMachineCommand(missing))).rejects.toMatchObject({
      name: "StateMachineDoesNotExist",
    });
  });

  it("is gone once deleted, and deleting it again succeeds", async () => {
    const { stateMachineArn } = await create("orders");
    await cloud.client.send(new DeleteStateMachineCommand({ stateMachineArn }));
    await cloud.client.send(new DeleteStateMachineCommand({ stateMachineArn }));
    await expect(
      cloud.client.send(new DescribeStateMachineCommand({ stateMachineArn })),
    ).rejects.toMatchObject({ name: "StateMachineDoesNotExist" });
  });

  it("is not found by something that is no state machine's ARN", async () => {
    await expect(
      cloud.client.send(new DescribeStateMachineCommand({ stateMachineArn: "orders" })),
    ).rejects.toMatchObject({ name: "InvalidArn" });
  });

  it("is listed page by page", async () => {
    for (const name of ["a", "b", "c"]) await create(name);
    const page = await cloud.client.send(new ListStateMachinesCommand({ maxResults: 2 }));
    const { nextToken } = page;
    const rest = await cloud.client.send(new ListStateMachinesCommand({ nextToken }));
    const names = [page, rest].map(({ stateMachines }) => stateMachines?.map(({ name }) => name));
    expect([names, rest.nextToken]).toEqual([[["a", "b"], ["c"]], undefined]);
    await expect(
      cloud.client.send(new ListStateMachinesCommand({ nextToken: "made-up" })),
    ).rejects.toMatchObject({ name: "InvalidToken" });
  });

  it("carries tags", async () => {
    const tags = [{ key: "team", value: "shop" }];
    const { stateMachineArn: resourceArn } = await create("orders", first, { tags });
    await cloud.client.send(
      new TagResourceCommand({ resourceArn, tags: [{ key: "stage", value: "dev" }] }),
    );
    await cloud.client.send(new UntagResourceCommand({ resourceArn, tagKeys: ["team"] }));
    const listed = await cloud.client.send(new ListTagsForResourceCommand({ resourceArn }));
    expect(listed.tags).toEqual([{ key: "stage", value: "dev" }]);
  });
});

describe("a definition", () => {
  it.each([
    ["no JSON object", [], /not an object/],
    ["a missing target", only({ Type: "Pass", Next: "Gone" }), /Gone/],
    ["an unreachable state", only({ Type: "Pass" }, { B: { Type: "Succeed" } }), /not reachable/],
    ["an unknown field", only({ Type: "Pass", Foo: 1 }), /States\/A/],
    ["a wrong path", only({ Type: "Pass", InputPath: "order" }), /InputPath/],
    [
      "waitForTaskToken",
      only({ Type: "Task", Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken" }),
      /waitForTaskToken in state A/,
    ],
    [
      "JSONata",
      { QueryLanguage: "JSONata", ...only({ Type: "Pass", Output: "{% 1 %}" }) },
      /JSONata/,
    ],
    ["variables", only({ Type: "Pass", Assign: { x: 1 } }), /Assign/],
    [
      "another service",
      only({ Type: "Task", Resource: "arn:aws:states:::sqs:sendMessage" }),
      /call a Lambda function/,
    ],
    [
      "JSON text where it would be spoiled",
      only(task("f", { ResultSelector: { "a.$": "States.JsonToString($)" } })),
      /JsonToString/,
    ],
  ])("with %s is refused with InvalidDefinition and says why", async (_, definition, why) => {
    expect(await refusal(definition)).toEqual(["InvalidDefinition", expect.stringMatching(why)]);
  });

  it("can be validated without creating anything", async () => {
    const validate = (definition: string) =>
      cloud.client.send(new ValidateStateMachineDefinitionCommand({ definition }));
    const good = JSON.stringify(only({ Type: "Task", Resource: lambda("f") }));
    expect((await validate(good)).result).toBe("OK");
    expect(await validate("{}")).toMatchObject({
      result: "FAIL",
      diagnostics: [{ severity: "ERROR" }],
    });
  });
});

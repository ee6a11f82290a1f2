import { OperatorParameter } from "@faibric/core/platform/operator.schema";
import { expect, it } from "vitest";
import config from "../../sst.config";
import { text } from "../testing/read-template";
import { synthesize } from "../testing/synthesize";

// All of the product: that takes longer than a test may.
const { of } = await synthesize((app) => config.stacks(app));

it("tells the operator's tool where a stage is, in a parameter that it can read", () => {
  const [parameter, ...others] = of("AWS::SSM::Parameter", "Operator");
  expect(others).toEqual([]);
  expect(parameter?.Properties.Name).toBe("/faibric/test/operator");
  const stage = OperatorParameter.parse(JSON.parse(text(parameter?.Properties.Value)));
  expect(stage).toMatchObject({
    tableName: expect.stringContaining("Database:"),
    busArn: expect.stringContaining("Events:"),
    archiveArn: expect.stringMatching(/Events:.*archive/),
    apiUrl: expect.stringContaining("ApiEndpoint"),
    queuePrefix: "test-faibric-",
    pipelineArnPrefix: expect.stringMatching(/:stateMachine:test-faibric-$/),
  });
  const rules = of("AWS::Events::Rule", "Tenant").map(({ Properties }) => Properties.Description);
  expect(rules).toContain("tenant.onTenantCreated");
});

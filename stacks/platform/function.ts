import type { DeployedFunction } from "@faibric/functions/platform/manifest.schema";
import {
  Effect,
  PolicyDocument,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from "aws-cdk-lib/aws-iam";
import { CfnFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { type FunctionProps, Function as LambdaFunction, type Stack } from "sst/constructs";
import { bundleOptions } from "../../packages/functions/bundle/options";
import { nameOf } from "./names";
import type { Reach } from "./reach";

const RUNTIME = "nodejs24.x";
// Lambda gives processor time by memory: less starts and answers slower for nearly the same money.
const MEMORY = "1024 MB";
export const LOG_RETENTION = RetentionDays.ONE_MONTH;

type Esbuild = NonNullable<NonNullable<FunctionProps["nodejs"]>["esbuild"]>;
type Input = Pick<DeployedFunction, "name" | "file" | "timeoutSeconds"> & Reach;

/**
 * A function with a role of its own that holds exactly `statements`, its log and its traces. Nothing can
 * add to the role afterwards, neither SST nor the CDK: what a function may do is read in one place.
 */
export function deployFunction(stack: Stack, input: Input): LambdaFunction {
  const { name, file, timeoutSeconds, environment, statements, files = [] } = input;
  const functionName = nameOf(stack, name);
  const logGroup = new LogGroup(stack, `${name}-log`, {
    logGroupName: `/aws/lambda/${functionName}`,
    retention: LOG_RETENTION,
  });
  const own = [writeLog(logGroup.logGroupArn), writeTraces()];
  const role = new Role(stack, `${name}-role`, {
    assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
    inlinePolicies: { reach: new PolicyDocument({ statements: [...own, ...statements] }) },
  });
  const lambda = new LambdaFunction(stack, name, {
    functionName,
    handler: `${file}.handler`,
    runtime: RUNTIME,
    architecture: "arm_64",
    memorySize: MEMORY,
    timeout: timeoutSeconds,
    tracing: "active",
    environment: { ...environment, STAGE: stack.stage },
    role: role.withoutPolicyUpdates(),
    logGroup,
    copyFiles: files.map((file) => ({ ...file })),
    nodejs: { format: "esm", minify: true, sourcemap: false, esbuild: bundling() },
    // Else SST stores a parameter about every function, for bindings that we do not use.
    _doNotAllowOthersToBind: true,
  });
  // SST sets the runtime only once it has bundled, which a test of the template does not wait for.
  if (lambda.node.defaultChild instanceof CfnFunction) lambda.node.defaultChild.runtime = RUNTIME;
  return lambda;
}

/** SST sets what is left out here, in the same way: platform, format, banner. */
function bundling(): Esbuild {
  const { target, treeShaking, keepNames, legalComments, mainFields, alias, plugins } =
    bundleOptions(process.cwd());
  const same = { target, treeShaking, keepNames, legalComments, mainFields, alias };
  // SST has an older esbuild: the plugin calls nothing that it lacks, but the types differ in their details.
  return { ...same, plugins: plugins as unknown as NonNullable<Esbuild["plugins"]> };
}

function writeLog(logGroupArn: string): PolicyStatement {
  return new PolicyStatement({
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [logGroupArn],
  });
}

/** X-Ray knows no resources: it takes no narrower grant than `*`. */
export function writeTraces(): PolicyStatement {
  return new PolicyStatement({
    effect: Effect.ALLOW,
    actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
    resources: ["*"],
  });
}

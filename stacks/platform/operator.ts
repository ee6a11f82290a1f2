import { type OperatorParameter, operatorParameter } from "@faibric/core/platform/operator.schema";
import { manifests } from "@faibric/functions/manifests";
import { StringParameter } from "aws-cdk-lib/aws-ssm";
import { type StackContext, use } from "sst/constructs";
import { Database } from "./database";
import { Encryption } from "./encryption";
import { Events } from "./events";
import { Files } from "./files";
import { HttpApi } from "./http-api";
import { pipelineArnPrefix, prefixOf, secretId } from "./names";

/** Tells `npx faibric --stage …` where the stage keeps what. */
export function Operator({ stack }: StackContext) {
  const { bus, archive } = use(Events);
  const granted = manifests.flatMap(({ grants }) => Object.values(grants).flat());
  // Those that functions make themselves are nobody's to fill.
  const secrets = granted.filter((grant) => /^secret:[^:]+$/.test(grant));
  const stage: OperatorParameter = {
    tableName: use(Database).table.tableName,
    busName: bus.eventBusName,
    busArn: bus.eventBusArn,
    archiveArn: archive.archiveArn,
    queuePrefix: `${prefixOf(stack)}-`,
    pipelineArnPrefix: pipelineArnPrefix(stack),
    apiUrl: use(HttpApi).api.apiEndpoint,
    filesBucket: use(Files).bucket.bucketName,
    kmsKeyId: use(Encryption).key.keyArn,
    secrets: [...new Set(secrets)].map((grant) => secretId(stack, grant.slice("secret:".length))),
  };
  new StringParameter(stack, "operator", {
    parameterName: operatorParameter(stack.stage),
    stringValue: stack.toJsonString(stage),
    description: "Where npx faibric finds what it needs.",
  });
}

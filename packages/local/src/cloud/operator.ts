import { type OperatorParameter, operatorParameter } from "@faibric/core/platform/operator.schema";
import { archiveArn } from "../eventbridge/archive-table";
import { busArn } from "../eventbridge/buses";
import type { ParametersAndSecrets } from "../parameters/parameters";
import { arn } from "../wire/arn";
import { BUCKET_NAME, BUS_NAME, KMS_ALIAS, STAGE, TABLE_NAME } from "./settings";

/** Tells `npx faibric` where this laptop cloud is, as the stacks do for a stage on AWS. */
export function tellOperator(parameters: ParametersAndSecrets, apiUrl: string): void {
  const stage: OperatorParameter = {
    tableName: TABLE_NAME,
    busName: BUS_NAME,
    busArn: busArn(BUS_NAME),
    archiveArn: archiveArn(BUS_NAME),
    queuePrefix: "",
    pipelineArnPrefix: arn("states", "stateMachine:"),
    apiUrl,
    filesBucket: BUCKET_NAME,
    kmsKeyId: KMS_ALIAS,
    secrets: [],
  };
  parameters.ensureParameter(operatorParameter(STAGE), JSON.stringify(stage));
}

import { GetParameterCommand, ParameterNotFound, SSMClient } from "@aws-sdk/client-ssm";
import {
  LOCAL_AWS,
  OperatorParameter,
  operatorParameter,
} from "@faibric/core/platform/operator.schema";
import type { Call } from "./command";
import { isUnreachable } from "./explain";
import { OperatorError, UsageError } from "./failure";

/** A stage that was found: its name, and where it keeps what. */
export interface Stage extends OperatorParameter {
  readonly name: string;
}

export const isLocal = ({ stage }: Pick<Call, "stage">) => stage === LOCAL_AWS.stage;

/**
 * Finds the stage, and points the AWS clients that are made from now on, and the table of
 * `@faibric/core`, at it. So whatever reads the table must be imported after this.
 */
export async function findStage(call: Call): Promise<Stage> {
  pointToStage(call);
  const stage = await readParameter(call);
  Object.assign(process.env, {
    STAGE: call.stage,
    TABLE_NAME: stage.tableName,
    KMS_KEY_ID: stage.kmsKeyId,
  });
  return { ...stage, name: call.stage };
}

const VALID = /^[a-zA-Z][a-zA-Z0-9-]{0,40}$/;

function pointToStage({ stage, region }: Call): void {
  if (!VALID.test(stage)) throw new UsageError(`"${stage}" is no name of a stage.`);
  if (!isLocal({ stage })) {
    if (region) process.env.AWS_REGION = region;
    return;
  }
  // Nothing of the surroundings may lead a command meant for the laptop to a real account.
  for (const name of Object.keys(process.env)) {
    if (/^AWS_(ENDPOINT_URL|PROFILE|SESSION_TOKEN|DEFAULT)/.test(name)) delete process.env[name];
  }
  const { accessKeyId, secretAccessKey } = LOCAL_AWS.credentials;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: localAddress(),
    AWS_REGION: LOCAL_AWS.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  });
}

export const localAddress = () =>
  `http://127.0.0.1:${process.env.FAIBRIC_AWS_PORT ?? LOCAL_AWS.port}`;

async function readParameter(call: Call): Promise<OperatorParameter> {
  const Name = operatorParameter(call.stage);
  try {
    const { Parameter } = await new SSMClient({}).send(new GetParameterCommand({ Name }));
    return OperatorParameter.parse(JSON.parse(Parameter?.Value ?? ""));
  } catch (error) {
    if (isLocal(call)) throw withoutLaptopCloud(error);
    if (!(error instanceof ParameterNotFound)) throw error;
    throw new OperatorError(
      `There is no stage ${call.stage} here: the parameter ${Name} is missing. Is the region right ` +
        `(--region), and the account (AWS_PROFILE)? To deploy it: npx sst deploy --stage ${call.stage}`,
      { cause: error },
    );
  }
}

function withoutLaptopCloud(error: unknown): unknown {
  const other = "If it listens elsewhere, set FAIBRIC_AWS_PORT.";
  if (isUnreachable(error)) {
    return new OperatorError(
      `The laptop cloud is not running at ${localAddress()}. Run: npm start\n${other}`,
      { cause: error },
    );
  }
  if (!(error instanceof ParameterNotFound)) return error;
  return new OperatorError(
    `What answers at ${localAddress()} is no laptop cloud, or it is still starting. ${other}`,
    { cause: error },
  );
}

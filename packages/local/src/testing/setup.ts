import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { startDynamoDb } from "../dynamodb/dynamodb";
import { createTable } from "../dynamodb/table";
import { ACCOUNT, REGION } from "../wire/arn";

/** What product code reads of its surroundings, beside the addresses of the services. */
export const ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_REGION: REGION,
  TABLE_NAME: "faibric",
  BUS_NAME: "faibric",
  BUCKET_NAME: "faibric-files",
  STAGE: "local",
  PIPELINE_ARN_PREFIX: `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:`,
};

/** Vitest calls this once before all test files: a DynamoDB in memory, which they share. */
export default async function setup() {
  Object.assign(process.env, ENVIRONMENT);
  const dynamodb = await startDynamoDb({ dataFile: null });
  process.env.AWS_ENDPOINT_URL_DYNAMODB = dynamodb.url;
  await createTable(new DynamoDBClient({}), ENVIRONMENT.TABLE_NAME);
  return () => dynamodb.close();
}

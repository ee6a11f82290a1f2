import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Plan } from "../cloud/plan";
import type { Watchers } from "../cloud/watchers";
import type { Dns } from "../dns/dns";
import type { DynamoDb } from "../dynamodb/dynamodb";
import type { EventBridge } from "../eventbridge/eventbridge";
import type { Ses } from "../ses/ses";
import type { Sqs } from "../sqs/sqs";
import type { StepFunctions } from "../stepfunctions/stepfunctions";
import type { Chaos } from "../wire/chaos";

/** What the dashboard looks into. */
export interface DashboardParts {
  readonly dns: Dns;
  readonly sqs: Sqs;
  readonly ses: Ses;
  readonly stepFunctions: StepFunctions;
  readonly eventBridge: EventBridge;
  readonly dynamodb: Pick<DynamoDb, "onWrite">;
  readonly tables: DynamoDBClient;
  readonly watchers: Watchers;
  readonly chaos: Chaos;
  readonly plan: Plan;
}

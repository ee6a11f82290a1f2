import type { IncomingMessage, ServerResponse } from "node:http";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Plan } from "../cloud/plan";
import type { Watchers } from "../cloud/watchers";
import type { EventBridge } from "../eventbridge/eventbridge";
import type { Ses } from "../ses/ses";
import type { Sqs } from "../sqs/sqs";
import type { StepFunctions } from "../stepfunctions/stepfunctions";
import { sendJson } from "../wire/body";
import type { Chaos } from "../wire/chaos";

export interface DashboardParts {
  readonly sqs: Sqs;
  readonly ses: Ses;
  readonly stepFunctions: StepFunctions;
  readonly eventBridge: EventBridge;
  readonly tables: DynamoDBClient;
  readonly watchers: Watchers;
  readonly chaos: Chaos;
  readonly plan: Plan;
}

/** What happens inside, at `/_local`. */
export function createDashboard({ sqs, watchers }: DashboardParts) {
  return (_request: IncomingMessage, response: ServerResponse): void => {
    sendJson(response, 200, { queues: sqs.depths(), requests: watchers.requests() });
  };
}

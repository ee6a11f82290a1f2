import { WebSocketApi, WebSocketStage } from "aws-cdk-lib/aws-apigatewayv2";
import type { StackContext } from "sst/constructs";
import { nameOf } from "./names";

/** The WebSocket API: capabilities add their routes, and push to connections through its stage. */
export function LiveApi({ stack }: StackContext) {
  const api = new WebSocketApi(stack, "live", { apiName: nameOf(stack, "live") });
  const stage = new WebSocketStage(stack, "live-stage", {
    webSocketApi: api,
    stageName: "live",
    autoDeploy: true,
  });
  stack.addOutputs({ LiveUrl: stage.url });
  return { api, stage };
}

import type { HttpStage } from "aws-cdk-lib/aws-apigatewayv2";
import { CfnStage, HttpRoute, HttpRouteKey, type IHttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { Stack } from "sst/constructs";
import { deployFunction } from "./function";

const TIMEOUT_SECONDS = 5;
// Nobody has business there: what comes in floods the gateway refuses itself.
const PER_SECOND = 50;

/** Answers what no capability has a route for, in the API's own form. */
export function answerUnknownRoutes(stack: Stack, httpApi: IHttpApi, stage: HttpStage): void {
  const lambda = deployFunction(stack, {
    name: "unknown-route",
    file: "packages/functions/src/platform/unknown-route",
    timeoutSeconds: TIMEOUT_SECONDS,
    environment: {},
    statements: [],
  });
  const route = new HttpRoute(stack, "unknown-route-default", {
    httpApi,
    routeKey: HttpRouteKey.DEFAULT,
    integration: new HttpLambdaIntegration("unknown-route-integration", lambda),
  });
  const { defaultChild } = stage.node;
  if (!(defaultChild instanceof CfnStage)) throw new Error("the stage has no CfnStage");
  defaultChild.routeSettings = {
    $default: { ThrottlingRateLimit: PER_SECOND, ThrottlingBurstLimit: 2 * PER_SECOND },
  };
  // The stage names the route, which must be there first.
  stage.node.addDependency(route);
}

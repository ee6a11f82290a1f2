import { type Contract, methodsOf } from "@faibric/core/platform/contract";
import { HttpMethod, HttpRoute, HttpRouteKey, WebSocketRoute } from "aws-cdk-lib/aws-apigatewayv2";
import {
  HttpLambdaIntegration,
  WebSocketLambdaIntegration,
} from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Duration } from "aws-cdk-lib/core";
import { type Function as LambdaFunction, type Stack, use } from "sst/constructs";
import { HttpApi } from "./http-api";
import { LiveApi } from "./live-api";

const GATEWAY_TIMEOUT_SECONDS = 29;

/**
 * Routes `GET /api/tenants/{tenantId}`, and HEAD, to its function, in the capability's own stack, and with it,
 * where the function answers them, the preflights for that path.
 */
export function addHttpRoutes(
  stack: Stack,
  lambda: LambdaFunction,
  contract: Contract,
  preflight: boolean,
): void {
  const { path } = contract;
  const integration = new HttpLambdaIntegration("integration", lambda, {
    timeout: Duration.seconds(GATEWAY_TIMEOUT_SECONDS),
  });
  for (const method of [...methodsOf(contract), ...(preflight ? (["OPTIONS"] as const) : [])]) {
    new HttpRoute(stack, `${method} ${path}`, {
      httpApi: use(HttpApi).api,
      routeKey: HttpRouteKey.with(path, HttpMethod[method]),
      integration,
    });
  }
}

/** Routes `$connect`, `$disconnect`, `$default` or an action of the WebSocket API. */
export function addSocketRoute(stack: Stack, lambda: LambdaFunction, routeKey: string): void {
  new WebSocketRoute(stack, `socket ${routeKey}`, {
    webSocketApi: use(LiveApi).api,
    routeKey,
    integration: new WebSocketLambdaIntegration("integration", lambda),
  });
}

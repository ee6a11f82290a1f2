import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { handler as readReference } from "./read-api-reference";
import { handler as readOpenApi } from "./read-open-api";

const event = {
  headers: {},
  requestContext: { requestId: "r-1" },
} as unknown as APIGatewayProxyEventV2; // what an operation without input reads of it
const context = { awsRequestId: "r-1" } as Context;

describe("GET /api/docs", () => {
  it("answers a page that loads nothing from anybody else, and may not", async () => {
    const { statusCode, headers, body = "" } = await readReference(event, context);
    expect(statusCode).toBe(200);
    expect(headers?.["content-type"]).toBe("text/html; charset=utf-8");
    const policy = String(headers?.["content-security-policy"]);
    expect(policy).toMatch(/^default-src 'none';.* script-src 'self';/);
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval|script-src[^;]*unsafe/);
    expect(body).not.toMatch(/\b(?:src|href)="(?:https?:)?\/\//);
    expect(body).toContain('<script src="/reference/scalar.js"></script>');
  });

  it("tells the script where the description is", async () => {
    const { body = "" } = await readReference(event, context);
    const [, attribute = ""] = /data-configuration="([^"]+)"/.exec(body) ?? [];
    expect(JSON.parse(attribute.replaceAll("&quot;", '"'))).toMatchObject({
      url: "/api/openapi.json",
      telemetry: false,
      withDefaultFonts: false,
    });
  });
});

describe("GET /api/openapi.json", () => {
  it("answers the description that was built, as JSON that may be kept a while", async () => {
    const { headers, body = "" } = await readOpenApi(event, context);
    expect(headers?.["content-type"]).toBe("application/json");
    expect(headers?.["cache-control"]).toBe("public, max-age=300");
    expect(JSON.parse(body)).toMatchObject({ openapi: "3.1.1", info: { title: "Faibric" } });
  });
});

import { Problem } from "@faibric/core/platform/problem.schema";
import { API_HEADERS } from "@faibric/core/platform/security-headers";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { expect, it } from "vitest";
import { handler } from "./unknown-route";

const ask = (method: string, rawPath: string) => {
  const requestContext = { requestId: "r-1", http: { method } };
  return handler({ rawPath, requestContext } as APIGatewayProxyEventV2);
};

it("answers a problem that names what was asked for", async () => {
  const { statusCode, headers, body = "" } = await ask("POST", "/api/kitchens");
  expect(statusCode).toBe(404);
  expect(headers).toMatchObject({ ...API_HEADERS, "content-type": "application/problem+json" });
  expect(Problem.strict().parse(JSON.parse(body))).toMatchObject({
    code: "platform.route.not_found",
    detail: "There is no operation POST /api/kitchens. All there are: /api/docs.",
    requestId: "r-1",
  });
});

it("answers an address without end, or of half a letter, with a short one", async () => {
  const { body = "" } = await ask("GET", `/api/${"x".repeat(194)}😀${"y".repeat(9_000)}`);
  expect(body.length).toBeLessThan(500);
  expect(JSON.parse(body).detail.isWellFormed()).toBe(true);
});

it("answers HEAD with the same headers and no body", async () => {
  const { statusCode, body } = await ask("HEAD", "/api/kitchens");
  expect({ statusCode, body }).toEqual({ statusCode: 404, body: undefined });
});

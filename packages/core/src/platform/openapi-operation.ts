import * as z from "zod";
import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject } from "zod-openapi";
import {
  type Contract,
  isPaged,
  isSafe,
  needsVersion,
  permissionOf,
  takesApiKey,
  takesIdempotencyKey,
} from "./contract";
import { exampleOf } from "./openapi-example";
import { QUOTA_HEADERS, refusalCodesOf, refusalsOf, takes } from "./openapi-refusals";
import { samplesOf } from "./openapi-samples";
import { allows, Role } from "./permission";

/** One operation as OpenAPI describes it. @throws Error where its body or its answer has no example */
export function describeOperation(
  capability: string,
  key: string,
  contract: Contract,
): ZodOpenApiOperationObject {
  const { summary, status } = contract;
  return {
    operationId: key,
    tags: [capability],
    summary,
    description: explain(contract),
    security: securityOf(contract),
    requestParams: partsOf(contract),
    parameters: headersOf(contract),
    ...bodyOf(key, contract),
    responses: { [String(status)]: answerOf(key, contract), ...refusalsOf(contract) },
    ...(permissionOf(contract) ? { "x-permission": permissionOf(contract) } : {}),
    "x-refusals": refusalCodesOf(contract),
    "x-codeSamples": samplesOf(capability, key, contract),
  };
}

/** Each of the ways in which a caller may say who they are. */
function securityOf(contract: Contract): Record<string, string[]>[] {
  if (contract.access === "anyone") return [];
  if (contract.access === "public") return [{ appKey: [] }, { appKeyHeader: [] }];
  if (contract.access === "customer") {
    return [{ customerToken: [] }, { customerToken: [], appKey: [] }];
  }
  return [{ accessToken: [] }, ...(takesApiKey(contract) ? [{ apiKey: [] }] : [])];
}

/** What a caller must know beyond the summary, a paragraph a matter. */
function explain(contract: Contract): string {
  const paragraphs = [whoMay(contract)];
  if (isPaged(contract)) {
    paragraphs.push(
      "The list comes in pages of `limit` items. Send the `cursor` of one answer with the next request, the rest unchanged, until it is `null`.",
    );
  }
  if (contract.stepUp) {
    paragraphs.push(
      "It is dangerous: within the ten minutes before, prove under `/api/auth/step-up` that it is you, or have signed in.",
    );
  }
  if (contract.tellsSecret) {
    paragraphs.push(
      "The answer holds a secret that is told this once. It is kept nowhere, so there is no `Idempotency-Key`: repeat the call and there is a new one.",
    );
  }
  if (needsVersion(contract)) {
    paragraphs.push(
      "Send the `ETag` that you read as `If-Match`, so that nobody's change is lost.",
    );
  }
  return paragraphs.join("\n\n");
}

function whoMay(contract: Contract): string {
  const { access } = contract;
  if (access === "anyone") return "Anyone may call it, without a token.";
  if (access === "user") return "Needs an access token, and no tenant.";
  if (access === "customer") {
    return "Needs the access token of a tenant's customer, from `/api/customer/auth/…`. It says which tenant: no other header does. A page of another origin names the tenant's public app key as well.";
  }
  if (access === "public") {
    return "For widgets: anybody may call it with a public app key, from the pages of the origins on its list.";
  }
  const permission = permissionOf(contract);
  const roles = Role.options.filter((role) => permission && allows(role, permission));
  const others = takesApiKey(contract)
    ? "An API key needs it as a scope."
    : "It is for people: no API key may call it.";
  return `Needs the permission \`${permission}\` in the tenant, which these roles have: ${roles.join(", ")}. ${others}`;
}

function partsOf({ params, query }: Contract) {
  return {
    ...(params instanceof z.ZodObject && takes(params) ? { path: params } : {}),
    ...(query instanceof z.ZodObject && takes(query) ? { query } : {}),
  };
}

function headersOf(contract: Contract) {
  const names = [
    ...(permissionOf(contract)
      ? [takesApiKey(contract) ? "TenantIdUnlessApiKey" : "TenantId"]
      : []),
    ...(takesIdempotencyKey(contract) ? ["IdempotencyKey"] : []),
    ...(needsVersion(contract) ? ["IfMatch"] : []),
  ];
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
}

function bodyOf(key: string, contract: Contract): Pick<ZodOpenApiOperationObject, "requestBody"> {
  const { body } = contract;
  if (isSafe(contract) || !takes(body)) return {};
  const example = exampleOf(body);
  if (!body.safeParse(example).success) {
    throw new Error(`${key}: its body needs an example. Give the schemas .meta({ example }).`);
  }
  const required = !body.safeParse({}).success;
  // What it does not name is refused, and its description says so.
  const schema = body instanceof z.ZodObject ? body.strict() : body;
  return { requestBody: { required, content: { "application/json": { schema, example } } } };
}

function answerOf(key: string, contract: Contract): ZodOpenApiResponseObject {
  const { status, contentType, response, versioned } = contract;
  return {
    description: status === 201 ? "It was made." : status === 204 ? "It is done." : "The answer.",
    headers: {
      "x-request-id": { $ref: "#/components/headers/RequestId" },
      ...QUOTA_HEADERS,
      ...(versioned ? { etag: { $ref: "#/components/headers/ETag" } } : {}),
      ...(takesIdempotencyKey(contract)
        ? { "idempotency-replayed": { $ref: "#/components/headers/IdempotencyReplayed" } }
        : {}),
    },
    ...(response instanceof z.ZodVoid ? {} : { content: contentOf(key, contentType, response) }),
    ...(isPaged(contract) ? { links: { next: nextPageOf(key) } } : {}),
  };
}

/** Text that the operation answers as it is: of JSON it is only known that it is JSON. */
function contentOf(key: string, contentType: string | undefined, response: Contract["response"]) {
  if (!contentType) {
    const example = exampleOf(response);
    if (!response.safeParse(example).success) {
      throw new Error(`${key}: its answer needs an example. Give the schemas .meta({ example }).`);
    }
    return { "application/json": { schema: response, example } };
  }
  const example = exampleOf(response);
  const text = { schema: response, ...(example === undefined ? {} : { example }) };
  return { [contentType]: contentType.includes("json") ? {} : text };
}

const nextPageOf = (operationId: string) => ({
  operationId,
  parameters: { "query.cursor": "$response.body#/cursor" },
  description: "The next page, unless the cursor is null.",
});

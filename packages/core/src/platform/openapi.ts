import {
  createDocument,
  type ZodOpenApiComponentsObject,
  type ZodOpenApiPathsObject,
} from "zod-openapi";
import type { Contract } from "./contract";
import { describeOperation } from "./openapi-operation";
import { PLATFORM_RESPONSES } from "./openapi-refusals";
import { Problem } from "./problem.schema";

/** What a manifest says about one capability's operations. */
interface Capability {
  readonly capability: string;
  readonly operations: Readonly<Record<string, Contract>>;
}

/**
 * The API as an OpenAPI 3.1 document, in an order that does not change with the order of the code.
 * Only scripts and tests may import this: the library behind it has no place in a function.
 * @param version the API's own, such as `0.1.0`
 * @throws Error where two operations share a name or a route, or a body has no example
 */
export function describeApi(
  version: string,
  capabilities: readonly Capability[],
): ReturnType<typeof createDocument> {
  const document = createDocument(
    {
      openapi: "3.1.1",
      info: { title: "Faibric", version, description: INTRODUCTION },
      servers: [{ url: "/", description: "Where this document is served" }],
      tags: [...capabilities].map(({ capability: name }) => ({ name })).sort(byName),
      paths: pathsOf(capabilities),
      components: {
        schemas: { Problem },
        responses: PLATFORM_RESPONSES,
        parameters: PARAMETERS,
        headers: HEADERS,
        securitySchemes: SECURITY,
      },
    },
    {
      override: ({ jsonSchema, io }) => {
        // Fields are added without a new version, so a client must not be told that there are no others.
        if (io === "output") delete jsonSchema.additionalProperties;
        // A calendar as a regular expression, and the range of a double, say nothing that a reader needs.
        if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
        if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
        if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      },
    },
  );
  const { components } = document;
  if (components?.schemas) components.schemas = sorted(components.schemas);
  return document;
}

const INTRODUCTION = `REST over JSON.

**Who is calling.** Send \`Authorization: Bearer <access token>\`. An operation on a tenant also takes \`X-Tenant-ID\`: it selects among the tenants you are a member of. A program sends \`Authorization: Bearer <API key>\`, a widget \`?appKey=<public app key>\`.

**Errors** are problem details ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)). Decide by \`code\`, which is stable; show \`detail\`; quote \`requestId\` when you ask for help.

**Sending again.** Give every request that changes something an \`Idempotency-Key\` of your own. When no answer came, send the same request with the same key: it happens once, and you get the first answer.

**How often.** A tenant's plan says how many requests it has in a minute, altogether, for each person or key, for each address, and for reading, writing and what is expensive. What needs no token is counted by address. Every answer tells what is left in \`RateLimit\`; one too many is answered 429, with \`Retry-After\`.

**Fields are added** without a new version. Ignore those you do not know.`;

const PARAMETERS: NonNullable<ZodOpenApiComponentsObject["parameters"]> = {
  TenantId: {
    name: "X-Tenant-ID",
    in: "header",
    required: true,
    description: "The tenant to work in: one that you are a member of.",
    schema: { type: "string", example: "tnt_01jd3zq8v5m0w2e7r9t4y6x1kp" },
  },
  TenantIdUnlessApiKey: {
    name: "X-Tenant-ID",
    in: "header",
    description:
      "The tenant to work in: one that you are a member of. Needed with an access token. An API key names its tenant itself; if you send this too, it must be the same.",
    schema: { type: "string", example: "tnt_01jd3zq8v5m0w2e7r9t4y6x1kp" },
  },
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    description:
      "A key of your own for this request, such as a UUID. The same key and request get the same answer for 24 hours.",
    schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[\\x21-\\x7e]+$" },
    example: "5f0c6a2e-6a0e-4f6b-9a55-0d2c6f3b8f11",
  },
  IfMatch: {
    name: "If-Match",
    in: "header",
    required: true,
    description: "The `ETag` of the thing as you read it.",
    schema: { type: "string", pattern: '^"[0-9]{1,15}"$', example: '"3"' },
  },
};

const HEADERS: NonNullable<ZodOpenApiComponentsObject["headers"]> = {
  RequestId: {
    description: "Names this request in our logs.",
    schema: { type: "string" },
  },
  ETag: {
    description: "The version of the thing, for `If-Match`.",
    schema: { type: "string", example: '"3"' },
  },
  IdempotencyReplayed: {
    description: "`true` where this is the answer to an earlier request with the same key.",
    schema: { type: "string", const: "true" },
  },
  RateLimit: {
    description:
      "What is left of each limit (`r`), and the seconds until it is counted anew (`t`). Source: draft-ietf-httpapi-ratelimit-headers-10",
    schema: { type: "string", example: '"tenant";r=599;t=42, "user";r=299;t=42' },
  },
  RateLimitPolicy: {
    description: "The limits that the request was counted on: `q` requests in `w` seconds.",
    schema: { type: "string", example: '"tenant";q=600;w=60, "user";q=300;w=60' },
  },
  RetryAfter: {
    description: "Seconds until the next request may succeed.",
    schema: { type: "string", pattern: "^[0-9]+$", example: "42" },
  },
  Challenge: {
    description: "How to authenticate.",
    schema: { type: "string", const: "Bearer" },
  },
};

const SECURITY: NonNullable<ZodOpenApiComponentsObject["securitySchemes"]> = {
  accessToken: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "The access token that signing in gives you.",
  },
  customerToken: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "The access token that signing in gives a tenant's customer.",
  },
  apiKey: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "fbk_…",
    description: "An API key of the tenant, for programs. It may what its scopes say.",
  },
  appKey: {
    type: "apiKey",
    in: "query",
    name: "appKey",
    description:
      "A public app key, for pages: in the address, because a browser asks for permission before it sends headers. Keeps out the pages of origins that are not on its list; is no secret, and opens nothing.",
  },
  appKeyHeader: {
    type: "apiKey",
    in: "header",
    name: "X-App-Key",
    description: "The same, for what is no page in a browser.",
  },
};

function pathsOf(capabilities: readonly Capability[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  const names = new Set<string>();
  for (const { capability, operations } of capabilities) {
    for (const [key, contract] of Object.entries(operations)) {
      const method = contract.method.toLowerCase() as Lowercase<Contract["method"]>;
      const path = paths[contract.path] ?? {};
      if (names.has(key)) throw new Error(`two operations are named ${key}`);
      if (path[method]) throw new Error(`two operations serve ${contract.method} ${contract.path}`);
      names.add(key);
      path[method] = describeOperation(capability, key, contract);
      paths[contract.path] = sorted(path);
    }
  }
  return sorted(paths);
}

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

function sorted<T extends object>(record: T): T {
  const entries = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries) as T;
}

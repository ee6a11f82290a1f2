import * as z from "zod";
import { defineContract } from "../platform/contract";
import { contentPolicy } from "../platform/security-headers";

export const readHealth = defineContract({
  method: "GET",
  path: "/api/health",
  summary: "Tell whether the platform answers",
  access: "anyone",
  response: z
    .object({ status: z.literal("ok"), stage: z.string().meta({ example: "production" }) })
    .meta({ id: "Health" }),
});

export const readOpenApi = defineContract({
  method: "GET",
  path: "/api/openapi.json",
  summary: "Read the description of this API, as OpenAPI 3.1",
  access: "anyone",
  contentType: "application/json",
  headers: { "cache-control": "public, max-age=300" },
  response: z.string(),
});

export const readApiReference = defineContract({
  method: "GET",
  path: "/api/docs",
  summary: "Read the API reference, as a page",
  access: "anyone",
  contentType: "text/html; charset=utf-8",
  headers: {
    "cache-control": "public, max-age=300",
    // Nothing from anybody else. The reference's script writes its own style elements.
    "content-security-policy": contentPolicy({
      "script-src": ["'self'"],
      "style-src": ["'unsafe-inline'"],
      "img-src": ["'self'", "data:"],
      "connect-src": ["'self'"],
    }),
  },
  response: z.string(),
});

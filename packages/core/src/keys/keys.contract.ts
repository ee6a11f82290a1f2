import * as z from "zod";
import { defineContract, Page, pageOf } from "../platform/contract";
import { ApiKeyId, AppKeyId, TenantId } from "../platform/id";
import { ApiKey, AppKey, ExpiresInDays, KeyName, NewApiKey, Origins, Scopes } from "./keys.schema";

const inTenant = z.object({ tenantId: TenantId });
const ofApiKey = inTenant.extend({ keyId: ApiKeyId });
const ofAppKey = inTenant.extend({ appKeyId: AppKeyId });

// No API key can be given these: one that could make or end others could keep itself alive.
const reads = { access: "member:keys.read" } as const;
const changes = { access: "member:keys.write" } as const;

const noApiKey = {
  "keys.api_key.not_found": {
    status: 404,
    when: "there is no such key; it may have been revoked",
    mend: "List the keys to see which there are.",
  },
};
const noAppKey = {
  "keys.app_key.not_found": {
    status: 404,
    when: "there is no such key; it may have been revoked",
    mend: "List the keys to see which there are.",
  },
};
const full = {
  "keys.limit.reached": {
    status: 409,
    when: "the tenant has as many keys as fit",
    mend: "Revoke a key that nothing uses.",
  },
};
const scopeRefused = {
  "keys.scope.refused": {
    status: 403,
    when: "the key could do what your own role may not",
    mend: "Leave that scope out, or ask an owner.",
  },
};

export const createApiKey = defineContract({
  ...changes,
  method: "POST",
  path: "/api/tenants/{tenantId}/api-keys",
  summary: "Create an API key; it is shown this once",
  stepUp: true,
  tellsSecret: true,
  params: inTenant,
  body: z.object({ name: KeyName, scopes: Scopes, expiresInDays: ExpiresInDays.optional() }),
  status: 201,
  response: NewApiKey,
  refuses: { ...full, ...scopeRefused },
});

export const listApiKeys = defineContract({
  ...reads,
  method: "GET",
  path: "/api/tenants/{tenantId}/api-keys",
  summary: "List the API keys of a tenant",
  params: inTenant,
  query: Page,
  response: pageOf(ApiKey),
});

export const readApiKey = defineContract({
  ...reads,
  method: "GET",
  path: "/api/tenants/{tenantId}/api-keys/{keyId}",
  summary: "Read what an API key may, and when it was used",
  params: ofApiKey,
  response: ApiKey,
  refuses: noApiKey,
});

export const renameApiKey = defineContract({
  ...changes,
  method: "PATCH",
  path: "/api/tenants/{tenantId}/api-keys/{keyId}",
  summary: "Rename an API key",
  params: ofApiKey,
  body: z.object({ name: KeyName }),
  response: ApiKey,
  refuses: noApiKey,
});

export const rollApiKey = defineContract({
  ...changes,
  method: "POST",
  path: "/api/tenants/{tenantId}/api-keys/{keyId}/roll",
  summary: "Replace an API key by a new one; the old one ends after a while",
  stepUp: true,
  tellsSecret: true,
  params: ofApiKey,
  body: z.object({
    graceHours: z
      .int()
      .min(0)
      .max(168, "The old key lives for 168 hours more at most.")
      .default(24)
      .meta({ description: "For how many hours the old key is still good. 0: it ends at once." }),
  }),
  status: 201,
  response: NewApiKey,
  refuses: {
    ...noApiKey,
    ...full,
    ...scopeRefused,
    "keys.api_key.rolled": {
      status: 409,
      when: "it was rolled already",
      mend: "Roll the key that replaced it.",
    },
  },
});

export const revokeApiKey = defineContract({
  ...changes,
  method: "DELETE",
  path: "/api/tenants/{tenantId}/api-keys/{keyId}",
  summary: "Revoke an API key, from the next request",
  params: ofApiKey,
  refuses: noApiKey,
});

export const revokeAllApiKeys = defineContract({
  ...changes,
  method: "DELETE",
  path: "/api/tenants/{tenantId}/api-keys",
  summary: "Revoke all API keys of a tenant, as after a leak",
  params: inTenant,
  response: z.object({ revoked: z.int().meta({ example: 3 }) }),
});

export const createAppKey = defineContract({
  ...changes,
  method: "POST",
  path: "/api/tenants/{tenantId}/app-keys",
  summary: "Create a public app key for widgets",
  params: inTenant,
  body: z.object({ name: KeyName, origins: Origins }),
  status: 201,
  response: AppKey,
  refuses: full,
});

export const listAppKeys = defineContract({
  ...reads,
  method: "GET",
  path: "/api/tenants/{tenantId}/app-keys",
  summary: "List the app keys of a tenant",
  params: inTenant,
  query: Page,
  response: pageOf(AppKey),
});

export const readAppKey = defineContract({
  ...reads,
  method: "GET",
  path: "/api/tenants/{tenantId}/app-keys/{appKeyId}",
  summary: "Read an app key and its origins",
  params: ofAppKey,
  response: AppKey,
  versioned: true,
  refuses: noAppKey,
});

export const updateAppKey = defineContract({
  ...changes,
  method: "PATCH",
  path: "/api/tenants/{tenantId}/app-keys/{appKeyId}",
  summary: "Change the name or the origins of an app key",
  params: ofAppKey,
  body: z.object({ name: KeyName.optional(), origins: Origins.optional() }),
  response: AppKey,
  versioned: true,
  refuses: noAppKey,
});

export const revokeAppKey = defineContract({
  ...changes,
  method: "DELETE",
  path: "/api/tenants/{tenantId}/app-keys/{appKeyId}",
  summary: "Revoke an app key, from the next request",
  params: ofAppKey,
  refuses: noAppKey,
});

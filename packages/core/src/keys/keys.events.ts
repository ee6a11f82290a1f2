import * as z from "zod";
import { defineEvent } from "../platform/event";
import { ApiKeyId, AppKeyId } from "../platform/id";
import { KeyName } from "./keys.schema";

const scopes = z.array(z.string());

export const ApiKeyCreated = defineEvent("keys.api_key.created", 1, {
  keyId: ApiKeyId,
  name: KeyName,
  scopes,
  expiresAt: z.iso.datetime().optional(),
});

export const ApiKeyRenamed = defineEvent("keys.api_key.renamed", 1, {
  keyId: ApiKeyId,
  from: z.string(),
  to: KeyName,
});

/** Another key took its place; the old one ends at `oldExpiresAt`. */
export const ApiKeyRolled = defineEvent("keys.api_key.rolled", 1, {
  keyId: ApiKeyId,
  name: KeyName,
  replacedBy: ApiKeyId,
  scopes,
  oldExpiresAt: z.iso.datetime(),
});

export const ApiKeyRevoked = defineEvent("keys.api_key.revoked", 1, {
  keyId: ApiKeyId,
  name: z.string(),
});

/** All of a tenant's at once, as after a leak. */
export const AllApiKeysRevoked = defineEvent("keys.api_keys.revoked", 1, {
  keyIds: z.array(ApiKeyId),
});

export const AppKeyCreated = defineEvent("keys.app_key.created", 1, {
  appKeyId: AppKeyId,
  name: KeyName,
  origins: z.array(z.string()),
});

const AppKeyFacts = z.object({ name: z.string(), origins: z.array(z.string()) });

export const AppKeyChanged = defineEvent("keys.app_key.changed", 1, {
  appKeyId: AppKeyId,
  before: AppKeyFacts,
  after: AppKeyFacts,
});

export const AppKeyRevoked = defineEvent("keys.app_key.revoked", 1, {
  appKeyId: AppKeyId,
  name: z.string(),
});

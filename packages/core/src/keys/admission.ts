import { withActor } from "../platform/actor";
import { identify } from "../platform/attempt";
import { batchGet } from "../platform/batch-get";
import { isSameSecret } from "../platform/digest";
import { TenantRefusedError, UnauthenticatedError } from "../platform/errors";
import type { ApiKeyId, AppKeyId, TenantId } from "../platform/id";
import { logger } from "../platform/logger";
import { standingFrom, standingOf } from "../tenant";
import { isAllowed } from "./allowed-origin";
import { ApiKeyEntity } from "./api-key.entity";
import { AppKeyEntity } from "./app-key.entity";
import { hashOf, readApiKey, readAppKey } from "./key-text";
import { OriginRefusedError } from "./keys.errors";

/** How exact it is when a key was last used: a write for every request would cost more than the request's reads. */
const USE_NOTED_MS = 60_000;

/** What an API key is let in as. */
export interface ApiKeyAdmission {
  readonly tenantId: TenantId;
  readonly keyId: ApiKeyId;
  readonly scopes: string[];
  readonly plan: string;
}

/**
 * Lets an API key in. Key and tenant are read together, strongly consistent, so a revocation, an expiry and
 * a suspension count from the next request: one call, two read units.
 * @throws UnauthenticatedError alike for a key that is unknown, wrong or revoked
 * @throws TenantSuspendedError where the tenant is
 */
export async function admitApiKey(key: string): Promise<ApiKeyAdmission> {
  const names = readApiKey(key);
  if (!names) throw new UnauthenticatedError("The API key is not complete. Copy it again.");
  const { tenantId } = names;
  return withActor({ type: "system", tenantId, service: "keys.admission" }, async () => {
    const [item, tenant] = await batchGet([ApiKeyEntity.get(names), standingOf(tenantId)]);
    const stored = item && ApiKeyEntity.parse({ Item: item }).data;
    const standing = standingFrom(tenant);
    if (!stored || !standing || !isSameSecret(stored.hash, hashOf(key))) throw notValid();
    const { keyId, scopes } = stored;
    // From here on the tenant's own log tells what the key tried.
    identify({ type: "apiKey", tenantId, keyId, scopes });
    const now = new Date();
    if (stored.validUntil !== undefined && stored.validUntil <= now.toISOString()) {
      throw new UnauthenticatedError("The API key has expired. Use a new one.");
    }
    standing.assertOpen();
    await noteUse(stored, now);
    return { tenantId, keyId, scopes, plan: standing.plan };
  });
}

const notValid = () =>
  new UnauthenticatedError("The API key is not valid. It may have been revoked.");

/** Notes when the key was used, if that was not noted within the last minute. */
async function noteUse(
  stored: { tenantId: TenantId; keyId: ApiKeyId; lastUsedAt?: string | undefined },
  now: Date,
): Promise<void> {
  const { tenantId, keyId, lastUsedAt } = stored;
  if (lastUsedAt && now.getTime() - Date.parse(lastUsedAt) < USE_NOTED_MS) return;
  try {
    await ApiKeyEntity.patch({ tenantId, keyId })
      .set({ lastUsedAt: now.toISOString() })
      // Of many requests at once the first notes it. A key that was revoked meanwhile stays away.
      .where((one, { eq, notExists }) =>
        lastUsedAt === undefined ? notExists(one.lastUsedAt) : eq(one.lastUsedAt, lastUsedAt),
      )
      .go();
  } catch (error) {
    // When it was used is for people to look at: a request must not fail because it could not be written.
    if (!isConditionFailure(error))
      logger.warn("use of a key not noted", { keyId, cause: String(error) });
  }
}

function isConditionFailure(error: unknown): boolean {
  return (
    error instanceof Error && (error.cause as Error)?.name === "ConditionalCheckFailedException"
  );
}

/** What a public app key is let in as. */
export interface AppKeyAdmission {
  readonly tenantId: TenantId;
  readonly appKeyId: AppKeyId;
  readonly plan: string;
}

/**
 * Finds the tenant of a public app key, for a page of an origin on its list. A caller that is no browser sends
 * no origin; the list cannot keep it out, which is why the key opens nothing.
 * @throws UnauthenticatedError alike for a key that is malformed, unknown or revoked
 */
export async function admitAppKey(
  key: string | undefined,
  origin: string | undefined,
): Promise<AppKeyAdmission> {
  if (!key) throw new UnauthenticatedError("Name the public app key: ?appKey=fbp_… or X-App-Key.");
  const names = readAppKey(key);
  if (!names) throw appKeyNotValid();
  const { tenantId, appKeyId } = names;
  return withActor({ type: "system", tenantId, service: "keys.admission" }, async () => {
    const [item, tenant] = await batchGet([AppKeyEntity.get(names), standingOf(tenantId)]);
    const stored = item && AppKeyEntity.parse({ Item: item }).data;
    const standing = standingFrom(tenant);
    if (!stored || !standing) throw appKeyNotValid();
    if (origin !== undefined && !isAllowed(origin, stored.origins)) {
      throw new OriginRefusedError(origin);
    }
    standing.assertOpen();
    return { tenantId, appKeyId, plan: standing.plan };
  });
}

const appKeyNotValid = () =>
  new UnauthenticatedError("The app key is not valid. It may have been revoked.");

/** An API key names its tenant itself. What else the caller names must be the same, or is a foreign tenant. */
export function assertSameTenant(tenantId: TenantId, header: string | undefined): void {
  if (header !== undefined && header !== tenantId) throw new TenantRefusedError();
}

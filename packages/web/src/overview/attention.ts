import type { Mfa } from "@faibric/core/auth/auth.schema";
import type { ApiKey, AppKey } from "@faibric/core/keys/keys.schema";
import type { Erasure } from "@faibric/core/offboarding/offboarding.schema";
import type { Secret } from "@faibric/core/secrets/secrets.schema";
import type { Domain } from "@faibric/core/site/domain.schema";
import type { PageSummary } from "@faibric/core/site/page.schema";
import type { Invitation, Tenant } from "@faibric/core/tenant/tenant.schema";

/** What is known of a business, as far as its reader may know it. Undefined: not read yet, or not theirs to see. */
export interface Facts {
  readonly tenant?: Tenant | undefined;
  readonly mfa?: Mfa | undefined;
  readonly invitations?: readonly Invitation[] | undefined;
  readonly apiKeys?: readonly ApiKey[] | undefined;
  readonly appKeys?: readonly AppKey[] | undefined;
  readonly secrets?: readonly Secret[] | undefined;
  readonly erasure?: Erasure | null | undefined;
  readonly members?: number | undefined;
  readonly domains?: readonly Domain[] | undefined;
  readonly pages?: readonly PageSummary[] | undefined;
}

/** Something that a person should see to, with what fills the gaps of its sentence. */
export interface Attention {
  readonly what:
    | "erasure"
    | "noFactor"
    | "fewCodes"
    | "keyEnds"
    | "keyUnused"
    | "appKeyNowhere"
    | "invitationEnds"
    | "domainWaits"
    | "testMode"
    | "sample";
  readonly key: string;
  /** Below the business; below the site where it begins with `/account`. */
  readonly path?: string;
  readonly name?: string;
  readonly at?: string;
  readonly count?: number;
}

const DAY_MS = 86_400_000;
const KEY_ENDS_DAYS = 14;
const KEY_UNUSED_DAYS = 90;
const INVITATION_ENDS_DAYS = 2;
const FEW_CODES = 3;

/** What needs its reader, the most pressing first. Everything is read from what there is; nothing is remembered. */
export function attentionFrom(facts: Facts, now = Date.now()): readonly Attention[] {
  return [
    ...ofErasure(facts),
    ...ofFactors(facts),
    ...ofKeys(facts, now),
    ...ofInvitations(facts, now),
    ...ofDomains(facts),
    ...ofTrying(facts),
  ];
}

function ofErasure({ erasure }: Facts): Attention[] {
  if (erasure?.status !== "requested") return [];
  return [{ what: "erasure", key: "erasure", at: erasure.eraseAt, path: "/data" }];
}

function ofFactors({ mfa }: Facts): Attention[] {
  if (!mfa) return [];
  const path = "/account/security";
  const { totpSince, passkeys, recoveryCodesLeft } = mfa;
  if (!totpSince && passkeys === 0) return [{ what: "noFactor", key: "factor", path }];
  if (recoveryCodesLeft > FEW_CODES) return [];
  return [{ what: "fewCodes", key: "codes", count: recoveryCodesLeft, path }];
}

function ofKeys({ apiKeys = [], appKeys = [] }: Facts, now: number): Attention[] {
  const path = "/keys";
  return [
    ...apiKeys
      .filter(({ expiresAt, replacedBy }) => !replacedBy && isWithin(expiresAt, KEY_ENDS_DAYS, now))
      .map(({ keyId, name, expiresAt }) => ({
        ...{ what: "keyEnds" as const, key: keyId, path, name },
        ...(expiresAt ? { at: expiresAt } : {}),
      })),
    ...apiKeys
      .filter(({ createdAt, lastUsedAt }) =>
        isBefore(lastUsedAt ?? createdAt, KEY_UNUSED_DAYS, now),
      )
      .map(({ keyId, name }) => ({
        what: "keyUnused" as const,
        key: `${keyId} unused`,
        path,
        name,
      })),
    ...appKeys
      .filter(({ origins }) => origins.length === 0)
      .map(({ appKeyId, name }) => ({ what: "appKeyNowhere" as const, key: appKeyId, path, name })),
  ];
}

function ofInvitations({ invitations = [] }: Facts, now: number): Attention[] {
  return invitations
    .filter(({ expiresAt }) => isWithin(expiresAt, INVITATION_ENDS_DAYS, now))
    .map(({ invitationId, email, expiresAt }) => ({
      what: "invitationEnds",
      key: invitationId,
      path: "/members",
      name: email,
      at: expiresAt,
    }));
}

/** A certificate that is being made needs nobody. */
function ofDomains({ domains = [] }: Facts): Attention[] {
  return domains
    .filter(({ state }) => state === "pending" || state === "failed")
    .map(({ domain }) => ({
      what: "domainWaits",
      key: domain,
      path: "/site/domains",
      name: domain,
    }));
}

function ofTrying({ secrets = [], tenant }: Facts): Attention[] {
  const trying = secrets.some(({ mode }) => mode === "test");
  return [
    ...(trying ? [{ what: "testMode" as const, key: "test", path: "/integrations" }] : []),
    ...(tenant?.sample === "wanted" ? [{ what: "sample" as const, key: "sample" }] : []),
  ];
}

/** Whether it is still to come, and within so many days. */
const isWithin = (at: string | undefined, days: number, now: number) =>
  at !== undefined && Date.parse(at) > now && Date.parse(at) - now < days * DAY_MS;
const isBefore = (at: string, days: number, now: number) => now - Date.parse(at) > days * DAY_MS;

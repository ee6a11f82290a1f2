import * as z from "zod";
import { idSchema, TenantId, UserId } from "../platform/id";
import { Role } from "../platform/permission";

/** Why no tenant may have them: they are paths of the platform, or would pass for it. */
const RESERVED_SLUGS = ["admin", "api", "app", "docs", "faibric", "local", "support", "ui", "www"];

/** A tenant's name in addresses: lower-case letters, digits and single hyphens, 3 to 40 of them. */
export const Slug = z
  .string()
  .min(3, "A slug has at least 3 characters.")
  .max(40, "A slug has at most 40 characters.")
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    "A slug is lower-case letters and digits, with single hyphens between.",
  )
  .refine((slug) => !RESERVED_SLUGS.includes(slug), "This slug is reserved.")
  .meta({ example: "blue-bottle" });

/** What a business calls itself. Any script; control characters and line breaks are refused. */
export const TenantName = z
  .string()
  .trim()
  .min(1, "A name is needed.")
  .max(120, "A name has at most 120 characters.")
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, "A name has no line breaks or control characters.")
  .refine((name) => /[^\p{C}\p{M}\p{Z}]/u.test(name), "A name needs something to be seen.")
  // They would turn what stands around the name; right-to-left scripts do not need them.
  .refine((name) => !/[\u202A-\u202E\u2066-\u2069]/.test(name), "A name has no direction marks.")
  .meta({ example: "Blue Bottle Coffee" });

export const TenantStatus = z.enum(["onboarding", "active", "failed", "suspended"]);
export type TenantStatus = z.infer<typeof TenantStatus>;

const TIME_ZONES: readonly string[] = ["UTC", ...Intl.supportedValuesOf("timeZone")];
const CURRENCIES: readonly string[] = Intl.supportedValuesOf("currency");

/** What a tenant's days, words and money follow. */
export const TenantSettings = z
  .object({
    timeZone: z
      .string()
      .refine((zone) => TIME_ZONES.includes(zone), "Not an IANA time zone, such as Europe/Berlin.")
      .default("UTC"),
    locale: z
      .string()
      .max(35)
      .refine(isLocale, "Not a BCP 47 language tag, such as de-DE.")
      .default("en"),
    currency: z
      .string()
      .refine((code) => CURRENCIES.includes(code), "Not an ISO 4217 currency, such as EUR.")
      .default("USD"),
  })
  .meta({
    id: "TenantSettings",
    example: { timeZone: "Europe/Berlin", locale: "de-DE", currency: "EUR" },
  });
export type TenantSettings = z.infer<typeof TenantSettings>;

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false; // what Intl throws on is no language tag: that is the answer
  }
}

/** What only owners decide: who is let in, and how long it is kept who did what. */
export const SecuritySettings = z
  .object({
    requireMfa: z
      .boolean()
      .default(false)
      .meta({ description: "Whether members must have proved a second factor." }),
    auditRetentionDays: z
      .int()
      .min(30, "The audit log is kept for 30 days at least.")
      .max(3_650, "The audit log is kept for 3650 days at most.")
      .default(365)
      .meta({ description: "For how many days the audit log is kept." }),
  })
  .meta({ id: "SecuritySettings", example: { requireMfa: true, auditRetentionDays: 730 } });
export type SecuritySettings = z.infer<typeof SecuritySettings>;

/** A tenant as its members see it. */
export const Tenant = z
  .object({
    tenantId: TenantId,
    name: TenantName,
    slug: Slug,
    status: TenantStatus,
    /** Why the onboarding failed, in words for its owner. */
    failure: z.string().optional(),
    /** Absent until the onboarding has applied them. */
    settings: TenantSettings.optional(),
    version: z.number().int(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Tenant" });
export type Tenant = z.infer<typeof Tenant>;

/** A tenant in the list of those a person belongs to. */
export const TenantSummary = Tenant.pick({ tenantId: true, name: true, slug: true })
  .extend({ role: Role })
  .meta({ id: "TenantSummary" });
export type TenantSummary = z.infer<typeof TenantSummary>;

/** Somebody who belongs to a tenant. */
export const Membership = z
  .object({
    userId: UserId,
    role: Role,
    email: z.string().optional().meta({
      description: "Their address, as they proved it. Absent for who has no account.",
      example: "ada@example.com",
    }),
    createdAt: z.iso.datetime().meta({ description: "When they joined." }),
  })
  .meta({ id: "Membership" });
export type Membership = z.infer<typeof Membership>;

export const InvitationId = idSchema("inv");
export type InvitationId = z.infer<typeof InvitationId>;

/** Somebody who may join a tenant. */
export const Invitation = z
  .object({
    invitationId: InvitationId,
    email: z.string().meta({ example: "ada@example.com" }),
    role: Role,
    invitedBy: UserId,
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: "Invitation" });
export type Invitation = z.infer<typeof Invitation>;

export const ActivityId = idSchema("act");
export type ActivityId = z.infer<typeof ActivityId>;

/** One line of what happened in a tenant, newest first on its overview. */
export const Activity = z
  .object({
    activityId: ActivityId,
    /** The event it was made from, such as `tenant.tenant.created`. */
    type: z.string(),
    text: z.string(),
    occurredAt: z.iso.datetime(),
  })
  .meta({ id: "Activity" });
export type Activity = z.infer<typeof Activity>;

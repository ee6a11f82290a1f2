import * as z from "zod";
import { idSchema, TenantId, UserId } from "../platform/id";
import { Role } from "../platform/permission";
import { isPublicName, NOT_PUBLIC } from "../platform/public-name";
import { Goals, Industry } from "./business.schema";

/** Where the site has pages and files of its own, may have them one day, or would seem to speak for us. */
export const RESERVED_SLUGS: readonly string[] = (
  "about account admin api app assets billing blog change-email contact customers docs faibric forgot-password help home " +
  "invitation legal live local login logout magic-link mail pricing privacy reference reset-password security settings " +
  "sign-in sign-out sign-up signin signup static status support terms ui verify-email welcome widgets www"
).split(" ");

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

// Asked when it is needed: listing them takes as long as reading a tenant does.
const isCurrency = (code: string) => Intl.supportedValuesOf("currency").includes(code);

const TimeZone = z
  .string()
  .refine(isTimeZone, "Not an IANA time zone, such as Europe/Berlin.")
  .meta({ example: "Europe/Berlin" });
const Locale = z.string().max(35).refine(isLocale, "Not a BCP 47 language tag, such as de-DE.");
const Currency = z
  .string()
  .refine(isCurrency, "Not an ISO 4217 currency, such as EUR.")
  .meta({ example: "EUR" });

const Color = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, "A color is six hex digits, such as #1f4e79.")
  .meta({ example: "#1f4e79" });

/** How a tenant looks to its customers. */
export const Brand = z
  .object({
    primaryColor: Color.optional(),
    backgroundColor: Color.optional(),
    logoUrl: z
      .url({
        protocol: /^https$/,
        error: "Not an https address, such as https://example.com/logo.svg.",
      })
      .max(2_000, "An address has at most 2000 characters.")
      // Whoever sees the logo would see them too.
      .refine(
        (url) => !/^https:\/\/[^/?#]*@/i.test(url),
        "An address here has no user name or password.",
      )
      // Each visitor's browser asks for it, from wherever they are.
      .refine((url) => isPublicName(URL.parse(url)?.hostname ?? ""), NOT_PUBLIC)
      .optional()
      .meta({ example: "https://example.com/logo.svg" }),
  })
  .meta({ id: "Brand" });

/** What a tenant's days, words and money follow, how it looks, what it does and what it wants first. */
export const TenantSettings = z
  .object({
    timeZone: TimeZone.default("UTC"),
    locale: Locale.default("en"),
    currency: Currency.default("USD"),
    brand: Brand.optional(),
    industry: Industry.optional(),
    goals: Goals.optional(),
  })
  .meta({
    id: "TenantSettings",
    example: { timeZone: "Europe/Berlin", locale: "de-DE", currency: "EUR" },
  });
export type TenantSettings = z.infer<typeof TenantSettings>;

/** The settings to change; the others stay. Each is replaced whole. */
export const SettingsChange = z
  .object({
    timeZone: TimeZone,
    locale: Locale,
    currency: Currency,
    brand: Brand,
    industry: Industry,
    goals: Goals,
  })
  .partial()
  .meta({
    id: "SettingsChange",
    example: { timeZone: "Europe/Berlin", brand: { primaryColor: "#1f4e79" } },
  });
export type SettingsChange = z.infer<typeof SettingsChange>;

/** Any name of a zone: the list that Intl gives has one each, Asia/Calcutta but not Asia/Kolkata. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Z]/i.test(name)) return false; // an offset, such as +05:30, knows no summer time
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false; // what Intl throws on is no time zone: that is the answer
  }
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false; // what Intl throws on is no language tag: that is the answer
  }
}

const RequireMfa = z
  .boolean()
  .meta({ description: "Whether members must have proved a second factor." });
const AuditRetentionDays = z
  .int()
  .min(30, "The audit log is kept for 30 days at least.")
  .max(3_650, "The audit log is kept for 3650 days at most.")
  .meta({ description: "For how many days the audit log is kept." });

/** What only owners decide: who is let in, and how long it is kept who did what. */
export const SecuritySettings = z
  .object({
    requireMfa: RequireMfa.default(false),
    auditRetentionDays: AuditRetentionDays.default(365),
  })
  .meta({ id: "SecuritySettings", example: { requireMfa: true, auditRetentionDays: 730 } });
export type SecuritySettings = z.infer<typeof SecuritySettings>;

/** The security settings to change; the others stay. */
export const SecurityChange = z
  .object({ requireMfa: RequireMfa, auditRetentionDays: AuditRetentionDays })
  .partial()
  .meta({ id: "SecurityChange", example: { requireMfa: true } });
export type SecurityChange = z.infer<typeof SecurityChange>;

export const SuspensionReason = z
  .string()
  .trim()
  .min(1, "A reason is needed, or leave it out.")
  .max(500, "A reason has at most 500 characters.")
  .meta({ example: "We are closed for the winter." });

/** `erasure`: until it is erased, or its erasure is cancelled. */
export const SuspendedBy = z.enum(["owner", "operator", "erasure"]);

/** Why a tenant is suspended, and who may restore it: who suspended it, or the operator. */
export const Suspension = z
  .object({
    by: SuspendedBy,
    reason: z.string().optional(),
    at: z.iso.datetime(),
  })
  .meta({ id: "Suspension" });
export type Suspension = z.infer<typeof Suspension>;

/** The steps of an onboarding, in their order. */
export const ONBOARDING_STEPS = ["settings", "files"] as const;
export const OnboardingStep = z.enum(ONBOARDING_STEPS);
export type OnboardingStep = z.infer<typeof OnboardingStep>;

/** A tenant as its members see it. */
export const Tenant = z
  .object({
    tenantId: TenantId,
    name: TenantName,
    slug: Slug,
    status: TenantStatus,
    /** Why the onboarding failed, in words for its owner. */
    failure: z.string().optional(),
    /** Which steps of the onboarding are through, while it is under way. */
    progress: z.array(OnboardingStep).optional(),
    /** Absent until the onboarding has applied them. */
    settings: TenantSettings.optional(),
    /** Absent until an owner has changed them. */
    security: SecuritySettings.optional(),
    sample: z.enum(["wanted", "removed"]).optional().meta({
      description:
        "Whether it has examples to begin with, or had them removed. Absent where it never asked for any.",
    }),
    /** Present while it is suspended. */
    suspension: Suspension.optional(),
    version: z.number().int().meta({ example: 1 }),
    createdAt: z.iso.datetime(),
  })
  .meta({
    id: "Tenant",
    example: {
      tenantId: "tnt_01jd3zq8v5m0w2e7r9t4y6x1kp",
      name: "Blue Bottle Coffee",
      slug: "blue-bottle",
      status: "active",
      settings: { timeZone: "Europe/Berlin", locale: "de-DE", currency: "EUR" },
      version: 1,
      createdAt: "2026-03-01T10:00:00.000Z",
    },
  });
export type Tenant = z.infer<typeof Tenant>;

/** A tenant as anybody may see it who has one of its public app keys. */
export const PublicTenant = TenantSettings.pick({
  timeZone: true,
  locale: true,
  currency: true,
  brand: true,
})
  .extend({ name: TenantName })
  .meta({ id: "PublicTenant" });
export type PublicTenant = z.infer<typeof PublicTenant>;

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
    type: z.string().meta({ example: "tenant.tenant.renamed" }),
    /** In English, for whoever has no words of their own for the type. */
    text: z.string().meta({ example: "Blue Bottle is now called Red Bottle." }),
    /** What a sentence of the type names, in no language. Older lines have none. */
    facts: z
      .record(z.string(), z.string())
      .optional()
      .meta({ example: { from: "Blue Bottle", to: "Red Bottle" } }),
    occurredAt: z.iso.datetime(),
  })
  .meta({ id: "Activity" });
export type Activity = z.infer<typeof Activity>;

/** What a live connection tells the members of a tenant. */
export const LiveMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("activity"), activity: Activity }),
  /** Long work has gone on: what there is now is read, so that one who was not told misses nothing. */
  z.object({ type: z.literal("progress"), of: z.enum(["onboarding", "export", "erasure"]) }),
]);
export type LiveMessage = z.infer<typeof LiveMessage>;

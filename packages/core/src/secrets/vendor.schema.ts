import * as z from "zod";

/** What a vendor is for. */
export const PURPOSES = [
  "payments",
  "mail",
  "sms",
  "text",
  "analytics",
  "lists",
  "search",
] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Whether a vendor's key is for trying out, or moves real money and mail. */
export const SecretMode = z.enum(["test", "live"]);
export type SecretMode = z.infer<typeof SecretMode>;

/** One key of a vendor's, and what it looks like. Sources: the vendors' own documentation of their keys. */
export interface VendorField {
  /** The name of the secret that it is kept as. */
  readonly name: string;
  /** What the vendor calls it, in its dashboard. */
  readonly label: string;
  readonly shape: RegExp;
  /** The shape in words, after "looks like". */
  readonly like: string;
  /** What says that it is for trying out; without it the vendor's keys do not tell. */
  readonly test?: RegExp;
  /** Whether the vendor can do without it. */
  readonly optional?: boolean;
}

export interface Vendor {
  readonly id: string;
  readonly name: string;
  readonly for: Purpose;
  readonly fields: readonly [VendorField, ...VendorField[]];
}

const HEX_32 = /^[0-9a-f]{32}$/;
const HOST = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;

/** A field of a vendor's own, whose name begins with the vendor's. */
const field = (
  name: string,
  label: string,
  shape: RegExp,
  like: string,
  more: Pick<VendorField, "test" | "optional"> = {},
): VendorField => ({ name, label, shape, like, ...more });

const PAYMENTS: readonly Vendor[] = [
  {
    id: "stripe",
    name: "Stripe",
    for: "payments",
    fields: [
      field(
        "stripe.secret-key",
        "Secret key",
        /^[sr]k_(test|live)_\w{16,}$/,
        "sk_live_… or sk_test_…",
        {
          test: /^[sr]k_test_/,
        },
      ),
      field(
        "stripe.publishable-key",
        "Publishable key",
        /^pk_(test|live)_\w{16,}$/,
        "pk_live_… or pk_test_…",
        {
          test: /^pk_test_/,
        },
      ),
      field("stripe.webhook-secret", "Webhook signing secret", /^whsec_[\w+/=]{16,}$/, "whsec_…", {
        optional: true,
      }),
    ],
  },
  {
    id: "paypal",
    name: "PayPal",
    for: "payments",
    fields: [
      field(
        "paypal.client-id",
        "Client ID",
        /^[\w-]{40,120}$/,
        "80 letters and digits, such as AeA1…",
      ),
      field("paypal.secret", "Secret", /^[\w-]{40,120}$/, "80 letters and digits, such as EGnH…"),
      // PayPal's keys look the same in both: it must be said.
      field("paypal.environment", "Environment", /^(sandbox|live)$/, "sandbox or live", {
        test: /^sandbox$/,
      }),
    ],
  },
];

const MESSAGES: readonly Vendor[] = [
  {
    id: "sendgrid",
    name: "SendGrid",
    for: "mail",
    fields: [field("sendgrid.api-key", "API key", /^SG\.[\w-]{16,32}\.[\w-]{32,64}$/, "SG.….…")],
  },
  {
    id: "mailgun",
    name: "Mailgun",
    for: "mail",
    fields: [
      field(
        "mailgun.api-key",
        "API key",
        /^(key-)?[0-9a-f]{32}(-[0-9a-f]{8}-[0-9a-f]{8})?$/,
        "key-… or 32 hex digits and two groups of 8",
      ),
      field("mailgun.domain", "Sending domain", HOST, "mg.example.com", {
        test: /^sandbox[0-9a-f]{32}\.mailgun\.org$/,
      }),
    ],
  },
  {
    id: "twilio",
    name: "Twilio",
    for: "sms",
    fields: [
      field("twilio.account-sid", "Account SID", /^AC[0-9a-f]{32}$/, "AC and 32 hex digits"),
      field("twilio.auth-token", "Auth token", HEX_32, "32 hex digits"),
    ],
  },
  {
    id: "vonage",
    name: "Vonage",
    for: "sms",
    fields: [
      field("vonage.api-key", "API key", /^[0-9a-f]{8}$/, "8 hex digits"),
      field("vonage.api-secret", "API secret", /^\S{8,32}$/, "8 to 32 characters without a space"),
    ],
  },
];

const TEXTS: readonly Vendor[] = [
  {
    id: "openai",
    name: "OpenAI",
    for: "text",
    fields: [field("openai.api-key", "API key", /^sk-(?!ant-)[\w-]{20,}$/, "sk-…")],
  },
  {
    id: "anthropic",
    name: "Anthropic",
    for: "text",
    fields: [field("anthropic.api-key", "API key", /^sk-ant-[\w-]{20,}$/, "sk-ant-…")],
  },
  {
    id: "google-ai",
    name: "Google AI",
    for: "text",
    fields: [
      field("google-ai.api-key", "API key", /^AIza[\w-]{35}$/, "AIza and 35 more characters"),
    ],
  },
  {
    id: "xai",
    name: "xAI",
    for: "text",
    fields: [field("xai.api-key", "API key", /^xai-[\w-]{20,}$/, "xai-…")],
  },
];

const OTHERS: readonly Vendor[] = [
  {
    id: "mixpanel",
    name: "Mixpanel",
    for: "analytics",
    fields: [field("mixpanel.token", "Project token", HEX_32, "32 hex digits")],
  },
  {
    id: "amplitude",
    name: "Amplitude",
    for: "analytics",
    fields: [field("amplitude.api-key", "API key", HEX_32, "32 hex digits")],
  },
  {
    id: "posthog",
    name: "PostHog",
    for: "analytics",
    fields: [field("posthog.api-key", "Project API key", /^phc_\w{20,}$/, "phc_…")],
  },
  {
    id: "mailchimp",
    name: "Mailchimp",
    for: "lists",
    fields: [
      field(
        "mailchimp.api-key",
        "API key",
        /^[0-9a-f]{32}-[a-z]{2}\d{1,3}$/,
        "32 hex digits, a hyphen and us1",
      ),
    ],
  },
  {
    id: "kit",
    name: "Kit",
    for: "lists",
    fields: [
      field("kit.api-secret", "API secret", /^[\w-]{20,}$/, "20 or more letters and digits"),
    ],
  },
  {
    id: "serpapi",
    name: "SerpApi",
    for: "search",
    fields: [field("serpapi.api-key", "API key", /^[0-9a-f]{64}$/, "64 hex digits")],
  },
];

/** The vendors that the platform knows, with the keys that each needs. */
export const VENDORS: readonly Vendor[] = [...PAYMENTS, ...MESSAGES, ...TEXTS, ...OTHERS];

const FIELDS = new Map(
  VENDORS.flatMap((vendor) =>
    vendor.fields.map((one) => [one.name, { vendor, field: one }] as const),
  ),
);

/** The vendor's key that a secret's name is for; undefined for one of the tenant's own making. */
export const fieldOf = (name: string) => FIELDS.get(name);

/** Whether a value can be the key that the name says. A name that is no vendor's takes any. */
export const fits = (name: string, value: string): boolean =>
  fieldOf(name)?.field.shape.test(value) ?? true;

/** Whether a value is for trying out, as far as it says so. Decided when it is set: later nobody sees it. */
export function modeOf(name: string, value: string): SecretMode | undefined {
  const test = fieldOf(name)?.field.test;
  if (!test) return undefined;
  return test.test(value) ? "test" : "live";
}

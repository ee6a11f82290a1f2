import * as z from "zod";
import { Page } from "../platform/contract";
import { idSchema } from "../platform/id";

export const Outcome = z.enum(["succeeded", "denied", "failed"]);

const text = z.string().optional();
// Of nothing at all.
const HASH = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

/** One line of the audit log. */
export const AuditEntry = z
  .object({
    sequence: z.int().meta({ description: "Its place in the log, without gaps.", example: 42 }),
    recordId: idSchema("aud"),
    at: z.iso.datetime().meta({ description: "When it was done." }),
    appendedAt: z.iso.datetime().meta({ description: "When it was written into the log." }),
    action: z.string().meta({
      description: "The operation, or what happened of itself.",
      example: "tenant.renameTenant",
    }),
    outcome: Outcome,
    reason: text.meta({ description: "The code of the refusal or failure." }),
    count: z.int().optional().meta({
      description: "How many such refusals there were in the minute; the rest tells of the last.",
    }),
    actorType: z.string().meta({ example: "member" }),
    actorId: z.string().meta({
      description: "The person, or what acted of itself.",
      example: "usr_01jd3zq8v5m0w2e7r9t4y6x1kp",
    }),
    actorRole: text.meta({ example: "admin" }),
    target: text.meta({
      description: "What it was done to.",
      example: "usr_01jd3zq8v5m0w2e7r9t4y6x1kp",
    }),
    before: z
      .unknown()
      .optional()
      .meta({
        description: "What changed, as it was. Secrets are masked.",
        example: { name: "Blue Bottle" },
      }),
    after: z
      .unknown()
      .optional()
      .meta({ description: "What changed, as it is now.", example: { name: "Red Bottle" } }),
    address: text.meta({ description: "The IP address it came from.", example: "203.0.113.7" }),
    userAgent: text,
    requestId: text,
    correlationId: text,
    previousHash: z.string().meta({ example: HASH }),
    hash: z.string().meta({
      description: "SHA-256 over all of it, in base64url (RFC 8785).",
      example: HASH,
    }),
  })
  .meta({ id: "AuditEntry" });
export type AuditEntry = z.infer<typeof AuditEntry>;

const instant = z.iso.datetime("Not an instant in UTC, such as 2026-03-01T10:00:00Z.").optional();
const word = z.string().min(1).max(200).optional();

/** Which entries: those that match all that is given. */
export const AuditFilter = z.object({
  actor: word.meta({
    description: "The ID of who acted.",
    example: "usr_01jd3zq8v5m0w2e7r9t4y6x1kp",
  }),
  action: word.meta({ description: "An action, or its beginning with a dot: `tenant.`" }),
  target: word.meta({ description: "The ID of what was acted on." }),
  outcome: Outcome.optional(),
  from: instant.meta({ description: "Done then or later.", example: "2026-03-01T10:00:00Z" }),
  to: instant.meta({ description: "Done before then.", example: "2026-04-01T00:00:00Z" }),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

export const AuditQuery = AuditFilter.extend(Page.shape);
export type AuditQuery = z.infer<typeof AuditQuery>;

/** Where to go on in a log that takes several calls. */
export const After = z.coerce
  .number()
  .int()
  .min(0)
  .max(999_999_999_999)
  .default(0)
  .meta({ description: "Go on behind this place in the log." });

export const ExportQuery = z.object({
  format: z.enum(["csv", "jsonl"]).default("jsonl"),
  after: After,
  limit: z.coerce.number().int().min(1).max(2_000).default(1_000),
});
export type ExportQuery = z.infer<typeof ExportQuery>;

/** An entry's place and hash, as its reader keeps them: what nobody who puts the log back can reach. */
export const Receipt = z
  .string()
  .regex(/^\d{1,12}\.[A-Za-z0-9_-]{43}$/, "A receipt is what an earlier verification answered.")
  .meta({ example: `42.${HASH}` });

export const VerifyQuery = z.object({
  after: After,
  receipt: Receipt.optional().meta({
    description:
      "The `receipt` of an earlier verification, which you kept: whether the log still holds that entry. Send it with each call.",
  }),
});
export type VerifyQuery = z.infer<typeof VerifyQuery>;

/** Whether a log is what was written, and where it first is not. */
export const Verification = z
  .object({
    verified: z.boolean(),
    from: z.int().meta({ description: "The first entry that is kept.", example: 1 }),
    to: z.int().meta({ description: "The last that was looked at.", example: 42 }),
    checked: z.int().meta({ example: 42 }),
    next: z
      .int()
      .nullable()
      .meta({ description: "Go on with this as `after`; null where it is through." }),
    receipt: Receipt.optional().meta({
      description:
        "The last entry that was looked at. Keep it apart from us: with it a later verification finds also a log that was put back together with all that we keep of it.",
    }),
    fault: z
      .object({
        sequence: z.int().meta({ description: "The place of the first bad entry." }),
        kind: z.enum([
          "missing",
          "reordered",
          "altered",
          "unlinked",
          "truncated",
          "unsealed",
          "headless",
          "surplus",
          "unanchored",
          "rolled-back",
          "unexpected",
        ]),
        detail: z.string(),
      })
      .optional(),
  })
  .meta({ id: "AuditVerification" });
export type Verification = z.infer<typeof Verification>;

import * as z from "zod";
import { ApiKeyId, AppKeyId, UserId } from "../platform/id";
import { SCOPES } from "../platform/permission";
import { AllowedOrigin } from "./allowed-origin";

/** What people call a key, to know it again in the list. */
export const KeyName = z
  .string()
  .trim()
  .min(1, "A name is needed.")
  .max(80, "A name has at most 80 characters.")
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, "A name has no line breaks or control characters.")
  .refine((name) => /[^\p{C}\p{M}\p{Z}]/u.test(name), "A name needs something to be seen.")
  // They would turn what stands around the name; right-to-left scripts do not need them.
  .refine((name) => !/[\u202A-\u202E\u2066-\u2069]/.test(name), "A name has no direction marks.")
  .meta({ example: "Stock import" });

/** The permissions that a key is given, each once. */
export const Scopes = z
  .array(z.enum(SCOPES))
  .min(1, "Give the key at least one scope.")
  .max(SCOPES.length, "Name each scope once.")
  .refine((scopes) => new Set(scopes).size === scopes.length, "Name each scope once.")
  .meta({ example: ["tenant.read"], description: "The permissions that the key has." });

export const MAX_DAYS = 3_650;

export const ExpiresInDays = z
  .int()
  .min(1, "A key lives for a day at least.")
  .max(
    MAX_DAYS,
    `A key lives for ${MAX_DAYS} days at most. Leave it out for one that does not expire.`,
  )
  .meta({ description: "After how many days the key expires. Left out: never.", example: 90 });

/** An API key as people see it: all but its secret, which nobody can see again. */
export const ApiKey = z
  .object({
    keyId: ApiKeyId,
    name: KeyName,
    prefix: z.string().meta({
      description: "How the key begins, to tell which one somebody has.",
      example: "fbk_01jd3zq8v5m0w2e7r9t4y6x1kp",
    }),
    scopes: z
      .array(z.string())
      .meta({ description: "The permissions that the key has.", example: ["tenant.read"] }),
    createdAt: z.iso.datetime(),
    createdBy: UserId,
    expiresAt: z.iso.datetime().optional(),
    lastUsedAt: z.iso
      .datetime()
      .optional()
      .meta({ description: "When it was last used, to within a minute. Absent: never." }),
    replacedBy: ApiKeyId.optional().meta({ description: "The key that it was rolled into." }),
  })
  .meta({ id: "ApiKey" });
export type ApiKey = z.infer<typeof ApiKey>;

/** An API key that was just made. */
export const NewApiKey = ApiKey.extend({
  key: z.string().meta({
    description: "The key itself. It is told this once and kept nowhere.",
    example: "fbk_01jd3zq8v5m0w2e7r9t4y6x1kp_01jd3zq8v5m0w2e7r9t4y6x1kp_…",
  }),
}).meta({ id: "NewApiKey" });
export type NewApiKey = z.infer<typeof NewApiKey>;

export const MAX_ORIGINS = 20;

/** From which pages widgets may use an app key. */
export const Origins = z
  .array(AllowedOrigin)
  .max(MAX_ORIGINS, `At most ${MAX_ORIGINS} origins fit on the list.`)
  .transform((origins) => [...new Set(origins)])
  .meta({
    example: ["https://shop.example.com"],
    description:
      "The pages that may use the key: `https://shop.example.com`, every subdomain with `https://*.example.com`, or any port of this machine with `http://localhost:3000`.",
  });

/** A public app key. It is no secret: whoever reads a page with the widget has it. */
export const AppKey = z
  .object({
    appKeyId: AppKeyId,
    name: KeyName,
    key: z.string().meta({
      description: "What widgets send.",
      example: "fbp_01jd3zq8v5m0w2e7r9t4y6x1kp_01jd3zq8v5m0w2e7r9t4y6x1kp",
    }),
    origins: z.array(z.string().meta({ example: "https://shop.example.com" })),
    version: z.int().meta({ example: 1 }),
    createdAt: z.iso.datetime(),
    createdBy: UserId,
  })
  .meta({ id: "AppKey" });
export type AppKey = z.infer<typeof AppKey>;

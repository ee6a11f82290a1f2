import * as z from "zod";
import { UserId } from "../platform/id";
import { SecretMode } from "./vendor.schema";

/** What a tenant's secret is called: `stripe.api-key`. */
export const SecretName = z
  .string()
  .min(1, "A name is needed.")
  .max(64, "A name has at most 64 characters.")
  .regex(
    /^[a-z0-9]+([._-][a-z0-9]+)*$/,
    "A name is lower-case letters and digits, with single dots, hyphens or underscores between.",
  )
  .meta({ example: "stripe.api-key" });

/** A vendor's key, or the JSON or PEM that holds one. */
export const SecretValue = z
  .string()
  .min(1, "A value is needed.")
  .max(10_000, "A value has at most 10,000 characters.")
  .meta({
    example: "value-from-your-vendor",
    description: "It is never answered again.",
    writeOnly: true,
  });

/** All that is ever told of a secret. */
export const Secret = z
  .object({
    name: SecretName,
    createdAt: z.iso.datetime(),
    /** When its value was last set, and by whom. */
    updatedAt: z.iso.datetime(),
    updatedBy: UserId,
    mode: SecretMode.optional().meta({
      description:
        "Whether it is a vendor's key for trying out. Absent where the key does not say so.",
    }),
  })
  .meta({ id: "Secret" });
export type Secret = z.infer<typeof Secret>;

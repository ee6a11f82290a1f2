import * as z from "zod";

/** What a business can be, as far as the platform treats them differently. */
export const INDUSTRIES = [
  "food",
  "retail",
  "beauty",
  "health",
  "fitness",
  "trades",
  "education",
  "professional",
  "hospitality",
  "nonprofit",
  "other",
] as const;
export type IndustryKind = (typeof INDUSTRIES)[number];

/** What a business does: one of a few, and in its own words. What is none of them needs the words. */
export const Industry = z
  .object({
    kind: z.enum(INDUSTRIES),
    description: z
      .string()
      .trim()
      .min(1, "Say it in a few words, or leave it out.")
      .max(200, "A description has at most 200 characters.")
      .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, "A description has no line breaks or control characters.")
      .optional(),
  })
  .refine(({ kind, description }) => kind !== "other" || description !== undefined, {
    path: ["description"],
    message: "Say in a few words what you do.",
  })
  .meta({ id: "Industry", example: { kind: "food", description: "Vegan bakery" } });
export type Industry = z.infer<typeof Industry>;

/** What a business can want first: each is a row of first steps on its overview. */
export const GOALS = ["found", "team", "customers", "connect", "secure"] as const;
export type GoalKind = (typeof GOALS)[number];

/** What a business wants first: to be found, to work together, to know its customers, to connect programs, to be safe. */
export const Goals = z
  .array(z.enum(GOALS))
  .max(GOALS.length)
  .refine((goals) => new Set(goals).size === goals.length, "Each goal is named once.")
  .meta({ example: ["found", "team"] });

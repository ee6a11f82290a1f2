import * as z from "zod";

/** One fault of a request, at the place it was found. */
export const ProblemIssue = z.object({
  path: z.array(z.union([z.string(), z.number()])).meta({
    description: "Where: the part of the request, then the field.",
    example: ["body", "slug"],
  }),
  message: z.string().meta({ description: "What is wrong, in words for a person." }),
});
export type ProblemIssue = z.infer<typeof ProblemIssue>;

/** The answer to a request that was refused: problem details. Source: RFC 9457 */
export const Problem = z
  .object({
    type: z.string().meta({ description: "The code as an address. It names, it need not open." }),
    title: z.string().meta({ description: "What the status means." }),
    status: z.int().min(400).max(599).meta({ description: "The HTTP status, once more." }),
    code: z
      .string()
      .meta({ description: "Which refusal it is. Programs decide by it: it is stable." }),
    detail: z
      .string()
      .meta({ description: "What happened and how to mend it, to show to a person." }),
    issues: z
      .array(ProblemIssue)
      .optional()
      .meta({ description: "Every fault that was found in the request." }),
    requestId: z.string().meta({ description: "Names this request when you ask us about it." }),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof Problem>;

/** The media type of a problem. */
export const PROBLEM_TYPE = "application/problem+json";

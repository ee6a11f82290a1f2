import { describe, expect, it } from "vitest";
import * as z from "zod";
import { wording } from "./wording";

const told = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value, { error: wording }).error?.issues.map(({ message }) => message);

/** A value that is refused, for each code that zod has. */
const REFUSED: Readonly<Record<z.core.$ZodIssue["code"], readonly [z.ZodType, unknown, string]>> = {
  invalid_type: [z.string(), 5, "Not a text."],
  too_small: [z.string().min(1), "", "At least 1 character."],
  too_big: [z.number().max(100), 101, "At most 100."],
  not_multiple_of: [z.number().multipleOf(5), 7, "Not a multiple of 5."],
  invalid_format: [z.email(), "nobody", "Not an e-mail address."],
  invalid_value: [z.enum(["a", "b"]), "c", 'Not one of "a", "b".'],
  unrecognized_keys: [z.strictObject({}), { a: 1 }, "There is no such field."],
  invalid_key: [
    z.record(z.string().max(1), z.any()),
    { ab: 1 },
    "A field here has a name that is not allowed.",
  ],
  invalid_element: [
    z.map(z.object({}), z.string()),
    new Map([[{}, 1]]),
    "An entry here is not allowed.",
  ],
  invalid_union: [
    z.union([z.string(), z.number()]),
    null,
    "Not in any of the forms that are allowed.",
  ],
  custom: [z.string().refine(() => false), "a", "Not allowed."],
};

describe("what a caller is told of a value", () => {
  it.each(Object.entries(REFUSED))(
    "is in our words where it is %s",
    (code, [schema, value, text]) => {
      const { error } = schema.safeParse(value, { error: wording });
      expect(error?.issues).toMatchObject([{ code, message: text }]);
    },
  );

  it.each([
    ["what is missing", z.object({ a: z.string() }), {}, "This is needed."],
    ["a fraction", z.int(), 1.5, "Not a whole number."],
    ["too many entries", z.array(z.any()).max(2), [1, 2, 3], "At most 2 of them."],
    ["a limit that is out of bounds itself", z.number().gt(0), 0, "At least 0, without 0 itself."],
    ["another pattern", z.string().regex(/^a$/), "b", "Not in the form that is asked for."],
    ["a secret", z.literal("open sesame"), "s3cret", 'Not one of "open sesame".'],
    ["what is nothing", z.string(), null, "Not a text."],
  ])("says of %s what it should be, and never what it is", (_what, schema, value, text) => {
    expect(told(schema, value)).toEqual([text]);
  });

  it("is what the schema says, where it says something", () => {
    expect(told(z.string().min(3, "A slug has at least 3 characters."), "a")).toEqual([
      "A slug has at least 3 characters.",
    ]);
  });
});

import { expect, it } from "vitest";
import * as z from "zod";
import { schemaResolver } from "./schema-resolver";

const Shape = z.object({
  name: z.string().trim().min(1, "A name is needed.").max(5, "At most 5 characters."),
  address: z.object({ city: z.string().min(1, "A city is needed.") }),
  links: z.array(z.string().min(2, "Too short.")),
  limit: z.coerce.number<string>(),
  told: z.union([z.object({ a: z.string(), b: z.string() }), z.object({ c: z.string("Say c.") })]),
});
const GOOD = { name: "Łódź", address: { city: "☂" }, links: ["ab"], limit: "7", told: { c: "c" } };
const name = { name: "name" };

async function judged(values: z.input<typeof Shape>) {
  const fields = { name: { ref: name, name: "name" }, address: { city: { _f: {} } } };
  const options = { fields: fields as never, shouldUseNativeValidation: false };
  return schemaResolver(Shape)(values, undefined, options);
}

it("gives what the schema makes of what was entered", async () => {
  const { values, errors } = await judged({ ...GOOD, name: "  Łódź " });
  expect([values, errors]).toEqual([{ ...GOOD, limit: 7 }, {}]);
});

it("says the first fault of each field at the field, however deep it is", async () => {
  const { values, errors } = await judged({
    ...{ ...GOOD, name: "", address: { city: "" }, links: ["ok", "x", ""] },
  });
  expect(values).toEqual({});
  expect(errors).toMatchObject({
    name: { message: "A name is needed.", ref: name },
    address: { city: { message: "A city is needed." } },
    links: [undefined, { message: "Too short." }, { message: "Too short." }],
  });
});

it("says of what may be one of several what is wrong with the nearest", async () => {
  const { errors } = await judged({ ...GOOD, told: {} as { c: string } });
  expect(errors).toMatchObject({ told: { c: { message: "Say c." } } });
});

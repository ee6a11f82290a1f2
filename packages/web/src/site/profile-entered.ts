import { PostalAddress, Profile } from "@faibric/core/site/profile.schema";
import * as z from "zod";
import { DAYS, hoursText, readHours } from "./hours-text";

/** In a form what is left empty is "". */
const orEmpty = <S extends z.ZodType>(schema: z.ZodOptional<S>) =>
  z.union([z.literal(""), schema.unwrap()]);
const { tagline, description, email, phone } = Profile.shape;
const { street, postalCode, city, region, country } = PostalAddress.shape;

const days = Object.fromEntries(DAYS.map((day) => [day, z.string()])) as Record<
  (typeof DAYS)[number],
  z.ZodString
>;

/** What is asked for: as people write it, each in a field of its own. */
const Fields = z.object({
  tagline: orEmpty(tagline),
  description: orEmpty(description),
  email: orEmpty(email),
  phone: orEmpty(phone),
  street: orEmpty(street),
  postalCode: orEmpty(postalCode),
  city: orEmpty(city),
  region: orEmpty(region),
  country: z
    .string()
    .transform((text) => text.trim().toUpperCase())
    .pipe(orEmpty(country)),
  ...days,
  links: z.string(),
});
export type Entered = z.input<typeof Fields>;

/** The form's own schema: its output is the contract's profile. `words` say what cannot be read. */
export function enteredSchema(words: { hoursWrong: string; linkWrong: string }) {
  return Fields.transform((entered, context): Profile => {
    const openingHours = DAYS.flatMap((day) => {
      const times = readHours(entered[day], day);
      const fits = times && Profile.shape.openingHours.safeParse(times).success;
      if (!fits) context.addIssue({ code: "custom", message: words.hoursWrong, path: [day] });
      return times ?? [];
    });
    const links = entered.links
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean)
      .map((line) => {
        const [, label = "", url = ""] = /^(.*?)\s*(\S+)$/.exec(line) ?? [];
        return { label: label.replace(/[:|–-]\s*$/, "").trim(), url };
      });
    const found = Profile.shape.links.safeParse(links);
    if (!found.success) {
      const message = found.error.issues[0]?.message ?? words.linkWrong;
      context.addIssue({ code: "custom", message, path: ["links"] });
    }
    const address = given({
      street: entered.street,
      postalCode: entered.postalCode,
      city: entered.city,
      region: entered.region,
      country: entered.country,
    });
    return {
      ...given({
        tagline: entered.tagline,
        description: entered.description,
        email: entered.email,
        phone: entered.phone,
      }),
      ...(Object.keys(address).length ? { address } : {}),
      ...(openingHours.length ? { openingHours } : {}),
      ...(found.success && found.data?.length ? { links: found.data } : {}),
    };
  });
}

/** Only what was entered. */
const given = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));

export function enteredOf({
  address = {},
  openingHours = [],
  links = [],
  ...rest
}: Profile): Entered {
  const hours = Object.fromEntries(DAYS.map((day) => [day, hoursText(openingHours, day)]));
  return {
    tagline: rest.tagline ?? "",
    description: rest.description ?? "",
    email: rest.email ?? "",
    phone: rest.phone ?? "",
    street: address.street ?? "",
    postalCode: address.postalCode ?? "",
    city: address.city ?? "",
    region: address.region ?? "",
    country: address.country ?? "",
    ...(hours as Record<(typeof DAYS)[number], string>),
    links: links.map(({ label, url }) => `${label} ${url}`).join("\n"),
  };
}

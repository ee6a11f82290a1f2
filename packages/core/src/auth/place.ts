import { readFile } from "node:fs/promises";
import ipaddr from "ipaddr.js";
import { type CountryResponse, Reader } from "mmdb-lib";
import { env } from "../platform/env";
import { logger } from "../platform/logger";
import type { Place } from "./auth.schema";

/** What the database holds of an address, which is less than its reader's types promise of MaxMind's. */
interface Row extends CountryResponse {
  readonly country_code?: string;
}

/** Ranges of addresses that only mean something near who has them. Source: the names of ipaddr.js, of RFC 6890 */
const LOCAL: readonly string[] = [
  "loopback",
  "private",
  "linkLocal",
  "uniqueLocal",
  "carrierGradeNat",
];
const UNKNOWN: Place = { kind: "unknown" };

// Read at the first question: eight megabytes that no other function has.
let database: Promise<Reader<Row>> | undefined;

/**
 * Where in the world an IP address is, to the country, as DB-IP's database says. It is approximate: of a mobile
 * network, a proxy or a satellite it tells where their operator is.
 */
export async function placeOf(address: string): Promise<Place> {
  if (!isAddress(address)) return UNKNOWN;
  // An IPv4 address that is written as IPv6 (::ffff:203.0.113.7) is that IPv4 address.
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  if (LOCAL.includes(range)) return { kind: "local" };
  // Translated addresses (6to4, Teredo) would be found where their relay is.
  if (range !== "unicast") return UNKNOWN;
  const country = await countryOf(parsed.toString());
  return country ? { kind: "country", country } : UNKNOWN;
}

/** Other spellings of IPv4, such as three numbers, are none that anybody is seen with. */
const isAddress = (text: string) =>
  ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);

/** Who wants to know where they are signed in learns the rest also where the database cannot be read. */
async function countryOf(address: string): Promise<string | undefined> {
  try {
    database ??= readFile(env("PLACES_FILE")).then((file) => new Reader<Row>(file));
    return (await database).get(address)?.country_code;
  } catch (error) {
    database = undefined;
    logger.error("the database of places could not be read", error);
    return undefined;
  }
}

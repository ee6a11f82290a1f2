import ipaddr from "ipaddr.js";
import * as z from "zod";
import { isPublicName, NOT_PUBLIC } from "./public-name";

const MAX_LENGTH = 2_000;
/** Where web servers listen. Others are what else listens: databases, mail, remote shells. */
const PORTS: readonly string[] = ["", "80", "443", "8080", "8443"];
/**
 * Whether an IP address is one that anybody on the Internet has, and no private, loopback, link-local,
 * metadata, shared, multicast, documentation or translated one. Of IPv6 only what is given out to networks
 * counts: all else is private, or stands for an IPv4 address.
 * Sources: the IANA special-purpose address registries (RFC 6890), RFC 4291
 */
export function isPublicAddress(address: string): boolean {
  if (!isAddress(address) || address.includes("%")) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  return parsed.kind() === "ipv4"
    ? !parsed.match(AZURE_METADATA)
    : parsed.match(ipaddr.parseCIDR("2000::/3"));
}

const isAddress = (text: string) =>
  ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);

const AZURE_METADATA = ipaddr.parseCIDR("168.63.129.16/32");

/**
 * Why an address must not be called, as far as it can be told from how it is written. Which IP addresses a name
 * has is asked when it is called, each time: that answer may change.
 */
export function refusalOfUrl(url: URL): string | undefined {
  const { protocol, username, password, hostname, port } = url;
  if (protocol !== "https:" && protocol !== "http:") return "Only https and http can be called.";
  if (username || password) return "A user name or a password has no place in an address.";
  if (!PORTS.includes(port)) return "Only the ports 80, 443, 8080 and 8443 can be called.";
  // The parser has turned every spelling of an IPv4 address, as in 0x7f.1, into the usual one.
  const host = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (isAddress(host)) return isPublicAddress(host) ? undefined : NOT_PUBLIC;
  return isPublicName(host) ? undefined : NOT_PUBLIC;
}

/** The address of somebody else's server that a tenant enters, such as a webhook's or a logo's. */
export const OutboundUrl = z
  .string()
  .min(1)
  .max(MAX_LENGTH)
  .superRefine((text, context) => {
    const url = URL.parse(text);
    // The parser repairs what others read otherwise: `http:/\host`, tabs, spaces around it.
    const isPlain = /^https?:\/\/[^\s\\/]+/i.test(text) && !/[\s\\]/.test(text);
    const message =
      url && isPlain
        ? refusalOfUrl(url)
        : "Must be an address such as https://shop.example.com/logo.png.";
    if (message) context.addIssue({ code: "custom", message });
  })
  .meta({ format: "uri", example: "https://www.wikipedia.org/logo.png" });
export type OutboundUrl = z.infer<typeof OutboundUrl>;

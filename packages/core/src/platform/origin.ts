import { createContext } from "./context";

/** Where a request comes from. */
export interface Origin {
  /** The IP address that the trusted hop saw, never one that the caller names. */
  readonly address: string;
  readonly userAgent: string;
}

const OriginContext = createContext<Origin>("origin");

export const withOrigin = OriginContext.run;
export const useOrigin = OriginContext.use;
export const findOrigin = OriginContext.find;

const PREFIX_GROUPS = 4;

/**
 * Whose connection an address belongs to: an IPv4 address itself, of IPv6 the /64 that one customer of a
 * provider has to choose addresses from. Source: RFC 6177
 */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped) return mapped;
  const [before = "", after] = address.toLowerCase().split("%", 1)[0]?.split("::") ?? [];
  const groups = before ? before.split(":") : [];
  const rest = after ? after.split(":") : [];
  const zeros = after === undefined ? 0 : Math.max(0, 8 - groups.length - rest.length);
  const all = [...groups, ...Array<string>(zeros).fill("0"), ...rest];
  const prefix = all.slice(0, PREFIX_GROUPS).map((group) => group.replace(/^0+(?=.)/, ""));
  return `${prefix.join(":")}::/64`;
}

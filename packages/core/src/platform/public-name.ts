/** Names that mean something in one network only. Sources: RFC 6761, RFC 6762, RFC 7686, RFC 8375, ICANN SAC113 */
const PRIVATE_NAMES =
  /(^|\.)(localhost|local|internal|intranet|private|corp|home|lan|home\.arpa|onion)$/;
/** The parser of addresses has turned every spelling of an IPv4 address, as in 0x7f.1, into the usual one. */
const IP_ADDRESS = /^(\[.*\]|\d+(\.\d+){3})$/;

/**
 * Whether a host, as `URL` has it, is a name that may mean the same to everybody on the Internet: no IP address and
 * no name of one network only. Which addresses the name has, it does not say.
 */
export function isPublicName(hostname: string): boolean {
  const host = hostname.replace(/\.$/, "");
  if (IP_ADDRESS.test(host) || !host.includes(".") || PRIVATE_NAMES.test(host)) return false;
  return /^[a-z0-9_.-]{1,253}$/.test(host) && !host.includes("..");
}

export const NOT_PUBLIC = "Not an address on the public Internet.";

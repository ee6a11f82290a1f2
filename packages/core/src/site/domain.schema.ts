import * as z from "zod";

export const MAX_DOMAINS = 5;

/** Where the proof stands, below the domain. */
export const PROOF_LABEL = "_faibric";
const MAX_LENGTH = 253;
const ADDRESS = /^(\d+\.){3}\d+$/;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
/** Names that are nobody's on the internet. Source: RFC 6761, RFC 6762, RFC 7686, RFC 8375 */
const SPECIAL = /(^|\.)(localhost|local|localdomain|internal|invalid|onion|arpa|home|lan|corp)$/;

/**
 * A domain such as `www.example.com`, in the form that DNS knows: lower case, other scripts in punycode. What is
 * pasted with `https://` before it or a dot behind it is understood.
 */
export const DomainName = z
  .string()
  .max(2_000, "A domain has at most 253 characters.")
  .transform((text, context) => {
    const name = toAscii(text);
    const fault = name === undefined ? "Not a domain, such as www.example.com." : faultOf(name);
    if (fault) context.addIssue({ code: "custom", message: fault, input: text });
    return name ?? z.NEVER;
  })
  .meta({ example: "www.example.com" });

function toAscii(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^https?:\/\//i, "")
    .replace(/\/$/, "")
    .replace(/\.$/, "");
  if (!bare || /[\s/?#@:\\]/.test(bare)) return undefined;
  try {
    return new URL(`https://${bare}`).hostname;
  } catch {
    return undefined; // what is no host is no domain: that is the answer
  }
}

function faultOf(name: string): string | undefined {
  const labels = name.split(".");
  if (name.length > MAX_LENGTH) return "A domain has at most 253 characters.";
  if (ADDRESS.test(name) || name.startsWith("[")) return "An IP address is no domain.";
  if (labels.length < 2) return "A domain has a dot, as www.example.com has.";
  if (!labels.every((label) => LABEL.test(label))) return "Not a domain, such as www.example.com.";
  if (SPECIAL.test(name)) return "This name is not one of the internet's.";
  return undefined;
}

export const DomainState = z.enum(["pending", "verified", "active", "failed"]);
export type DomainState = z.infer<typeof DomainState>;

/** What is in the way of a domain, as the last look found it. */
export const DomainProblem = z.enum([
  "proof_missing", // there is no TXT record with the proof
  "proof_wrong", // there is one, with another text
  "target_missing", // the domain leads nowhere
  "target_wrong", // it leads somewhere else
  "certificate_pending", // the certificate is still being made
  "taken", // another business has proved that the domain is theirs
  "dns_failed", // the domain's name servers did not answer
]);
export type DomainProblem = z.infer<typeof DomainProblem>;

export const DnsRecord = z
  .object({
    type: z.enum(["TXT", "CNAME"]),
    name: z.string().meta({ example: "_faibric.www.example.com" }),
    value: z.string().meta({ example: "faibric-verify=01jd3zq8v5m0w2e7r9t4y6x1kp" }),
  })
  .meta({ id: "DnsRecord" });
export type DnsRecord = z.infer<typeof DnsRecord>;

/** A domain of a tenant's own. */
export const Domain = z
  .object({
    domain: z.string().meta({ example: "www.example.com" }),
    state: DomainState,
    problem: DomainProblem.nullable(),
    records: z.array(DnsRecord).meta({
      description: "What to set where the domain is managed. They stay: both are looked for again.",
    }),
    createdAt: z.iso.datetime(),
    checkedAt: z.iso.datetime().nullable(),
    verifiedAt: z.iso.datetime().nullable(),
    activatedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "SiteDomain" });
export type Domain = z.infer<typeof Domain>;

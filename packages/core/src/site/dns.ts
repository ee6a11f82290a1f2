import { Resolver } from "node:dns/promises";
import { type DomainProblem, PROOF_LABEL } from "./domain.schema";

const TIMEOUT_MS = 2_500;
const TRIES = 2;

/** The text that proves a domain. */
export const proofText = (proof: string): string => `faibric-verify=${proof}`;

/** What DNS says of a domain: undefined where all is well. */
export interface Seen {
  readonly proof:
    | Extract<DomainProblem, "proof_missing" | "proof_wrong" | "dns_failed">
    | undefined;
  readonly target:
    | Extract<DomainProblem, "target_missing" | "target_wrong" | "dns_failed">
    | undefined;
}

/** Looks a domain up: whether its proof is there, and whether it leads to `target`. */
export async function look(domain: string, proof: string, target: string): Promise<Seen> {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  // A laptop has a server of its own; elsewhere it is the network's.
  const servers = process.env.DNS_SERVERS;
  if (servers) resolver.setServers(servers.split(","));
  const [proved, leads] = await Promise.all([
    answered(() => resolver.resolveTxt(`${PROOF_LABEL}.${domain}`)),
    whereTo(resolver, domain, target),
  ]);
  return { proof: judgeProof(proved, proof), target: leads };
}

function judgeProof(found: readonly string[][] | Fault, proof: string): Seen["proof"] {
  if (found === "none") return "proof_missing";
  if (found === "failed") return "dns_failed";
  const texts = found.map((parts) => parts.join("").trim());
  return texts.includes(proofText(proof)) ? undefined : "proof_wrong";
}

/** By an alias, or by the same addresses: at the top of a domain no alias may stand. */
async function whereTo(
  resolver: Resolver,
  domain: string,
  target: string,
): Promise<Seen["target"]> {
  const alias = await answered(() => resolver.resolveCname(domain));
  if (alias === "failed") return "dns_failed";
  if (alias !== "none" && alias.some((name) => sameName(name, target))) return undefined;
  const [theirs, ours] = await Promise.all([
    addressesOf(resolver, domain),
    addressesOf(resolver, target),
  ]);
  if (theirs === "failed") return "dns_failed";
  if (theirs === "none") return alias === "none" ? "target_missing" : "target_wrong";
  const same = Array.isArray(ours) && theirs.every((address) => ours.includes(address));
  return same ? undefined : "target_wrong";
}

async function addressesOf(resolver: Resolver, name: string): Promise<string[] | Fault> {
  const [four, six] = await Promise.all([
    answered(() => resolver.resolve4(name)),
    answered(() => resolver.resolve6(name)),
  ]);
  const found = [four, six].flatMap((one) => (typeof one === "string" ? [] : one));
  if (found.length) return found;
  return four === "failed" || six === "failed" ? "failed" : "none";
}

const sameName = (one: string, other: string) =>
  one.toLowerCase().replace(/\.$/, "") === other.toLowerCase().replace(/\.$/, "");

type Fault = "none" | "failed";

/** What a look-up finds: that there is nothing is an answer, that nobody answers is none. */
async function answered<T>(ask: () => Promise<T>): Promise<T | Fault> {
  try {
    return await ask();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOTFOUND" || code === "ENODATA" ? "none" : "failed";
  }
}

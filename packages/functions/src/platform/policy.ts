import { type Contract, isPaged } from "@faibric/core/platform/contract";
import type { Estate, Statement } from "./estate";
import type { DeployedFunction, Grant } from "./manifest.schema";
import * as Services from "./policy-services";
import * as Table from "./policy-table";

/** The least that serves a grant. The stacks deploy it, and the laptop cloud judges each call by it. */
export function statementsOf(grant: Grant, estate: Estate): readonly Statement[] {
  const [kind = ""] = grant.split(":");
  const rest = grant.slice(kind.length + 1);
  const made = BY_KIND[kind];
  if (!made) throw new Error(`nothing is known of the grant ${grant}`);
  return made(estate, rest);
}

type Made = (estate: Estate, rest: string) => readonly Statement[];
const nothing: Made = () => [];

const BY_KIND: Readonly<Record<string, Made>> = {
  table: (estate, mode) => Table.itemsOf(estate, mode === "write"),
  key: Table.keyUse,
  session: Table.sessionIn,
  "tenant-session": Table.tenantSession,
  bucket: (estate, rest) => Services.objects(estate, rest, "tenant"),
  "persons-bucket": (estate, rest) => Services.objects(estate, rest, "person"),
  events: Services.bus,
  live: Services.sockets,
  mail: Services.mail,
  sites: (estate, mode) => (mode === "host" ? Services.sites(estate) : []),
  site: nothing,
  files: nothing,
  places: nothing,
  logs: Services.logs,
  queue: Services.queue,
  pipeline: Services.pipeline,
  secret: Services.secret,
  kms: Services.key,
  model: Services.model,
};

/** What a function needs beside what it is granted, because of what it is. `contract` is its operation's. */
export function impliedStatements(
  { kind, grants }: DeployedFunction,
  contract: Contract | undefined,
  estate: Estate,
): readonly Statement[] {
  const called = kind === "operation" || kind === "socket";
  const writes = grants.includes("table:write");
  const tells = kind === "operation" && contract?.access !== "anyone";
  const pages = kind === "operation" && contract !== undefined && isPaged(contract);
  return [
    ...(called && !writes ? [Table.counters(estate)] : []),
    ...(tells ? [Table.tellAudit(estate)] : []),
    ...(pages && !writes ? [Table.cursorKey(estate)] : []),
  ];
}

/** The relay of the outbox is in no manifest: what it reaches is written here. */
export const RELAY_GRANTS = [
  "events:publish",
  "queue:writeAudit",
  "queue:resendAudit",
] as const satisfies readonly Grant[];

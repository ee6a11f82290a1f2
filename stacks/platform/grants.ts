import type { Grant, Manifest } from "@faibric/functions/platform/manifest.schema";
import type { Stack } from "sst/constructs";
import { findQueue } from "./queue-name";
import type { Reach } from "./reach";
import * as Service from "./reach-service";
import * as Table from "./reach-table";

/** The least that serves all `grants` of one function. `manifests` are where their queues are declared. */
export function reachOf(
  stack: Stack,
  grants: readonly Grant[],
  manifests: readonly Manifest[],
): Reach {
  const parts = grants.map((grant) => reach(stack, grant, manifests));
  return {
    environment: Object.assign({}, ...parts.map(({ environment }) => environment)),
    statements: parts.flatMap(({ statements }) => statements),
  };
}

function reach(stack: Stack, grant: Grant, manifests: readonly Manifest[]): Reach {
  const [kind = "", name = ""] = grant.split(":");
  const rest = grant.slice(kind.length + 1);
  switch (kind) {
    case "table":
      return Table.reachTable(name === "write");
    case "key":
      return Table.reachKeyUse();
    case "bucket":
      return Service.reachBucket(rest);
    case "persons-bucket":
      return Service.reachBucket(rest, "person");
    case "events":
      return Service.reachBus();
    case "live":
      return Service.reachSockets(stack);
    case "mail":
      return Service.reachMail(stack);
    case "sites":
      return Service.reachSites(stack, name === "host");
    case "site":
      return Service.reachSite();
    case "logs":
      return Service.reachLogs(stack);
    case "queue":
      return Service.reachQueue(stack, findQueue(manifests, rest), rest);
    case "pipeline":
      return Service.reachPipeline(stack, rest, manifests);
    case "secret":
      return Service.reachSecret(stack, rest);
    case "session":
      return Table.reachTenant(name);
    case "kms":
      return Service.reachKey(rest);
    case "tenant-session":
      return Table.reachTenantSession();
    case "model":
      return Service.reachModel(stack, rest);
    default:
      throw new Error(`nothing is known of the grant ${grant}`);
  }
}

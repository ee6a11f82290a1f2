import type { Estate, Statement } from "@faibric/functions/platform/estate";
import type { Manifest } from "@faibric/functions/platform/manifest.schema";
import { functionsOf } from "@faibric/functions/platform/manifest.schema";
import { impliedStatements, RELAY_GRANTS, statementsOf } from "@faibric/functions/platform/policy";
import {
  eraserStatements,
  readerStatements,
  sessionStatements,
  TENANT_TAG,
} from "@faibric/functions/platform/policy-table";
import { RELAY, UNKNOWN_ROUTE } from "../cloud/settings";
import { ACCOUNT } from "../wire/arn";
import { log } from "../wire/log";
import { arnOf, type Principal, principalOf } from "./access-key";
import type { AwsCall } from "./call";
import { type IamRequest, isAllowed, type PolicyStatement } from "./evaluate-policy";
import { iamRequestsOf } from "./service-actions";

/** What somebody was refused: in IAM's own words, which name the action that is missing. */
export interface Denial {
  readonly message: string;
}

export interface Judge {
  /** Why a call is refused; undefined where the policies of who makes it allow it. */
  refusalOf(call: AwsCall): Denial | undefined;
  /** Whether who makes a call may do something else as well. */
  may(call: AwsCall, action: string, resource: string): boolean;
  /** What functions were refused since the start: each a grant that is missing in a manifest. */
  readonly refused: Set<string>;
  /** @throws where a function was refused something, which a retry or a `catch` may have hidden until now */
  assertNobodyRefused(): void;
}

/** Judges calls by the very statements that the stacks would deploy for who makes them. */
export function createJudge(manifests: readonly Manifest[], estate: Estate): Judge {
  const byName = new Map(policiesOf(manifests, estate));
  const refused = new Set<string>();
  /** What is allowed whatever the keys are, so that it has to be found out once only. */
  const always = new Set<string>();

  function allows(principal: Principal, keyId: string, request: IamRequest): boolean {
    const { action, resource } = request;
    const known = `${keyId} ${action} ${resource}`;
    if (always.has(known)) return true;
    const statements = byName.get(nameOf(principal)) ?? [];
    if (isAllowed(statements.filter(isPlain), request) && !isObject(resource)) {
      always.add(known);
      return true;
    }
    return isAllowed(statements, { ...request, context: contextOf(principal, request) });
  }

  return {
    refused,
    assertNobodyRefused() {
      if (refused.size === 0) return;
      throw new Error(`functions lack grants in their manifests: ${[...refused].join("; ")}`);
    },
    may: ({ keyId }, action, resource) => {
      const principal = principalOf(keyId);
      return (
        principal.type === "operator" || allows(principal, keyId, { action, resource, context: {} })
      );
    },
    refusalOf(call) {
      const { keyId } = call;
      const principal = principalOf(keyId);
      if (principal.type === "operator") return undefined;
      const denied = iamRequestsOf(call, estate).find((one) => !allows(principal, keyId, one));
      if (!denied) return undefined;
      const { action, resource } = denied;
      const message = `User: ${arnOf(principal, ACCOUNT)} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
      refused.add(`${nameOf(principal)}: ${action} on ${resource}`);
      log.error("a function was refused what its manifest does not grant", message);
      return { message };
    },
  };
}

/** Objects' names are without number: what is found out of one is not kept. */
const isObject = (resource: string) => resource.startsWith("arn:aws:s3:::");
const isPlain = ({ conditions }: PolicyStatement) => conditions === "{}";

function nameOf(principal: Principal): string {
  if (principal.type === "operator") return "the operator";
  return principal.type === "session" ? `role ${principal.role}` : principal.name;
}

const contextOf = (principal: Principal, { context }: IamRequest): IamRequest["context"] =>
  principal.type === "session" && principal.tenantId
    ? { ...context, [`aws:PrincipalTag/${TENANT_TAG}`]: principal.tenantId }
    : context;

function policiesOf(
  manifests: readonly Manifest[],
  estate: Estate,
): readonly (readonly [string, readonly PolicyStatement[]])[] {
  const functions = manifests.flatMap((manifest) =>
    functionsOf(manifest).map((declared) => {
      const contract = manifest.operations[declared.key];
      const granted = declared.grants.flatMap((grant) => statementsOf(grant, estate));
      const implied = impliedStatements(declared, contract, estate);
      return [declared.name, [...granted, ...implied].map(policy)] as const;
    }),
  );
  // A test's cloud may have a capability alone, without the queues of the audit log.
  const queues = manifests.flatMap((manifest) => Object.keys(manifest.queues));
  const relay = RELAY_GRANTS.filter((grant) => {
    const [kind, queue = ""] = grant.split(":");
    return kind !== "queue" || queues.includes(queue);
  }).flatMap((grant) => statementsOf(grant, estate));
  return [
    ...functions,
    [RELAY, relay.map(policy)],
    [UNKNOWN_ROUTE, []],
    ["role tenant-session", sessionStatements(estate).map(policy)],
    ["role tenant-reader", readerStatements(estate).map(policy)],
    ["role tenant-eraser", eraserStatements(estate).map(policy)],
  ];
}

const policy = ({ actions, resources, conditions = {} }: Statement): PolicyStatement => ({
  allow: true,
  actions,
  resources,
  conditions: JSON.stringify(conditions),
});

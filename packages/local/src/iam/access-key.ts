import { CREDENTIALS } from "../cloud/settings";

/** Whose request it is, as the access key says that signed it. */
export type Principal =
  | { readonly type: "operator" }
  | { readonly type: "function"; readonly name: string }
  | { readonly type: "session"; readonly role: string; readonly tenantId: string };

const SESSION = "session";

/** The access key ID of a function: each has its own, as each has a role of its own on AWS. */
export const keyOfFunction = (name: string): string => `${CREDENTIALS.accessKeyId}.${name}`;

/** The access key ID of a session of a role, tagged with a tenant or with nothing. */
export const keyOfSession = (role: string, tenantId: string): string =>
  [CREDENTIALS.accessKeyId, SESSION, role, tenantId].join(".");

/** Whether an access key ID is the operator's, or was made from it: all have the one secret. */
export const isOurs = (keyId: string): boolean => keyId.split(".")[0] === CREDENTIALS.accessKeyId;

/** The laptop's own key opens everything: it is the operator's. */
export function principalOf(keyId: string): Principal {
  const [, first, role = "", tenantId = ""] = keyId.split(".");
  if (first === undefined) return { type: "operator" };
  return first === SESSION
    ? { type: "session", role, tenantId }
    : { type: "function", name: first };
}

/** As IAM names them when it refuses them something. */
export function arnOf(principal: Principal, account: string): string {
  const role = (name: string, session: string) =>
    `arn:aws:sts::${account}:assumed-role/${name}/${session}`;
  if (principal.type === "function") return role(principal.name, principal.name);
  if (principal.type === "session") return role(principal.role, principal.tenantId);
  return `arn:aws:iam::${account}:root`;
}

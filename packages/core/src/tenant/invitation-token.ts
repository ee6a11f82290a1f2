import { createHash } from "node:crypto";
import { TenantId } from "../platform/id";
import { hashOf, newSecret } from "../platform/opaque-token";
import { InvitationInvalidError } from "./tenant.errors";
import { InvitationId } from "./tenant.schema";

/** `iv_<tenant>_<invitation>_<secret>`: the first two tell where to look, the secret proves it. */
const FORM = /^iv_([0-9a-z]{26})_([0-9a-z]{26})_([\w-]{43})$/;

const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
const ID_LENGTH = 26;

/** The ID of the invitation of an address to a tenant: there is one at most. */
export function idOf(tenantId: TenantId, email: string): InvitationId {
  const digest = createHash("sha256").update(`${tenantId} ${email}`).digest();
  const letters = [...digest.subarray(0, ID_LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]);
  return InvitationId.parse(`inv_${letters.join("")}`);
}

/** A new token for an invitation, and the hash that is kept of it. */
export function mint(tenantId: TenantId, invitationId: InvitationId) {
  const secret = newSecret();
  const [tenant, invitation] = [tenantId.slice("tnt_".length), invitationId.slice("inv_".length)];
  return { token: `iv_${tenant}_${invitation}_${secret}`, hash: hashOf(secret) };
}

/** Which invitation a token is for, and its hash. @throws InvitationInvalidError where it is none of ours */
export function parse(token: string) {
  const [, tenant = "", invitation = "", secret = ""] = FORM.exec(token) ?? [];
  const tenantId = TenantId.safeParse(`tnt_${tenant}`);
  const invitationId = InvitationId.safeParse(`inv_${invitation}`);
  if (!tenantId.success || !invitationId.success) throw new InvitationInvalidError();
  return { tenantId: tenantId.data, invitationId: invitationId.data, hash: hashOf(secret) };
}

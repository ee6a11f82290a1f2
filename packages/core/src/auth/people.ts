import { createHash } from "node:crypto";
import { assertActor, findActor } from "../platform/actor";
import type { DirectoryWrite } from "../platform/directory";
import * as Directory from "../platform/directory";
import {
  createId,
  customerKey,
  customerOf,
  isCustomerKey,
  type PersonId,
  type SessionId,
} from "../platform/id";
import { CONSOLE_POOL, type Pool, tenantPool } from "../platform/pool";

/**
 * The pool that a request signs in to: the console's or, where a public app key or a customer's token has
 * named a tenant, that tenant's own. The rest of this capability does not know which it works for.
 */
export function usePool(): Pool {
  const actor = findActor();
  if (!actor) return CONSOLE_POOL;
  if ("tenantId" in actor) return tenantPool(actor.tenantId);
  return poolOf(actor.userId);
}

/** The pool that a person signs in to. */
export const poolOf = (person: PersonId): Pool =>
  isCustomerKey(person) ? tenantPool(customerOf(person).tenantId) : CONSOLE_POOL;

const BARE = /^[0-9a-hjkmnp-tv-z]{26}$/;

/** The person of the pool with such an ID: a token names it without its prefix. */
export function personIn({ tenantId }: Pool, bareId: string): PersonId | undefined {
  if (!BARE.test(bareId)) return undefined;
  return tenantId ? customerKey(tenantId, `cus_${bareId}`) : `usr_${bareId}`;
}

/** A person's ID as tokens have it, which a person of another pool may have as well. */
export const bareId = (person: PersonId): string => person.slice(-26);

/** Somebody new in the pool. */
export const newPerson = ({ tenantId }: Pool): PersonId =>
  tenantId ? customerKey(tenantId, createId("cus")) : createId("usr");

/** What the directory knows an address by: it says nothing about it in a key, an error or a log. */
export const addressName = (email: string, pool: Pool = usePool()): string =>
  createHash("sha256").update(inPool(email, pool)).digest("hex");

/** What is counted for an address: the same one in another pool is somebody else. */
export const addressIn = (email: string): string => inPool(email, usePool());

const inPool = (email: string, { name, tenantId }: Pool): string =>
  tenantId ? `${name} ${email}` : email;

/** What makes a tenant's customers findable, with their account. Of the console's people there is no list. */
export function listed(person: PersonId): DirectoryWrite[] {
  if (!isCustomerKey(person)) return [];
  const { tenantId, customerId } = customerOf(person);
  return [Directory.add({ kind: "customers", name: tenantId, member: customerId, tenantId })];
}

/** Who is signed in, of whichever pool. */
export function usePerson(): { userId: PersonId; sessionId?: SessionId | undefined } {
  const actor = assertActor("user", "customer");
  if (actor.type === "user") return { userId: actor.userId, sessionId: actor.sessionId };
  return { userId: customerKey(actor.tenantId, actor.customerId), sessionId: actor.sessionId };
}

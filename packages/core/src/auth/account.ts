import type { EntityItem } from "electrodb";
import { assertActor, useActor, withActor } from "../platform/actor";
import * as Directory from "../platform/directory";
import type { PersonId, UserId } from "../platform/id";
import { CONSOLE_POOL } from "../platform/pool";
import { AccountEntity } from "./account.entity";
import { AccountNotFoundError } from "./auth.errors";
import type { CustomerMe, Me } from "./auth.schema";
import { addressName, personIn, usePerson, usePool } from "./people";

export type Account = EntityItem<typeof AccountEntity>;

/** Nobody's ID: what is done for an address without an account is done with it, and takes as long. */
const NOBODY = "0".repeat(26);

/** The person who signs in to the request's pool with an address, or nobody. */
export async function findPerson(email: string): Promise<PersonId> {
  const pool = usePool();
  const entry = await Directory.find("account-email", addressName(email, pool), "claim");
  const nobody = personIn(pool, NOBODY);
  if (!nobody) throw new Error("nobody's ID is no ID");
  return (entry?.detail as PersonId | undefined) ?? nobody;
}

/** The person of the console's pool who signs in with an address, whichever pool the request signs in to. */
export async function findConsolePerson(email: string): Promise<UserId | undefined> {
  const name = addressName(email, CONSOLE_POOL);
  const entry = await Directory.find("account-email", name, "claim");
  return entry?.detail as UserId | undefined;
}

/**
 * Works in one person's own area before that person is known to be the caller, or in their absence:
 * all that signing in and its like may reach. `service` says who, in what is logged and announced.
 */
export function inAccount<R>(userId: PersonId, service: string, fn: () => R): R {
  return withActor({ type: "account", userId, service: `auth.${service}` }, fn);
}

/** The account of the actor. */
export async function find(): Promise<Account | undefined> {
  const actor = useActor();
  const userId = actor.type === "account" ? actor.userId : usePerson().userId;
  const { data } = await AccountEntity.get({ userId }).go({ consistent: true });
  return data ?? undefined;
}

/** The address that the person who asks has proved is theirs. */
export async function findVerifiedEmail(): Promise<string | undefined> {
  const account = await find();
  return account?.verifiedAt === undefined ? undefined : account.email;
}

/** The person who is signed in. */
export async function readMe(): Promise<Me> {
  const { userId } = assertActor("user");
  return { ...(await readAccount()), userId };
}

/** The customer who is signed in. */
export async function readCustomer(): Promise<CustomerMe> {
  const { customerId } = assertActor("customer");
  return { ...(await readAccount()), customerId };
}

async function readAccount() {
  const account = await find();
  if (!account) throw new AccountNotFoundError();
  return { ...account, hasPassword: account.passwordHash !== undefined };
}

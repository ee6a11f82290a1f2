import { createHash } from "node:crypto";
import type { EntityItem } from "electrodb";
import { assertActor, withActor } from "../platform/actor";
import * as Directory from "../platform/directory";
import type { UserId } from "../platform/id";
import { AccountEntity } from "./account.entity";
import { AccountNotFoundError } from "./auth.errors";
import type { Me } from "./auth.schema";

export type Account = EntityItem<typeof AccountEntity>;

/** Nobody's ID: what is done for an address without an account is done with it, and takes as long. */
const NOBODY: UserId = "usr_00000000000000000000000000";

/** The person who signs in with an address, or nobody. */
export async function findPerson(email: string): Promise<UserId> {
  const entry = await Directory.find("account-email", addressName(email), "claim");
  return (entry?.detail as UserId | undefined) ?? NOBODY;
}

/** What the directory knows an address by: it says nothing about it in a key, an error or a log. */
export const addressName = (email: string): string =>
  createHash("sha256").update(email).digest("hex");

/**
 * Works in one person's own area before that person is known to be the caller, or in their absence:
 * all that signing in and its like may reach. `service` says who, in what is logged and announced.
 */
export function inAccount<R>(userId: UserId, service: string, fn: () => R): R {
  return withActor({ type: "account", userId, service: `auth.${service}` }, fn);
}

/** The account of the actor. */
export async function find(): Promise<Account | undefined> {
  const { userId } = assertActor("account", "user");
  const { data } = await AccountEntity.get({ userId }).go({ consistent: true });
  return data ?? undefined;
}

/** The person who is signed in. */
export async function readMe(): Promise<Me> {
  assertActor("user");
  const account = await find();
  if (!account) throw new AccountNotFoundError();
  return { ...account, hasPassword: account.passwordHash !== undefined };
}

import type { EntityItem } from "electrodb";
import { commit } from "../platform/commit";
import type { PasskeyId, PersonId } from "../platform/id";
import * as Account from "./account";
import { PasskeyNotFoundError } from "./auth.errors";
import * as Factors from "./factors";
import { PasskeyEntity } from "./passkey.entity";
import type { Passkey } from "./passkey.schema";
import { usePerson } from "./people";

export type StoredPasskey = EntityItem<typeof PasskeyEntity>;

/** Every passkey of the person. */
export async function all(userId: PersonId): Promise<StoredPasskey[]> {
  const { data } = await PasskeyEntity.query
    .byPerson({ userId })
    .go({ pages: "all", consistent: true });
  return data;
}

/** The person's passkeys, oldest first. */
export async function list(): Promise<{ items: Passkey[] }> {
  const passkeys = await all(usePerson().userId);
  return { items: passkeys.sort((a, b) => (a.passkeyId < b.passkeyId ? -1 : 1)) };
}

/** @throws PasskeyNotFoundError where the person has no such */
export async function rename(passkeyId: PasskeyId, name: string): Promise<void> {
  const { userId, credentialHash } = await find(passkeyId);
  await commit({
    entities: { passkey: PasskeyEntity },
    writes: (entities) => ({
      passkey: entities.passkey.patch({ userId, credentialHash }).set({ name }).commit(),
    }),
    rejected: { passkey: () => new PasskeyNotFoundError() },
  });
}

/** Signs nobody in any more. @throws PasskeyNotFoundError where the person has no such */
export async function remove(passkeyId: PasskeyId): Promise<void> {
  const passkey = await find(passkeyId);
  const account = await Account.find();
  if (!account) throw new PasskeyNotFoundError();
  await Factors.removePasskey(account, passkey);
}

async function find(passkeyId: PasskeyId): Promise<StoredPasskey> {
  const passkeys = await all(usePerson().userId);
  const found = passkeys.find((passkey) => passkey.passkeyId === passkeyId);
  if (!found) throw new PasskeyNotFoundError();
  return found;
}

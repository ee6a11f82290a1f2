import { isPaged } from "@faibric/core/platform/contract";
import type { Parts } from "./fuzz-requests";
import type { Case, Operation, Victim } from "./matrix-case";
import type { Headers } from "./matrix-headers";
import { idPlaces, ownParts, requestOf, withIds } from "./matrix-inputs";
import { newId } from "./matrix-tenancy";

/** Each ID in the path, the query and the body replaced by the victim's: answered as one that nobody has. */
export function foreignIds(
  { contract }: Operation,
  victim: Victim,
  headers: Headers,
  own: ReadonlyMap<string, readonly string[]>,
): Case[] {
  const parts = ownParts(contract, own);
  return idPlaces(parts).flatMap(({ place, id }) => {
    const [prefix = ""] = id.split("_");
    const replaced = (put: string): Parts =>
      withIds(parts, (found, where) => (where === place && found === id ? put : found));
    return (victim.ids.get(prefix) ?? []).slice(0, 3).map((foreign) => ({
      what: `with another tenant's ${foreign} as ${place.slice(1)}`,
      request: requestOf(contract, replaced(foreign), headers),
      expected: {
        kind: "like" as const,
        other: requestOf(contract, replaced(newId(prefix)), headers),
      },
    }));
  });
}

/** A cursor of the victim's own list, given to every list. */
export function foreignCursors(
  { contract }: Operation,
  victim: Victim,
  headers: Headers,
  own: ReadonlyMap<string, readonly string[]>,
): Case[] {
  if (!isPaged(contract)) return [];
  const parts = ownParts(contract, own);
  const at = (cursor: string) =>
    requestOf(contract, { ...parts, query: { ...parts.query, cursor } }, headers);
  return [...victim.cursors].map(([list, cursor]) => ({
    what: `with another tenant's cursor of ${list}`,
    request: at(cursor),
    expected: { kind: "like", other: at("bm93aGVyZQ.AAAAAAAAAAAAAAAAAAAAAA") },
  }));
}

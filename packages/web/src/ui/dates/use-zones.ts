"use client";
import { useEffect, useMemo, useState } from "react";
import type { Choice } from "../choices/choice";
import { asChoice, offsetOf, zoneNames } from "./zones";

/** Found out a few at a time: all four hundred at once would hold the page for a third of a second. */
const AT_ONCE = 6;
const known = new Map<string, ReadonlyMap<string, string>>();

/** Every zone, first by name, and soon after somebody wants to choose one with its distance from UTC. */
export function useZones(locale: string, chosen: string, isWanted: boolean): readonly Choice[] {
  const [offsets, setOffsets] = useState(() => known.get(locale));
  useEffect(() => {
    if (!isWanted || known.has(locale)) return;
    const found = new Map<string, string>();
    const names = [...zoneNames("")];
    const some = () => {
      for (const name of names.splice(0, AT_ONCE)) found.set(name, offsetOf(name, locale));
      if (names.length > 0) timer = setTimeout(some);
      else {
        known.set(locale, found);
        setOffsets(found);
      }
    };
    let timer = setTimeout(some);
    return () => clearTimeout(timer);
  }, [locale, isWanted]);
  return useMemo(
    () => zoneNames(chosen).map((name) => asChoice(name, offsets?.get(name))),
    [chosen, offsets],
  );
}

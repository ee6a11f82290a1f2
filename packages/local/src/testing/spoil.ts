import { findUnportable } from "@faibric/functions/platform/portable";
import { findUnknownFields } from "@faibric/functions/platform/unknown-fields";
import type * as z from "zod";

export interface Spoiled {
  readonly what: string;
  /** Where the fault is. */
  readonly place: readonly PropertyKey[];
  readonly value: unknown;
}

const WRONG: readonly unknown[] = [
  null,
  7.5,
  true,
  "💥",
  [],
  {},
  "",
  -1,
  "x".repeat(5_000),
  1e300,
  "\0",
  "\ud800",
  { $ne: null },
];
export const UNKNOWN = "zz_unknown";

/** The ways in which a good value goes bad, at every place in it: what is wrong, missing, or too much. */
export function spoil(schema: z.ZodType, good: unknown, most = 4): Spoiled[] {
  const bad = (value: unknown) =>
    !schema.safeParse(value).success || findUnportable("", value).length > 0;
  return placesIn(good).flatMap((place) => {
    const what = (fault: string) => `${fault} at ${["", ...place].map(String).join(".") || "."}`;
    const wrong = WRONG.map((one) => ({
      what: what(JSON.stringify(one).slice(0, 20)),
      place,
      value: changeAt(good, place, () => one),
    }));
    const missing = place.length
      ? [{ what: what("nothing"), place, value: changeAt(good, place, () => undefined) }]
      : [];
    const added = changeAt(good, place, (at) => (isObject(at) ? { ...at, [UNKNOWN]: "1" } : at));
    const unknown = findUnknownFields(schema, added).map((at) => ({
      what: what("a field too many"),
      place: at,
      value: added,
    }));
    return [
      ...wrong.filter(({ value }) => bad(value)).slice(0, most),
      ...missing.filter(({ value }) => bad(value)),
      ...unknown,
    ];
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

type Place = readonly PropertyKey[];

function placesIn(value: unknown, place: Place = []): Place[] {
  if (Array.isArray(value)) {
    return [place, ...value.flatMap((part, index) => placesIn(part, [...place, index]))];
  }
  if (!isObject(value)) return [place];
  return [
    place,
    ...Object.entries(value).flatMap(([key, part]) => placesIn(part, [...place, key])),
  ];
}

/** A copy in which one place is changed; undefined takes it out. */
function changeAt(value: unknown, place: Place, change: (at: unknown) => unknown): unknown {
  const [first, ...rest] = place;
  if (first === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.map((part, index) => (index === first ? changeAt(part, rest, change) : part));
  }
  const object = value as Record<PropertyKey, unknown>;
  const { [first]: part, ...others } = object;
  const changed = changeAt(part, rest, change);
  return changed === undefined ? others : { ...object, [first]: changed };
}

import { isObject, type Json } from "./json";

type Scalar = null | boolean | number | string;

/** Which element of which array a value stood in: array number → index. */
type Membership = ReadonlyMap<number, number>;

/** One leaf of an event. */
export interface EventField {
  readonly value: Scalar;
  readonly membership: Membership;
}

/** The leaves of an event by their path, its steps joined with dots; arrays are not a step. */
export type EventFields = ReadonlyMap<string, readonly EventField[]>;

/**
 * Flattens an event the way AWS's matcher does: `{a: [{b: 1}, {b: 2}]}` has two fields `a.b`, each of
 * which remembers its array element. An empty object or array has no field.
 * Source: https://github.com/aws/event-ruler#json-array-matching
 */
export function fieldsOf(event: Json): EventFields {
  const fields = new Map<string, EventField[]>();
  let arrays = 0;

  const visit = (value: Json, path: string, membership: Membership): void => {
    if (isObject(value)) {
      for (const [key, child] of Object.entries(value)) {
        visit(child, path ? `${path}.${key}` : key, membership);
      }
    } else if (Array.isArray(value)) {
      const array = arrays++;
      value.forEach((element: Json, index) => {
        visit(element, path, new Map([...membership, [array, index]]));
      });
    } else {
      const found = fields.get(path) ?? [];
      found.push({ value: value as Scalar, membership });
      fields.set(path, found);
    }
  };
  visit(event, "", new Map());
  return fields;
}

/** Both memberships in one, or `undefined` where they are of different elements of one array. */
export function joinMemberships(a: Membership, b: Membership): Membership | undefined {
  for (const [array, index] of b) {
    const other = a.get(array);
    if (other !== undefined && other !== index) return undefined;
  }
  return new Map([...a, ...b]);
}

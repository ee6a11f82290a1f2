import { type Contract, isPaged, isSafe, needsVersion } from "@faibric/core/platform/contract";
import fc from "fast-check";
import { arbitraryOf } from "./arbitrary";
import { namesIn, type Parts, seed } from "./fuzz-requests";
import { ID } from "./matrix-table";
import type { RawRequest } from "./raw-http";

/** It stands in all that the attacked tenant wrote, wherever its schemas let it: nobody else may ever read it. */
export const PLANTED = "plantedvermilion";

const samples = new WeakMap<Contract["body"], Map<number, unknown>>();

/** The same for the same schema and number, each time a value of its own. */
function sampleOf(schema: Contract["body"], from: number): unknown {
  const known = samples.get(schema) ?? new Map<number, unknown>();
  samples.set(schema, known);
  if (!known.has(from)) {
    known.set(from, fc.sample(arbitraryOf(schema), { numRuns: 1, seed: seed + from })[0]);
  }
  return structuredClone(known.get(from));
}

/** Parts that the contract accepts; another `from` gives others. */
export function partsFor(contract: Contract, from = 0): Parts {
  const query = { ...(sampleOf(contract.query, from) as object) } as Record<string, unknown>;
  if (isPaged(contract)) delete query.cursor;
  const params = { ...(sampleOf(contract.params, from) as object) };
  return { params, query, body: isSafe(contract) ? undefined : sampleOf(contract.body, from) };
}

/** The same parts with each ID replaced, where `replace` knows another of its prefix. */
export function withIds<T>(value: T, replace: (id: string, place: string) => string): T {
  const walk = (part: unknown, place: string): unknown => {
    if (typeof part === "string") return part.replace(ID, (id) => replace(id, place));
    if (Array.isArray(part)) return part.map((one, index) => walk(one, `${place}.${index}`));
    if (part && typeof part === "object") {
      return Object.fromEntries(
        Object.entries(part).map(([name, one]) => [name, walk(one, `${place}.${name}`)]),
      );
    }
    return part;
  };
  return walk(value, "") as T;
}

/** Where in the parts an ID stands. */
export function idPlaces(parts: unknown): { place: string; id: string }[] {
  const found: { place: string; id: string }[] = [];
  withIds(parts, (id, place) => {
    found.push({ place, id });
    return id;
  });
  return found;
}

let planted = 0;

/** A body in which each text that may be any text is a recognizable one. */
export function plant(schema: Contract["body"], body: unknown): unknown {
  const fits = (value: unknown) => schema.safeParse(value).success;
  const at = (value: unknown, place: readonly string[], put: string): unknown => {
    const [first, ...rest] = place;
    if (first === undefined) return put;
    const copy: unknown[] | Record<string, unknown> = Array.isArray(value)
      ? [...value]
      : { ...(value as Record<string, unknown>) };
    (copy as Record<string, unknown>)[first] = at(
      (value as Record<string, unknown>)[first],
      rest,
      put,
    );
    return copy;
  };
  return textPlaces(body).reduce<unknown>((current, place) => {
    const word = `${PLANTED}${++planted}`;
    const tries = [word, `${word}@example.com`, `https://${word}.example.com/`];
    const made = tries.map((put) => at(current, place, put)).find(fits);
    return made ?? current;
  }, body);
}

function textPlaces(value: unknown, place: readonly string[] = []): (readonly string[])[] {
  if (typeof value === "string") return value.match(ID) ? [] : [place];
  if (!value || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, part]) => textPlaces(part, [...place, name]));
}

/** A request with such headers. */
export function requestOf(
  contract: Contract,
  parts: Parts,
  headers: Readonly<Record<string, string | string[]>>,
): RawRequest {
  const path = contract.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(parts.params[name] ?? "").toWellFormed()),
  );
  const query = new URLSearchParams(
    Object.entries(parts.query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  ).toString();
  const target = query ? `${path}?${query}` : path;
  if (isSafe(contract)) return { method: contract.method, target, headers };
  return {
    method: contract.method,
    target,
    headers: {
      ...headers,
      "content-type": "application/json",
      ...(needsVersion(contract) ? { "if-match": '"1"' } : {}),
    },
    body: JSON.stringify(parts.body),
  };
}

/** The parts about the tenancy itself: its ID, and those of its people where the path asks for one. */
export function ownParts(
  contract: Contract,
  known: ReadonlyMap<string, readonly string[]>,
  from = 0,
): Parts {
  const parts = partsFor(contract, from);
  const names = namesIn(contract.path);
  const params = Object.fromEntries(
    Object.entries(parts.params).map(([name, value]) => {
      const [prefix = ""] = String(value).split("_");
      const own = known.get(prefix)?.[0];
      return [name, names.includes(name) && own ? own : value];
    }),
  );
  return { ...parts, params };
}

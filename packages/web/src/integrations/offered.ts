import type { Secret } from "@faibric/core/secrets/secrets.schema";
import { type Purpose, VENDORS, type Vendor } from "@faibric/core/secrets/vendor.schema";
import type { Words } from "../words/locale";

/**
 * What vendors' keys can be stored for now: what a business has an account of its own for, and needs days to get
 * one. For what the platform only reads with, such as analytics, a key that lies about helps nobody.
 */
export const OFFERED = ["payments", "mail", "sms", "text"] as const satisfies readonly Purpose[];
export type Offered = (typeof OFFERED)[number];

export const vendorsFor = (purpose: Offered): readonly Vendor[] =>
  VENDORS.filter((vendor) => vendor.for === purpose);

/** A field's words in the catalogue: keys there have no dots. */
export type FieldWord = keyof Words["integrations"]["fields"];
export const wordOf = (name: string) => name.replace(".", "_") as FieldWord;

/** What there is of a vendor: which keys, since when, and whether they are for trying out. */
export interface Connection {
  readonly stored: readonly Secret[];
  readonly missing: number;
  readonly lastChange: string | undefined;
  readonly mode: "test" | "live" | "mixed" | undefined;
}

export function connectionOf(vendor: Vendor, secrets: readonly Secret[]): Connection {
  const stored = vendor.fields.flatMap(({ name }) => secrets.filter((one) => one.name === name));
  const has = (name: string) => stored.some((one) => one.name === name);
  const modes = new Set(stored.flatMap(({ mode }) => mode ?? []));
  return {
    stored,
    missing: vendor.fields.filter(({ name, optional }) => !optional && !has(name)).length,
    lastChange: stored
      .map(({ updatedAt }) => updatedAt)
      .sort()
      .at(-1),
    mode: modes.size > 1 ? "mixed" : [...modes][0],
  };
}

/** The vendors of whose keys one at least is for trying out. */
export const inTestMode = (secrets: readonly Secret[]): readonly Vendor[] =>
  VENDORS.filter((vendor) =>
    connectionOf(vendor, secrets).stored.some(({ mode }) => mode === "test"),
  );

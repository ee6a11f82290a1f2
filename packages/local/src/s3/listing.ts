import type { S3Call } from "./call";
import { encodeKey } from "./notifications";
import { invalidArgument } from "./respond";

/** Rows in listing order, found from a position: the first row whose key is not before those bytes. */
export interface ListingSource<Row extends { readonly key: string }> {
  from(position: Buffer): Row | undefined;
  /** The row after this one, which may have the same key. */
  next(row: Row): Row | undefined;
}

export interface ListingOptions<Row> {
  readonly prefix: string;
  readonly delimiter: string;
  readonly limit: number;
  readonly first: Row | undefined;
}

export interface Listing<Row> {
  readonly rows: readonly Row[];
  readonly prefixes: readonly string[];
  /** Where the next page starts; undefined on the last page. */
  readonly rest: Row | undefined;
  /** The last thing listed: a row, or a common prefix. */
  readonly last: Row | string | undefined;
}

export const MAX_PAGE = 1000;

/**
 * One page of a listing. Keys that share what comes before the next delimiter are one common prefix,
 * and the search jumps over them.
 */
export function listPage<Row extends { readonly key: string }>(
  source: ListingSource<Row>,
  { prefix, delimiter, limit, first }: ListingOptions<Row>,
): Listing<Row> {
  const rows: Row[] = [];
  const prefixes: string[] = [];
  let last: Row | string | undefined;
  let row = limit > 0 ? first : undefined;
  while (row?.key.startsWith(prefix)) {
    if (rows.length + prefixes.length >= limit) return { rows, prefixes, rest: row, last };
    const common = commonPrefix(row.key, prefix, delimiter);
    if (common === undefined) {
      rows.push(row);
      last = row;
      row = source.next(row);
    } else {
      prefixes.push(common);
      last = common;
      row = source.from(afterPrefix(common));
    }
  }
  return { rows, prefixes, rest: undefined, last };
}

export function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === "") return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

/** The position after a key: keys are compared as bytes, and none lies between. */
export const afterKey = (key: string) => Buffer.from(`${key}\0`);

/** The position after every key with this prefix: no UTF-8 contains the byte 0xff. */
export const afterPrefix = (prefix: string) =>
  Buffer.concat([Buffer.from(prefix), Buffer.of(0xff)]);

/** The later of two positions. */
export function laterOf(a: Buffer, b: Buffer): Buffer {
  return Buffer.compare(a, b) >= 0 ? a : b;
}

/** The parameters that all listings share. */
export function listingParameters(call: S3Call, limitName: string) {
  const { query } = call;
  const limit = Number(query.get(limitName) || MAX_PAGE);
  if (!Number.isInteger(limit) || limit < 0 || limit > 2 ** 31 - 1) {
    const message = `Argument ${limitName} must be an integer between 0 and 2147483647`;
    throw invalidArgument(message, limitName, query.get(limitName));
  }
  const encodingType = query.get("encoding-type");
  if (encodingType !== undefined && encodingType !== "url") {
    throw invalidArgument("Invalid Encoding Method specified in Request", "encoding-type");
  }
  return {
    prefix: query.get("prefix") ?? "",
    delimiter: query.get("delimiter") ?? "",
    limit: Math.min(limit, MAX_PAGE),
    encodingType,
    encode: encodingType === "url" ? encodeKey : (text: string) => text,
  };
}

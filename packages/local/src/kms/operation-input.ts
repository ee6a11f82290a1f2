import { AwsError } from "../wire/aws-error";

export const refuse = (message: string): AwsError =>
  new AwsError("ValidationException", `1 validation error detected: ${message}`);

/** Reads a blob of so many bytes; on the wire it is base64. */
export function blob(
  name: string,
  value: string | undefined,
  { from, to }: { from: number; to: number },
): Buffer {
  if (typeof value !== "string") throw refuse(`Value at '${name}' must not be null`);
  const bytes = Buffer.from(value, "base64");
  if (bytes.length < from || bytes.length > to) {
    const rule = `Member must have length between ${from} and ${to}`;
    throw refuse(`Value at '${name}' failed to satisfy constraint: ${rule}`);
  }
  return bytes;
}

/** Reads a number of bytes, 1 to 1,024. */
export function byteCount(name: string, value: number | undefined): number {
  if (value !== undefined && Number.isInteger(value) && value >= 1 && value <= 1024) return value;
  throw refuse(`Value at '${name}' failed to satisfy constraint: must be between 1 and 1024`);
}

/** A page of a list whose marker is the name of the last item of the page before. */
export function pageOf<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  { Limit = 100, Marker }: { Limit?: number; Marker?: string },
) {
  if (!Number.isInteger(Limit) || Limit < 1 || Limit > 1000) {
    throw refuse("Value at 'limit' must be between 1 and 1000");
  }
  const after = Marker === undefined ? "" : Buffer.from(Marker, "base64url").toString("utf8");
  if (Marker !== undefined && !items.some((item) => nameOf(item) === after)) {
    throw new AwsError("InvalidMarkerException", "The marker is not one of this list.");
  }
  const rest = items.filter((item) => nameOf(item) > after);
  const page = rest.slice(0, Limit);
  const last = page.at(-1);
  const Truncated = rest.length > page.length;
  const next = Truncated && last !== undefined && Buffer.from(nameOf(last)).toString("base64url");
  return { page, paging: { Truncated, ...(next && { NextMarker: next }) } };
}

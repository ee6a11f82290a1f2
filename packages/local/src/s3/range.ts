import { AwsError } from "../wire/aws-error";

/** First and last byte, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The range a `Range` header asks for; undefined for the whole object, which is also the answer to
 * several ranges and to what is no range at all. Throws `InvalidRange` (416).
 */
export function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  const [, first = "", last = ""] = match ?? [];
  if (first === "" && last === "") return undefined;
  if (first !== "" && last !== "" && Number(last) < Number(first)) return undefined;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (start < size && start <= end) return { start, end };
  throw new AwsError("InvalidRange", "The requested range is not satisfiable", {
    status: 416,
    members: {
      RangeRequested: header ?? "",
      ActualObjectSize: size,
      "response-headers": { "content-range": `bytes */${size}` },
    },
  });
}

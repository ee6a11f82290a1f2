import { type Caller, goodParts, type Operation, requestFor } from "./fuzz-requests";
import type { RawRequest } from "./raw-http";

/** Addresses and headers that are odd, though not wrong in a way that the contract could tell. */
export function oddOnes({ contract }: Operation, mine: Caller): RawRequest[] {
  const [good] = goodParts({ key: "", contract }, mine, 1);
  if (!good) return [];
  const base = requestFor({ ...contract, method: "GET" }, mine, good);
  const [path = ""] = base.target.split("?");
  const targets = [
    ...[path.replace("/api/", "/api//"), `${path}/`, `${path}//`, `${path}/.`, `${path}/../x`],
    ...[`${path}%00`, `${path}%2F`, `${path}%2e%2e%2f`, `${path}%`],
    ...[`${path}%E0%A4%A`, `${path}%ED%A0%80`, `${path}%f0%9f%92%a5`],
    ...[
      `${path};a=b`,
      `${path}?`,
      `${path}?&&=&a`,
      `${path}?__proto__=1`,
      `${path}?%`,
      `${path}#x`,
    ],
    ...[
      `${path}${"/x".repeat(2_000)}`,
      `${path}?${"a=1&".repeat(1_500)}`,
      `${path}?q=${"x".repeat(9_000)}`,
    ],
  ];
  const headers: RawRequest["headers"][] = [
    { "x-odd": "x".repeat(9_000) },
    { "x-odd": "x".repeat(11_000) },
    { "x-odd": "x".repeat(60_000) },
    { "x-odd": "\u00ff\u0080\t" },
    { "x-odd": Array.from({ length: 80 }, (_, index) => `${index}`) },
    { cookie: "a=b; ; =; c" },
    { __proto__: "x", constructor: "x" },
    { "content-type": ["application/json", "text/plain"] },
    { "x-tenant-id": [mine.tenantId, mine.tenantId] },
    { host: "evil.example" },
    { "x-forwarded-for": "' OR 1=1", "x-amzn-trace-id": "x", via: "x" },
    { range: "bytes=0-1", "if-none-match": "*", expect: "x", accept: "nothing/*;q=x" },
  ];
  return [
    ...targets.map((target) => ({ ...base, target })),
    ...headers.map((more) => ({ ...base, headers: { ...base.headers, ...more } })),
    ...["HEAD", "OPTIONS", "TRACE", "PROPFIND"].map((method) => ({ ...base, method })),
  ];
}

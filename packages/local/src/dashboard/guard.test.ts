import type { IncomingMessage } from "node:http";
import { expect, it } from "vitest";
import { refusal } from "./guard";

const ask = (headers: Record<string, string>, method = "GET") =>
  refusal({ method, headers: { host: "localhost:3000", ...headers } } as IncomingMessage & object);

const JSON_TYPE = { "content-type": "application/json" };

it.each(["localhost:3000", "127.0.0.1:3000", "[::1]:3000", "localhost"])(
  "serves this machine under %s",
  (host) => expect(ask({ host })).toBeUndefined(),
);

it.each([
  "evil.example",
  "localhost.evil.example:3000",
  "evil.example:3000",
  "127.0.0.1.nip.io",
  "",
])("refuses the name %j, which may have been rebound to this machine", (host) =>
  expect(ask({ host })).toMatch(/this machine only/),
);

it.each([
  ["a script of another site", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors" }],
  ["another port of localhost", { "sec-fetch-site": "same-site", "sec-fetch-mode": "cors" }],
  ["an image of another site", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }],
  [
    "a frame of another site",
    { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" },
  ],
  ["an old browser's cross-origin read", { origin: "http://localhost:8080" }],
  ["a sandboxed document", { origin: "null" }],
] as const)("lets %s read nothing", (_name, headers) => {
  expect(ask(headers)).toBe("Another site may not ask this.");
});

it("lets a link on any site open the dashboard", () => {
  const headers = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };
  expect(ask({ ...headers, "sec-fetch-dest": "document" })).toBeUndefined();
});

it("lets its own page read and change", () => {
  const own = { origin: "http://localhost:3000", "sec-fetch-site": "same-origin" };
  expect(ask(own)).toBeUndefined();
  expect(ask({ ...own, ...JSON_TYPE }, "POST")).toBeUndefined();
});

it("lets a program without a browser change something", () => {
  expect(ask(JSON_TYPE, "POST")).toBeUndefined();
});

it.each([
  ["from another site", { ...JSON_TYPE, origin: "https://evil.example" }],
  ["from another port", { ...JSON_TYPE, origin: "http://localhost:8080" }],
  [
    "by a link or a form that opens the page",
    {
      ...JSON_TYPE,
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": "navigate",
      "sec-fetch-dest": "document",
    },
  ],
  ["as a form sends it", { "content-type": "text/plain" }],
  ["without a type", {}],
] as const)("refuses a change %s", (_name, headers) => {
  expect(ask(headers, "POST")).toBeDefined();
});

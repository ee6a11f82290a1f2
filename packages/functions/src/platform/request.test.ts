import { defineContract, Page } from "@faibric/core/platform/contract";
import { InvalidRequestError } from "@faibric/core/platform/errors";
import { idSchema } from "@faibric/core/platform/id";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { type ApiCall, apiEvent } from "./api-event.fixture";
import {
  BodyTooLargeError,
  MAX_BODY_BYTES,
  parseRequest,
  UnsupportedContentTypeError,
} from "./request";

const contract = defineContract({
  method: "PATCH",
  path: "/api/test/{thingId}",
  summary: "Change a thing",
  access: "anyone",
  params: z.object({ thingId: idSchema("thg") }),
  query: Page.extend({ tag: z.string().optional() }),
  body: z.object({
    name: z.string().max(20),
    price: z.number().optional(),
    sizes: z.array(z.object({ code: z.string() })).default([]),
    extra: z.unknown().optional(),
  }),
  response: z.object({}),
});
const versioned = defineContract({
  method: "PUT",
  path: "/api/test/versioned",
  summary: "Change a thing, knowing its version",
  access: "anyone",
  versioned: true,
  response: z.object({ version: z.number() }),
});

const thingId = `thg_${"0".repeat(26)}`;
const good = { params: { thingId }, body: { name: "a" } };
const parse = (call: ApiCall) => parseRequest(contract, apiEvent(contract, { ...good, ...call }));

function refusal(run: () => unknown): InvalidRequestError {
  try {
    run();
  } catch (error) {
    if (error instanceof InvalidRequestError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}
const faults = (call: ApiCall) =>
  refusal(() => parse(call)).issues.map(({ path }) => path.join("."));

describe("a request as described", () => {
  it("is read, with what it leaves out filled in", () => {
    expect(parse({ query: "tag=x" })).toEqual({
      params: { thingId },
      query: { limit: 20, tag: "x" },
      body: { name: "a", sizes: [] },
      version: undefined,
    });
  });

  it("keeps every text that Unicode allows", () => {
    const name = "咖啡 ☕ é e\u0301 \u202e";
    expect(parse({ body: { name } })).toMatchObject({ body: { name } });
    expect(parse({ body: Buffer.from(JSON.stringify({ name })) })).toMatchObject({
      body: { name },
    });
  });

  it.each([
    "application/json",
    "Application/JSON; charset=utf-8",
    "application/merge-patch+json",
    "application/vnd.acme.v1+json ;x=y",
  ])("may come as %s", (type) => {
    expect(parse({ headers: { "content-type": type } })).toMatchObject({ body: { name: "a" } });
  });
});

describe("a request that is not as described", () => {
  it("has every wrong field named, in all of its parts at once", () => {
    const call = {
      params: { thingId: "thg_1" },
      query: "limit=1000&cursor=",
      body: { name: 1, price: "1", sizes: [{ code: "s" }, { code: null }] },
    };
    expect(faults(call)).toEqual([
      "params.thingId",
      "query.limit",
      "query.cursor",
      "body.name",
      "body.price",
      "body.sizes.1.code",
    ]);
  });

  it.each([
    ["an array", [], "body"],
    ["null", null, "body"],
    ["a text", JSON.stringify("x"), "body"],
    ["nothing", undefined, "body.name"],
    ["an empty text", "", "body.name"],
  ])("is refused where the body is %s", (_name, body, place) => {
    expect(faults({ body })).toEqual([place]);
  });

  it.each(["{", "{'name':1}", '{"name":"a"}}', "undefined", "NaN", " "])(
    "is refused where the body is the broken JSON %j",
    (body) => {
      const { issues, message } = refusal(() => parse({ body }));
      expect(issues).toMatchObject([{ path: ["body"] }]);
      expect(message).toContain("The body is not valid JSON");
    },
  );

  it.each([
    ["invalid UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
    ["UTF-8 cut short", Buffer.from('{"name":"é"}').subarray(0, 10)],
    ["a surrogate in UTF-8", Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ["UTF-16", Buffer.from('\ufeff{"name":"a"}', "utf16le")],
  ])("is refused where the body is %s", (_name, body) => {
    expect(refusal(() => parse({ body })).message).toContain("The body is not valid UTF-8");
  });

  it.each(["", "text/plain", "application/jsonp", "multipart/form-data; boundary=x", "💥", ","])(
    "is refused where the content type is %j",
    (type) => {
      const parsing = () => parse({ headers: { "content-type": type } });
      expect(parsing).toThrow(UnsupportedContentTypeError);
    },
  );

  it("is refused over 1 MiB, counted in bytes, and not at 1 MiB", () => {
    const sized = (bytes: number, letter = "a") => {
      const frame = '{"name":"a","extra":""}';
      const count = Math.floor((bytes - frame.length) / Buffer.byteLength(letter));
      const text = `{"name":"a","extra":"${letter.repeat(count)}"}`;
      return text + " ".repeat(bytes - Buffer.byteLength(text));
    };
    expect(() => parse({ body: sized(MAX_BODY_BYTES) })).not.toThrow();
    expect(() => parse({ body: sized(MAX_BODY_BYTES, "é") })).not.toThrow();
    for (const body of [sized(MAX_BODY_BYTES + 1), sized(MAX_BODY_BYTES + 1, "é")]) {
      expect(() => parse({ body })).toThrow(BodyTooLargeError);
      expect(() => parse({ body: Buffer.from(body) })).toThrow(BodyTooLargeError);
    }
  });

  it("is answered in short, however many faults it has and however long they are", () => {
    const sizes = Array.from({ length: 100_000 }, () => 1);
    const many = refusal(() => parse({ body: { name: "a", sizes } }));
    expect(many.issues).toHaveLength(50);
    expect(many.message).toMatch(/And 45 more\.$/);
    const long = refusal(() => parse({ body: { name: "a", ["💥".repeat(400)]: 1 } }));
    expect(JSON.stringify(long.issues).length).toBeLessThan(1_000);
    expect(long.message.isWellFormed()).toBe(true);
  });
});

describe("a field that the contract does not name", () => {
  it("is refused by its place, in the body, inside of it and in the query", () => {
    const call = {
      query: "limt=5&constructor=1",
      body: { name: "a", colour: "red", sizes: [{ code: "s", label: "S" }], toString: 1 },
    };
    expect(faults(call)).toEqual([
      "query.limt",
      "query.constructor",
      "body.colour",
      "body.sizes.0.label",
      "body.toString",
    ]);
    expect(refusal(() => parse({ query: "limt=5" })).message).toContain(
      "query.limt: There is no such field.",
    );
  });

  it("is refused where there is nothing to say at all", () => {
    const parsing = () =>
      parseRequest(
        versioned,
        apiEvent(versioned, { headers: { "if-match": '"1"' }, body: { a: 1 } }),
      );
    expect(refusal(parsing).issues).toMatchObject([{ path: ["body", "a"] }]);
  });

  it("is refused in the query if it comes twice", () => {
    expect(faults({ query: "tag=a&tag=b&limit=3" })).toEqual(["query.tag"]);
  });
});

describe("a value that would not come back as it was sent", () => {
  it.each([
    ["a NUL character", '{"name":"a\\u0000"}', "body.name"],
    ["half a surrogate pair", '{"name":"\\ud83d"}', "body.name"],
    ["half a pair in a name", '{"name":"a","extra":{"\\udc00":1}}', "body.extra.\udc00"],
    ["an integer that loses digits", '{"name":"a","price":9007199254740993}', "body.price"],
    ["a number over all", '{"name":"a","price":-1e999}', "body.price"],
    ["a number next to nothing", '{"name":"a","extra":[1e-200]}', "body.extra.0"],
    ["__proto__", '{"name":"a","extra":{"__proto__":{"x":1}}}', "body.extra.__proto__"],
    ["__proto__ at the top", '{"name":"a","__proto__":{"name":"b"}}', "body.__proto__"],
    ["a field without a name", '{"name":"a","extra":{"":1}}', "body.extra."],
  ])("is refused where the schema lets it through: %s", (_name, body, place) => {
    expect(faults({ body })).toEqual([place.toWellFormed()]);
  });

  it("is refused in the query and in the path", () => {
    expect(faults({ query: "tag=%00" })).toEqual(["query.tag"]);
    expect(faults({ params: { thingId: `${thingId}\0` } })).toEqual(["params.thingId"]);
  });

  it("is refused where it is nested deeper than DynamoDB keeps, a million levels too", () => {
    const nested = (levels: number) =>
      `{"name":"a","extra":${"[".repeat(levels)}${"]".repeat(levels)}}`;
    expect(() => parse({ body: nested(27) })).not.toThrow();
    expect(faults({ body: nested(28) })[0]).toMatch(/^body\.extra(\.0){27}$/);
    expect(faults({ body: nested(500_000) })[0]).toMatch(/^body\.extra(\.0){27}$/);
  });

  it("leaves what is only large or odd alone", () => {
    const extra = { price: 9007199254740991, tiny: 1e-130, zero: 0, minus: -1.5, text: "\u0001" };
    expect(parse({ body: { name: "a", extra } })).toMatchObject({ body: { extra } });
  });
});

describe("If-Match", () => {
  const version = (header?: string) =>
    parseRequest(
      versioned,
      apiEvent(versioned, header === undefined ? {} : { headers: { "if-match": header } }),
    ).version;

  it("is the ETag of what was read", () => {
    expect(version('"0"')).toBe(0);
    expect(version('"42"')).toBe(42);
  });

  it.each([
    undefined,
    "",
    "*",
    "3",
    'W/"3"',
    '"3","4"',
    '""',
    '"-1"',
    '"1e3"',
    '" 3"',
    `"${"9".repeat(16)}"`,
  ])("is refused as %j", (header) => {
    expect(refusal(() => version(header)).issues).toMatchObject([
      { path: ["headers", "if-match"] },
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { apiEvent } from "./api-event.fixture";
import {
  BodyTooLargeError,
  MAX_BODY_BYTES,
  parseRequest,
  UnsupportedContentTypeError,
} from "./request";
import { faults, parse, refusal, thingId, versioned } from "./request.fixture";

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

import { describe, expect, it } from "vitest";
import { apiEvent } from "./api-event.fixture";
import { parseRequest } from "./request";
import { faults, parse, refusal, thingId, versioned } from "./request.fixture";

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

describe("a field that comes twice in one object", () => {
  it.each<[string, string[]]>([
    ['{"name":"a","name":"b"}', ["body.name"]],
    ['{"name":"a", "n\\u0061me" \n\t: "b"}', ["body.name"]],
    ['{"name":"a","sizes":[{"code":"s"},{"code":"m","code":"l"}]}', ["body.sizes.1.code"]],
    ['{"sizes":[[],{"code":"}","code":"{"}],"name":"a"}', ["body.sizes.1.code"]],
  ])("is refused by its place: %s", (body, places) => {
    expect(faults({ body })).toEqual(expect.arrayContaining(places));
  });

  it.each([
    '{"name":"name\\":","sizes":[{"code":"name"},{"code":"s"}]}',
    '{"name":"\\\\","sizes":[{"code":"code"}]}',
    '{"sizes":[{"code":"a"},{"code":"a"}],"name":"{\\"name\\":1}"}',
  ])("is not what stands in a text, or in another object: %s", (body) => {
    expect(() => parse({ body })).not.toThrow();
  });
});

describe("a number in the query", () => {
  it.each(["0x5", "0b1", "1e1", "5.0", "+5", "%205", "5%20", "", "Infinity", "٥"])(
    "is refused where it is not in plain digits: %j",
    (text) => {
      const { issues } = refusal(() => parse({ query: `limit=${text}` }));
      expect(issues[0]).toMatchObject({
        path: ["query", "limit"],
        message: "query.limit: Not a whole number in digits, such as 20.",
      });
    },
  );

  it("is read where it is", () => {
    expect(parse({ query: "limit=05&tag=x" })).toMatchObject({ query: { limit: 5 } });
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

import { expect, it } from "vitest";
import { newTenant } from "../testing/actors";
import { canonicalJson } from "./canonical";
import { genesis, hashOf, linkTo } from "./chain";
import { toCsv, toJsonLines } from "./export-format";

const entry = (userAgent: string) => {
  const tenantId = newTenant();
  const record = {
    recordId: "aud_01jd3zq8v5m0w2e7r9t4y6x1kp",
    at: "2026-03-01T10:00:00.000Z",
    action: "tenant.renameTenant",
    outcome: "succeeded",
    actor: { type: "member", id: "usr_1" },
    after: { name: 'קפה "שחור", 🦊' },
    userAgent,
  } as const;
  return linkTo(genesis(tenantId), tenantId, record, record.at);
};

it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x"])(
  "keeps a spreadsheet from reading %j as a formula",
  (userAgent) => {
    expect(toCsv([entry(userAgent)], false)).toContain(`,"'${userAgent}",`);
  },
);

it("quotes what needs it, ends each row as RFC 4180 says, and names the columns at the beginning only", () => {
  const csv = toCsv([entry('a "b", c')], true);
  const [head, row, end] = csv.split("\r\n");
  expect(head).toMatch(/^sequence,at,action,/);
  expect(row).toContain(',"a ""b"", c",');
  expect(row).toContain('"{""name"":""קפה \\""שחור\\"", 🦊""}"');
  expect(end).toBe("");
  expect(toCsv([entry("a")], false)).toMatch(/^1,2026/);
  expect(toCsv([], false)).toBe("");
});

it("writes lines whose hash anybody can compute again", () => {
  const [line = ""] = toJsonLines([entry("a"), entry("b")]).split("\n");
  const { hash, ...content } = JSON.parse(line);
  expect(hashOf(content)).toBe(hash);
});

it("writes JSON in its one canonical form: RFC 8785, 3.2", () => {
  const value = {
    "\u20ac": "Euro Sign",
    "\r": "Carriage Return",
    "\ufb33": "Hebrew Letter Dalet With Dagesh",
    "1": "One",
    "\ud83d\ude00": "Emoji: Grinning Face",
    "\u0080": "Control",
    "\u00f6": "Latin Small Letter O With Diaeresis",
  };
  expect(Object.values(JSON.parse(canonicalJson(value)))).toHaveLength(7);
  const order = [...canonicalJson(value).matchAll(/:"([^"]+)"/g)].map(([, name]) => name);
  expect(order).toEqual([
    "Carriage Return",
    "One",
    "Control",
    "Latin Small Letter O With Diaeresis",
    "Euro Sign",
    "Emoji: Grinning Face",
    "Hebrew Letter Dalet With Dagesh",
  ]);
  const numbers = [
    Number("333333333.33333329"),
    1e30,
    4.5,
    2e-3,
    0.000000000000000000000000001,
    -0,
  ];
  expect(canonicalJson(numbers)).toBe("[333333333.3333333,1e+30,4.5,0.002,1e-27,0]");
  expect(canonicalJson({ b: undefined, a: [null, true] })).toBe('{"a":[null,true]}');
  for (const bad of ["\ud800", Number.NaN, Number.POSITIVE_INFINITY, () => 0]) {
    expect(() => canonicalJson(bad)).toThrow(TypeError);
  }
});

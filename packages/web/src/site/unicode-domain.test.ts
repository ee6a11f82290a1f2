import { domainToASCII } from "node:url";
import { expect, it } from "vitest";
import { unicodeOf } from "./unicode-domain";

it.each([
  "www.example.com",
  "café.example",
  "www.bäckerei-müller.example",
  "مقهى-الزجاجة.مثال",
  "例え.テスト",
  "ελλάδα.example",
  "i❤.example",
])("writes %s as people do", (domain) => {
  expect(unicodeOf(domainToASCII(domain))).toBe(domain);
});

it.each(["xn--", "xn--é", "xn--99999999999"])(
  "leaves %s, which says nothing, as it is",
  (domain) => {
    expect(unicodeOf(domain)).toBe(domain);
  },
);

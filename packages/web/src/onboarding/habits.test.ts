import { expect, it } from "vitest";
import { currencyOf } from "./habits";

it.each([
  ["de-CH", "CHF"],
  ["de", "EUR"],
  ["en", "USD"],
  ["en-GB", "GBP"],
  ["ja", "JPY"],
  ["ar-EG", "EGP"],
  ["en-IE", "EUR"],
  ["zh-Hant-TW", "TWD"],
  ["es-PA", "USD"],
])("who reads %s pays in %s", (locale, currency) => expect(currencyOf(locale)).toBe(currency));

it("names currencies that there are", () => {
  expect(Intl.supportedValuesOf("currency")).toEqual(
    expect.arrayContaining(["de", "en-GB", "tr", "he-IL", "nb-NO"].map(currencyOf)),
  );
});

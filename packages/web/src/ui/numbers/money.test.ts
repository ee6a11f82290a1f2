import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AmountError, formatAmount, formatMoney, readAmount } from "./money";

describe("readAmount", () => {
  it.each([
    ["12,34", "EUR", "de-DE", 1_234],
    ["1.234,5", "EUR", "de-DE", 123_450],
    ["1234567,89", "EUR", "de-DE", 123_456_789],
    ["12.34", "USD", "en-US", 1_234],
    ["1,234.50", "USD", "en-US", 123_450],
    ["1 234,50", "EUR", "fr-FR", 123_450],
    ["1’234.50", "CHF", "de-CH", 123_450],
    ["1'234.50", "CHF", "de-CH", 123_450],
    ["12,34,567.89", "INR", "en-IN", 123_456_789],
    ["1500", "JPY", "ja-JP", 1_500],
    ["1,500", "JPY", "ja-JP", 1_500],
    ["1500.00", "JPY", "ja-JP", 1_500],
    ["1.234", "KWD", "en-GB", 1_234],
    ["٧٫٢٥٠", "KWD", "ar-EG", 7_250],
    ["-3,5", "EUR", "de-DE", -350],
    ["−3,5", "EUR", "de-DE", -350],
    [",5", "EUR", "de-DE", 50],
    ["0012", "EUR", "de-DE", 1_200],
    ["0,10", "EUR", "de-DE", 10],
    ["1,10", "EUR", "de-DE", 110], // as a float, 1.1 × 100 is 110.00000000000001
    ["90071992547409,91", "EUR", "de-DE", Number.MAX_SAFE_INTEGER],
  ])("reads %j of %s in %s as %d", (typed, currency, locale, amount) =>
    expect(readAmount(typed, currency, locale)).toBe(amount),
  );

  it.each([
    ["", "EUR", "de-DE", "noNumber"],
    ["zwölf", "EUR", "de-DE", "noNumber"],
    ["1.5", "EUR", "de-DE", "noNumber"], // one and a half, or fifteen? In German neither
    ["1,5", "USD", "en-US", "noNumber"],
    ["1,2,3", "EUR", "de-DE", "noNumber"],
    ["1e3", "EUR", "de-DE", "noNumber"],
    ["12,345", "EUR", "de-DE", "tooFine"],
    ["0.5", "JPY", "ja-JP", "tooFine"],
    ["1.2345", "KWD", "en-GB", "tooFine"],
    ["90071992547409,92", "EUR", "de-DE", "tooLarge"],
  ])("does not guess at %j of %s in %s: %s", (typed, currency, locale, why) => {
    const read = () => readAmount(typed, currency, locale);
    expect(read).toThrow(AmountError);
    expect(read).toThrow(why);
  });

  it("reads back whatever was written, of every currency in many languages", () => {
    const locale = fc.constantFrom(
      ..."ar-EG bn-BD de-AT de-CH de-DE en-GB en-IN es-ES fa-IR fr-CH fr-FR he-IL hi-IN ja-JP mr-IN my-MM pl-PL pt-BR pt-PT sv-SE".split(
        " ",
      ),
    );
    const currency = fc.constantFrom("EUR", "USD", "JPY", "KWD", "CLF", "HUF", "ISK", "TND");
    fc.assert(
      fc.property(fc.maxSafeInteger(), currency, locale, (amount, code, lang) => {
        const written = formatAmount({ amount, currency: code }, lang);
        expect(readAmount(written, code, lang), `${written} ${lang}`).toBe(amount);
      }),
    );
  });
});

it.each([
  [{ amount: 123_450, currency: "EUR" }, "de-DE", "1.234,50\u00a0€"],
  [{ amount: 1_500, currency: "JPY" }, "ja-JP", "￥1,500"],
  [{ amount: 7_250, currency: "KWD" }, "en-GB", "KWD\u00a07.250"],
  [{ amount: -5, currency: "USD" }, "en-US", "-$0.05"],
  [{ amount: Number.MAX_SAFE_INTEGER, currency: "EUR" }, "en-IE", "€90,071,992,547,409.91"],
])("writes %j in %s as %j", (money, locale, text) => expect(formatMoney(money, locale)).toBe(text));

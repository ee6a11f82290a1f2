import { readDecimal } from "./number-text";

/** An amount: whole minor units of a currency, such as cents. Never a float. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

export class AmountError extends Error {
  override readonly name = "AmountError";
  readonly why: "noNumber" | "tooFine" | "tooLarge";
  constructor(why: AmountError["why"]) {
    super(why);
    this.why = why;
  }
}

/** How many digits a currency has behind the point: 2, of yen 0, of dinars 3. Source: ISO 4217, by CLDR */
export function digitsOf(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/**
 * An amount as somebody typed it, in minor units.
 * @throws AmountError where it is no number, finer than the currency, or too large to count
 */
export function readAmount(typed: string, currency: string, locale: string): number {
  const text = readDecimal(typed, locale);
  if (text === undefined) throw new AmountError("noNumber");
  const [whole = "", fraction = ""] = text.split(".");
  const digits = digitsOf(currency);
  if (/[1-9]/.test(fraction.slice(digits))) throw new AmountError("tooFine");
  const amount = Number(`${whole}${fraction.slice(0, digits).padEnd(digits, "0")}`);
  if (!Number.isSafeInteger(amount)) throw new AmountError("tooLarge");
  return amount;
}

/** Minor units as the currency's plain decimal text: 1234 of EUR is `12.34`. */
export function toDecimal({ amount, currency }: Money): string {
  const digits = digitsOf(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, "0");
  const at = text.length - digits;
  const sign = amount < 0 ? "-" : "";
  return `${sign}${text.slice(0, at)}${digits > 0 ? `.${text.slice(at)}` : ""}`;
}

/** An amount as people read it: 1.234,50 €. */
export function formatMoney(money: Money, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency: money.currency });
  return format.format(asNumeric(toDecimal(money)));
}

/** An amount as somebody would type it, without the currency. */
export function formatAmount(money: Money, locale: string): string {
  const digits = digitsOf(money.currency);
  const range = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(locale, range).format(asNumeric(toDecimal(money)));
}

/** Intl formats decimal text digit by digit, without making a float of it. */
const asNumeric = (text: string) => text as Intl.StringNumericLiteral;

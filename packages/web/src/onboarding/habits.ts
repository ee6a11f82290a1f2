/** Regions by the currency that is used there. Where none is named, people are used to dollars. Source: ISO 4217 */
const REGIONS = {
  EUR: "AD AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK",
  GBP: "GB GG IM JE",
  CHF: "CH LI",
  ...{ SEK: "SE", NOK: "NO", DKK: "DK FO GL", ISK: "IS", PLN: "PL", CZK: "CZ", HUF: "HU" },
  ...{ RON: "RO", BGN: "BG", UAH: "UA", RSD: "RS", TRY: "TR", ILS: "IL", AED: "AE", SAR: "SA" },
  ...{ EGP: "EG", MAD: "MA", ZAR: "ZA", NGN: "NG", KES: "KE", INR: "IN", PKR: "PK", BDT: "BD" },
  ...{ NPR: "NP", LKR: "LK", CNY: "CN", HKD: "HK", TWD: "TW", JPY: "JP", KRW: "KR", SGD: "SG" },
  ...{ MYR: "MY", THB: "TH", VND: "VN", IDR: "ID", PHP: "PH", AUD: "AU", NZD: "NZ", CAD: "CA" },
  ...{ MXN: "MX", BRL: "BR", ARS: "AR", CLP: "CL", COP: "CO", PEN: "PE", UYU: "UY" },
} as const;

const CURRENCIES = new Map(
  Object.entries(REGIONS).flatMap(([currency, regions]) =>
    regions.split(" ").map((region) => [region, currency] as const),
  ),
);

/** The currency of a language's country: the one that it names, or the one where most speak it. */
export function currencyOf(locale: string): string {
  const { region = "" } = new Intl.Locale(locale).maximize();
  return CURRENCIES.get(region) ?? "USD";
}

/** What a business's days, words and money follow until somebody says otherwise: what this browser does. */
export function habitsOfBrowser() {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const locale = navigator.language || "en";
  return { timeZone, locale, currency: currencyOf(locale) };
}

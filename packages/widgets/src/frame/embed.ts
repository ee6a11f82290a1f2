/** What a page says that embeds a widget, in the attributes of the widget's script. */
export interface Embed {
  /** The public app key: `data-app-id`. */
  readonly appKey: string;
  /** `data-theme`; `auto` goes by what the visitor's system says. */
  readonly theme: "light" | "dark" | "auto";
  /** A BCP 47 tag: `data-lang`, else the page's own, else the visitor's. */
  readonly locale: string;
  /** Where the script comes from, which is where the API is. */
  readonly origin: string;
  readonly script: HTMLScriptElement;
}

/**
 * Reads the script that is running. It has to be a classic one: browsers name no other.
 * @throws Error that tells the page's author what is missing
 */
export function readEmbed(script = document.currentScript): Embed {
  if (!(script instanceof HTMLScriptElement)) {
    throw new Error('load it with <script async src="…">, not as a module');
  }
  const { appId, theme = "auto", lang } = script.dataset;
  if (!appId) throw new Error("add data-app-id, the public app key of your business");
  if (theme !== "light" && theme !== "dark" && theme !== "auto") {
    throw new Error(`data-theme is "${theme}"; it may be light, dark or auto`);
  }
  const locale = [lang, document.documentElement.lang, navigator.language].find(isLocale) ?? "en";
  return { appKey: appId, theme, locale, origin: new URL(script.src).origin, script };
}

function isLocale(tag: string | undefined): tag is string {
  if (!tag) return false;
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false; // what Intl throws on is no language tag: that is the answer
  }
}

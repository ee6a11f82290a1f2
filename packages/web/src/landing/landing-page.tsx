import { createTranslator } from "use-intl/core";
import { LinkButton } from "../ui/button";
import { wordsOf } from "../words/locale";
import { requestLocale } from "../words/request-locale";
import { LINKS } from "./links";

/** What the bare address shows: how to get in, and where developers look. */
export async function LandingPage() {
  const locale = await requestLocale();
  const words = createTranslator({ locale, messages: wordsOf(locale) });
  return (
    <main className="mx-auto grid w-full max-w-2xl content-center gap-12 px-5 py-[14vh]">
      <header className="grid gap-4">
        <h1 className="font-semibold text-5xl tracking-tight">{words("product")}</h1>
        <p className="text-pretty text-lg text-quiet">{words("lead")}</p>
        <p className="flex flex-wrap gap-3 pt-2">
          <LinkButton href="/sign-up">{words("landing.signUp")}</LinkButton>
          <LinkButton href="/sign-in?next=/home" look="quiet">
            {words("landing.signIn")}
          </LinkButton>
        </p>
      </header>
      <section aria-labelledby="developers">
        <h2 id="developers" className="pb-2 text-quiet text-sm">
          {words("landing.more")}
        </h2>
        <ul className="border-line border-t">
          {LINKS.map(({ href, name, says }) => (
            <li
              key={href}
              className="flex flex-wrap justify-between gap-x-4 border-line border-b py-3"
            >
              <a href={href} className="font-medium text-accent underline underline-offset-4">
                {name}
              </a>
              <span className="text-quiet">{says}</span>
            </li>
          ))}
        </ul>
      </section>
    </main>
  );
}

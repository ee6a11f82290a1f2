"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { use, useId } from "react";
import { useTranslations } from "use-intl";
import { useAtRest } from "../ui/use-cached";
import { ACCOUNT, CAPABILITIES, OF_ACCOUNT, OVERVIEW, type Place, SITE } from "./navigation";
import { HereContext } from "./tenancy";

/** Where one can go from here: the places that are built, and that the reader's role opens. */
export function Places({ onGone }: { onGone?: () => void }) {
  const words = useTranslations("nav");
  const here = use(HereContext);
  const openOf = (places: readonly Place[]) =>
    places.filter(({ needs }) => !needs || here?.may(needs));
  return (
    <nav aria-label={words("label")} className="grid gap-5">
      {here && <List places={openOf([OVERVIEW, SITE])} root={here.root} onGone={onGone} />}
      {here &&
        CAPABILITIES.map(({ word, places }) => {
          const open = openOf(places);
          if (open.length === 0) return null;
          const title = words(`capability.${word}`);
          return <List key={word} title={title} places={open} root={here.root} onGone={onGone} />;
        })}
      <List title={words("account")} places={OF_ACCOUNT} root={ACCOUNT} onGone={onGone} />
    </nav>
  );
}

function List(props: {
  title?: string;
  places: readonly Place[];
  root: string;
  onGone: (() => void) | undefined;
}) {
  const { title, places, root, onGone } = props;
  const words = useTranslations("nav");
  const path = usePathname();
  const isAtRest = useAtRest();
  const id = useId();
  return (
    <div className="grid gap-1">
      {title && (
        <p id={id} className="px-3 text-quiet text-xs">
          {title}
        </p>
      )}
      <ul aria-labelledby={title ? id : undefined} className="grid gap-0.5">
        {places.map(({ word, path: below, icon: Icon }) => {
          const current = isAt(path, root + below, below !== "");
          return (
            <li key={word}>
              <Link
                href={root + below}
                // Where one can go is fetched ahead, after what one came for.
                prefetch={isAtRest ? null : false}
                aria-current={current ? "page" : undefined}
                onClick={() => onGone?.()}
                className={`flex min-h-9 items-center gap-2.5 rounded-lg border-s-2 px-3 text-sm ${current ? "border-brand bg-line/60 font-medium" : "border-transparent text-quiet hover:bg-line/40 hover:text-ink"}`}
              >
                <Icon aria-hidden className="size-4 shrink-0" />
                {words(word)}
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Whether a page is this place, or below it: the first place of a business has all others below. */
const isAt = (path: string, place: string, deeper: boolean): boolean =>
  path === place || (deeper && path.startsWith(`${place}/`));

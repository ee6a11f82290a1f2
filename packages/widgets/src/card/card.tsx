import type { PublicTenant } from "@faibric/core/tenant/tenant.schema";
import { useEffect, useState } from "preact/hooks";
import { ask } from "../frame/api";
import { readableOn } from "../frame/colour";
import { startWidget } from "../frame/widget";
import { STYLE } from "./style";

const MINUTE_MS = 60_000;

/** Who the business is, and what time it is there: whether somebody may be expected to answer. */
function Card({ data, embed }: { data: PublicTenant; embed: { readonly locale: string } }) {
  const { name, timeZone, brand } = data;
  const time = useTime(embed.locale, timeZone);
  return (
    <section class="card" aria-label={name}>
      <Mark name={name} logoUrl={brand?.logoUrl} />
      <p class="words">
        <strong dir="auto">{name}</strong>
        <time>{time}</time>
      </p>
    </section>
  );
}

/** The logo; its initial, where there is none or it cannot be loaded. */
function Mark({ name, logoUrl }: { name: string; logoUrl: string | undefined }) {
  const [broken, setBroken] = useState(false);
  if (logoUrl && !broken) {
    return (
      <img
        class="mark"
        src={logoUrl}
        alt=""
        referrerpolicy="no-referrer"
        onError={() => setBroken(true)}
      />
    );
  }
  return (
    <span class="mark" aria-hidden="true">
      {initialOf(name)}
    </span>
  );
}

/** The first letter as people see it: an emoji of several code points is one. */
function initialOf(name: string): string {
  const [first] = new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(name);
  return (first?.segment ?? "").toLocaleUpperCase();
}

/** The time in a zone, with the zone's name, to the minute. */
function useTime(locale: string, timeZone: string): string {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const untilNext = MINUTE_MS - (now.getTime() % MINUTE_MS);
    const timer = setTimeout(() => setNow(new Date()), untilNext);
    return () => clearTimeout(timer);
  }, [now]);
  const style = { hour: "numeric", minute: "2-digit", timeZoneName: "short", timeZone } as const;
  return new Intl.DateTimeFormat(locale, style).format(now);
}

void startWidget<PublicTenant>({
  name: "card",
  style: STYLE,
  load: (embed) => ask(embed, "/api/public/tenant"),
  View: Card,
  brand: ({ brand: { primaryColor } = {} }) =>
    primaryColor ? { "--accent": primaryColor, "--on-accent": readableOn(primaryColor) } : {},
});

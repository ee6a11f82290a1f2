"use client";
import { lazy, Suspense } from "react";
import { FormatProvider } from "../frame/format";
import { PageHeader } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { Toasts } from "../ui/toast";
import { useHydrated } from "../ui/use-hydrated";
import { Actions } from "./actions";
import { Feedback } from "./feedback";
import { Fields } from "./fields";
import { Foundations } from "./foundations";
import { Signs } from "./signs";
import { Tables } from "./tables";

const Charts = lazy(async () => ({ default: (await import("./charts")).Charts }));
const Editors = lazy(async () => ({ default: (await import("./editors")).Editors }));

const SECTIONS = [
  ["Foundations", Foundations],
  ["Actions", Actions],
  ["Signs", Signs],
  ["Feedback", Feedback],
  ["Fields", Fields],
  ["Tables", Tables],
  ["Charts", Charts],
  ["Editor", Editors],
] as const;

/** Every part the console is made of, in every state. */
export function GalleryPage() {
  // As the console's own pages, which are drawn once somebody is signed in: nothing of it is the server's.
  const isHydrated = useHydrated();
  return (
    <FormatProvider locale="en-GB" timeZone="Europe/Berlin">
      <main className="mx-auto grid w-full max-w-5xl grid-cols-1 content-start gap-12 px-4 py-8 sm:px-8">
        <PageHeader title="Parts" lead="What the console is made of, in every state." />
        {!isHydrated && <Skeleton rows={8} />}
        {isHydrated &&
          SECTIONS.map(([title, Section]) => (
            <section
              key={title}
              id={title.toLowerCase().replaceAll(" ", "-")}
              aria-labelledby={`${title}-title`}
              className="grid min-w-0 grid-cols-1 gap-4 border-line border-t pt-6"
            >
              <h2 id={`${title}-title`} className="font-semibold text-lg tracking-tight">
                {title}
              </h2>
              <Suspense>
                <Section />
              </Suspense>
            </section>
          ))}
      </main>
      <Toasts />
    </FormatProvider>
  );
}

"use client";
import { FormatProvider } from "../frame/format";
import { PageHeader } from "../ui/page-header";
import { Toasts } from "../ui/toast";
import { Editors } from "./editors";

const SECTIONS = [["Editor", Editors]] as const;

/** Every part the console is made of, in every state. */
export function GalleryPage() {
  return (
    <FormatProvider locale="en-GB" timeZone="Europe/Berlin">
      <main className="mx-auto grid w-full max-w-5xl content-start gap-12 px-4 py-8 sm:px-8">
        <PageHeader title="Parts" lead="What the console is made of, in every state." />
        {SECTIONS.map(([title, Section]) => (
          <section
            key={title}
            id={title.toLowerCase().replaceAll(" ", "-")}
            aria-labelledby={`${title}-title`}
            className="grid min-w-0 gap-4 border-line border-t pt-6"
          >
            <h2 id={`${title}-title`} className="font-semibold text-lg tracking-tight">
              {title}
            </h2>
            <Section />
          </section>
        ))}
      </main>
      <Toasts />
    </FormatProvider>
  );
}

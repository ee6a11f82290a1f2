import { renderMarkdown } from "@faibric/core/platform/markdown";
import type { Guide, Piece } from "./guide";
import { GuideProse } from "./guide-prose";
import { Sample } from "./sample";

/** A guide, with the reader's own in its code. The guides are in English. */
export function GuideView({ of }: { of: Guide }) {
  return (
    <div lang="en" className="grid min-w-0 gap-8">
      <Pieces of={of.lead} about={of.title} />
      {of.sections.map(({ id, title, pieces }) => (
        <section
          key={id}
          id={id}
          aria-labelledby={`${id}-title`}
          className="grid gap-4 scroll-mt-20"
        >
          <h2 id={`${id}-title`} className="font-semibold text-lg tracking-tight">
            <a href={`#${id}`} className="hover:underline">
              {title}
            </a>
          </h2>
          <Pieces of={pieces} about={title} />
        </section>
      ))}
    </div>
  );
}

function Pieces({ of, about }: { of: readonly Piece[]; about: string }) {
  return of.map(({ kind, language, text }, index) => {
    if (kind === "code") {
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a guide stay where they are
        <Sample key={index} source={text} label={`${about}, ${index + 1}`}>
          <span className="px-1 text-quiet text-xs">{language}</span>
        </Sample>
      );
    }
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a guide stay where they are
    return <GuideProse key={index} html={renderMarkdown(withPages(text))} />;
  });
}

/** Links to other guides, which are files in the repository, are pages here. */
const withPages = (text: string) => text.replace(/\]\(([\w-]+)\.md\)/g, "]($1)");

"use client";
import { Suspense } from "react";
import { Labelled } from "../field";
import { lazySoon } from "../lazy-soon";

const MarkdownEditor = lazySoon(() => import("./markdown-editor"));

/** A text with headings, lists and links, as Markdown. The editor is loaded where one is shown. */
export function MarkdownField(props: {
  label: string;
  hint?: string;
  error?: string | undefined;
  placeholder?: string;
  disabled?: boolean;
  value: string;
  onChange: (markdown: string) => void;
  onBlur?: () => void;
}) {
  const { label, hint, error, ...editor } = props;
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(described) => (
        <Suspense fallback={<Still text={editor.value} />}>
          <MarkdownEditor {...editor} label={label} described={described} />
        </Suspense>
      )}
    </Labelled>
  );
}

/** The text as it is kept, until it can be written on. */
function Still({ text }: { text: string }) {
  return (
    <div
      aria-busy="true"
      dir="auto"
      className="prose min-h-61 whitespace-pre-wrap rounded-lg border border-edge bg-raised px-3 pt-15 pb-3"
    >
      <p>{text}</p>
    </div>
  );
}

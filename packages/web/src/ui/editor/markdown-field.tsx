"use client";
import { lazy, Suspense } from "react";
import { Labelled } from "../field";
import { Skeleton } from "../skeleton";

const MarkdownEditor = lazy(() => import("./markdown-editor"));

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
        <Suspense fallback={<Skeleton rows={1} className="h-56" />}>
          <MarkdownEditor {...editor} label={label} described={described} />
        </Suspense>
      )}
    </Labelled>
  );
}

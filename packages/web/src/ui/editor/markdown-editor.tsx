"use client";
import { useState } from "react";
import { INPUT } from "../field";
import { LinkDialog } from "./link-dialog";
import { Toolbar } from "./toolbar";
import { type EditorProps, useEditor } from "./use-editor";

/** Writing as it will look, or as the Markdown it is. Alt+F10 goes to the tools, Escape back to the text. */
export default function MarkdownEditor(props: EditorProps) {
  const { label, described, disabled = false, value, onChange, onBlur } = props;
  const [isSource, showSource] = useState(false);
  const [linking, link] = useState(false);
  const { editor, mount, frame } = useEditor(props, () => link(true));
  return (
    <div
      ref={frame}
      className={`overflow-hidden rounded-lg border bg-raised focus-within:outline-2 focus-within:outline-accent focus-within:outline-offset-2 ${described["aria-invalid"] ? "border-bad" : "border-edge"} ${disabled ? "opacity-60" : ""}`}
    >
      <Toolbar
        label={label}
        editor={editor}
        disabled={disabled}
        isSource={isSource}
        onSource={() => showSource(!isSource)}
        onLink={() => link(true)}
      />
      <div ref={mount} className={isSource ? "hidden" : "contents"} />
      {isSource && (
        <textarea
          {...described}
          aria-label={label}
          value={value}
          disabled={disabled}
          spellCheck={false}
          onChange={({ target }) => onChange(target.value)}
          onBlur={onBlur}
          className={`${INPUT} min-h-48 resize-y rounded-none! border-0! py-3 font-mono text-sm outline-none`}
        />
      )}
      {linking && editor && <LinkDialog editor={editor} onClose={() => link(false)} />}
    </div>
  );
}

"use client";
import { Editor } from "@tiptap/core";
import { useEffect, useRef, useState } from "react";
import type { Described } from "../field";
import { extensionsFor } from "./extensions";

export interface EditorProps {
  label: string;
  described: Described;
  placeholder?: string;
  disabled?: boolean;
  value: string;
  onChange: (markdown: string) => void;
  onBlur?: () => void;
}

/** An editor inside an element, which says what it has as Markdown and follows what it is given. */
export function useEditor(props: EditorProps, onLink: () => void) {
  const { label, described, placeholder = "", disabled = false, value } = props;
  const mount = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor>();
  const said = useRef(value);
  const latest = useRef({ ...props, onLink });
  useEffect(() => {
    latest.current = { ...props, onLink };
  });

  useEffect(() => {
    const made = new Editor({
      element: mount.current,
      extensions: extensionsFor(placeholder),
      content: latest.current.value,
      contentType: "markdown",
      injectCSS: false, // the content policy forbids it: the styles are in the site's own sheet
      editorProps: {
        handleKeyDown: (_, event) => {
          if (event.altKey && event.key === "F10") {
            frame.current?.querySelector<HTMLElement>("[role=toolbar] [tabindex='0']")?.focus();
            return true;
          }
          if (!(event.metaKey || event.ctrlKey) || event.key.toLowerCase() !== "k") return false;
          event.preventDefault();
          event.stopPropagation(); // elsewhere it opens the palette
          latest.current.onLink();
          return true;
        },
      },
      onUpdate: ({ editor: now }) => {
        said.current = now.isEmpty ? "" : now.getMarkdown().trimEnd();
        latest.current.onChange(said.current);
      },
      onBlur: () => latest.current.onBlur?.(),
    });
    setEditor(made);
    return () => made.destroy();
  }, [placeholder]);

  const { id, "aria-describedby": below, "aria-invalid": invalid } = described;
  useEffect(() => {
    const attributes = {
      id,
      class: "prose min-h-48 px-3 py-3 outline-none",
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": label,
      ...(below && { "aria-describedby": below }),
      ...(invalid && { "aria-invalid": "true" }),
      ...(disabled && { "aria-disabled": "true" }),
    };
    const handleKeyDown = editor?.options.editorProps.handleKeyDown;
    editor?.setOptions({ editorProps: { ...(handleKeyDown && { handleKeyDown }), attributes } });
    editor?.setEditable(!disabled, false);
  }, [editor, id, label, below, invalid, disabled]);

  useEffect(() => {
    if (!editor || value === said.current) return;
    said.current = value;
    editor.commands.setContent(value, { contentType: "markdown", emitUpdate: false });
  }, [editor, value]);

  return { editor, mount, frame };
}

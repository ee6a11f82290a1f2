"use client";
import type { Editor } from "@tiptap/core";
import { FileCode2, Link as LinkIcon, type LucideIcon } from "lucide-react";
import { type KeyboardEvent, useEffect, useReducer, useState } from "react";
import { useTranslations } from "use-intl";
import { HISTORY, TOOLS, type Tool } from "./tools";

/** What may be done to a text. One stop for Tab, arrows inside. Source: WAI-ARIA, toolbar */
export function Toolbar(props: {
  label: string;
  editor: Editor | undefined;
  disabled: boolean;
  isSource: boolean;
  onSource: () => void;
  onLink: () => void;
}) {
  const { label, editor, disabled, isSource, onSource, onLink } = props;
  const words = useTranslations("editor");
  const [at, setAt] = useState(0);
  useChangesOf(editor);
  const rests = disabled || isSource || !editor;
  const tool = ({ word, icon, run, isOn, can, keys }: Tool) => ({
    word: words(`tools.${word}`),
    icon,
    keys,
    rests: rests || (can && editor ? !can(editor) : false),
    isOn: isOn && (editor ? isOn(editor) : false),
    run: () => editor && run(editor.chain().focus()).run(),
  });
  const groups: readonly (readonly Item[])[] = [
    ...TOOLS.map((tools) => tools.map(tool)),
    [
      {
        word: words("tools.link"),
        icon: LinkIcon,
        keys: "Control+K",
        rests,
        isOn: editor?.isActive("link") ?? false,
        run: onLink,
      },
    ],
    HISTORY.map(tool),
    [{ word: words("source"), icon: FileCode2, rests: disabled, isOn: isSource, run: onSource }],
  ];
  let index = -1;
  return (
    <div
      role="toolbar"
      aria-label={words("tools.label", { label })}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === "Escape") editor?.commands.focus();
        else moveAmong(event, setAt);
      }}
      className="flex flex-wrap gap-x-2 border-line border-b bg-ground/60 p-1"
    >
      {groups.map((items) => (
        <span key={items[0]?.word} className="flex last:ms-auto">
          {items.map((item) => {
            const own = ++index;
            return (
              <ToolButton
                key={item.word}
                item={item}
                isStop={own === at}
                onFocus={() => setAt(own)}
              />
            );
          })}
        </span>
      ))}
    </div>
  );
}

interface Item {
  readonly word: string;
  readonly icon: LucideIcon;
  readonly keys?: string | undefined;
  readonly rests: boolean;
  readonly isOn?: boolean | undefined;
  readonly run: () => void;
}

function ToolButton(props: { item: Item; isStop: boolean; onFocus: () => void }) {
  const { item, isStop, onFocus } = props;
  const { word, icon: Icon, keys, rests, isOn, run } = item;
  return (
    <button
      type="button"
      title={word}
      aria-label={word}
      aria-pressed={isOn}
      aria-disabled={rests || undefined}
      aria-keyshortcuts={keys}
      tabIndex={isStop ? 0 : -1}
      onFocus={onFocus}
      onMouseDown={(event) => event.preventDefault()} // the text keeps its selection
      onClick={() => !rests && run()}
      className="grid size-7.5 cursor-pointer place-items-center rounded-md text-quiet hover:bg-line/60 hover:text-ink aria-disabled:cursor-not-allowed aria-disabled:opacity-45 aria-pressed:bg-line aria-pressed:text-ink"
    >
      <Icon aria-hidden className="size-4" />
    </button>
  );
}

/** Shows again what the tools say whenever the text or what is selected changes. */
function useChangesOf(editor: Editor | undefined): void {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    editor?.on("transaction", again);
    return () => {
      editor?.off("transaction", again);
    };
  }, [editor]);
}

function moveAmong(event: KeyboardEvent<HTMLElement>, onMoved: (to: number) => void): void {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>("button")];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  const isRtl = getComputedStyle(event.currentTarget).direction === "rtl";
  const step = { ArrowRight: isRtl ? -1 : 1, ArrowLeft: isRtl ? 1 : -1 }[event.key];
  const end = { Home: 0, End: buttons.length - 1 }[event.key];
  const to = step === undefined ? end : (at + step + buttons.length) % buttons.length;
  if (to === undefined) return;
  event.preventDefault();
  buttons[to]?.focus();
  onMoved(to);
}

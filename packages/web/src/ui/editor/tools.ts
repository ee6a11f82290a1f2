import type { ChainedCommands, Editor } from "@tiptap/core";
import {
  Bold,
  Code,
  Heading1,
  Heading2,
  Italic,
  List,
  ListOrdered,
  type LucideIcon,
  Quote,
  Redo2,
  SquareCode,
  Strikethrough,
  Undo2,
} from "lucide-react";
import type { Words } from "../../words/locale";

/** One thing to do to what is selected. */
export interface Tool {
  readonly word: keyof Words["editor"]["tools"];
  readonly icon: LucideIcon;
  readonly run: (chain: ChainedCommands) => ChainedCommands;
  /** Whether what is selected has it. Undefined for what is done once. */
  readonly isOn?: (editor: Editor) => boolean;
  readonly can?: (editor: Editor) => boolean;
  /** As `aria-keyshortcuts` has it. */
  readonly keys?: string;
}

/** Those that belong together stand together. */
export const TOOLS: readonly (readonly Tool[])[] = [
  [
    {
      word: "heading",
      icon: Heading1,
      run: (chain) => chain.toggleHeading({ level: 1 }),
      isOn: (editor) => editor.isActive("heading", { level: 1 }),
      keys: "Control+Alt+1",
    },
    {
      word: "subheading",
      icon: Heading2,
      run: (chain) => chain.toggleHeading({ level: 2 }),
      isOn: (editor) => editor.isActive("heading", { level: 2 }),
      keys: "Control+Alt+2",
    },
  ],
  [
    {
      word: "bold",
      icon: Bold,
      run: (chain) => chain.toggleBold(),
      isOn: (editor) => editor.isActive("bold"),
      keys: "Control+B",
    },
    {
      word: "italic",
      icon: Italic,
      run: (chain) => chain.toggleItalic(),
      isOn: (editor) => editor.isActive("italic"),
      keys: "Control+I",
    },
    {
      word: "strike",
      icon: Strikethrough,
      run: (chain) => chain.toggleStrike(),
      isOn: (editor) => editor.isActive("strike"),
      keys: "Control+Shift+S",
    },
    {
      word: "code",
      icon: Code,
      run: (chain) => chain.toggleCode(),
      isOn: (editor) => editor.isActive("code"),
      keys: "Control+E",
    },
  ],
  [
    {
      word: "bullets",
      icon: List,
      run: (chain) => chain.toggleBulletList(),
      isOn: (editor) => editor.isActive("bulletList"),
      keys: "Control+Shift+8",
    },
    {
      word: "numbers",
      icon: ListOrdered,
      run: (chain) => chain.toggleOrderedList(),
      isOn: (editor) => editor.isActive("orderedList"),
      keys: "Control+Shift+7",
    },
    {
      word: "quote",
      icon: Quote,
      run: (chain) => chain.toggleBlockquote(),
      isOn: (editor) => editor.isActive("blockquote"),
      keys: "Control+Shift+B",
    },
    {
      word: "codeBlock",
      icon: SquareCode,
      run: (chain) => chain.toggleCodeBlock(),
      isOn: (editor) => editor.isActive("codeBlock"),
      keys: "Control+Alt+C",
    },
  ],
];

export const HISTORY: readonly Tool[] = [
  {
    word: "undo",
    icon: Undo2,
    run: (chain) => chain.undo(),
    can: (editor) => editor.can().undo(),
    keys: "Control+Z",
  },
  {
    word: "redo",
    icon: Redo2,
    run: (chain) => chain.redo(),
    can: (editor) => editor.can().redo(),
    keys: "Control+Shift+Z",
  },
];

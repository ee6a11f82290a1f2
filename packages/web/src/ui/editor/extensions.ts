import type { Extensions } from "@tiptap/core";
import { Image } from "@tiptap/extension-image";
import { TaskItem, TaskList } from "@tiptap/extension-list";
import { Paragraph } from "@tiptap/extension-paragraph";
import { TableKit } from "@tiptap/extension-table";
import { Placeholder } from "@tiptap/extensions";
import { Markdown } from "@tiptap/markdown";
import { StarterKit } from "@tiptap/starter-kit";
import { escapeStart } from "./escape-start";

/** A paragraph stays one, though it begins as a list or a heading would. */
const PlainParagraph = Paragraph.extend({
  renderMarkdown(node, helpers, context) {
    return escapeStart(this.parent?.(node, helpers, context) ?? "");
  },
});

/** What a text may have: what Markdown can say, and the server writes out. Pictures and tables are kept as they are. */
export function extensionsFor(placeholder: string): Extensions {
  return [
    StarterKit.configure({
      paragraph: false,
      underline: false, // Markdown has none
      link: { openOnClick: false, protocols: ["mailto", "tel"] },
    }),
    PlainParagraph,
    TaskList,
    TaskItem.configure({ nested: true }),
    TableKit,
    Image.configure({ inline: true }),
    Placeholder.configure({ placeholder }),
    Markdown,
  ];
}

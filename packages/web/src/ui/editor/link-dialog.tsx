"use client";
import type { Editor } from "@tiptap/core";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../button";
import { Dialog } from "../dialog";
import { Field } from "../field";
import { addressOf } from "./link-address";

/** Where what is selected leads. Without a selection, the address itself is written. */
export function LinkDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const words = useTranslations("editor");
  const before = String(editor.getAttributes("link").href ?? "");
  const [text, setText] = useState(before);
  const [error, setError] = useState<string>();
  const close = () => {
    onClose();
    editor.commands.focus();
  };
  const remove = () => {
    editor.chain().extendMarkRange("link").unsetLink().run();
    close();
  };
  const put = () => {
    const href = addressOf(text);
    if (!href) return setError(words("linkWrong"));
    const chain = editor.chain().extendMarkRange("link");
    const link = { type: "text", text: href, marks: [{ type: "link", attrs: { href } }] };
    if (editor.state.selection.empty && !before) chain.insertContent(link).unsetMark("link").run();
    else chain.setLink({ href }).run();
    close();
  };
  return (
    <Dialog open title={words("tools.link")} onClose={close}>
      <Field
        autoFocus
        label={words("linkAddress")}
        hint={words("linkHint")}
        error={error}
        inputMode="url"
        spellCheck={false}
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault(); // the form around it is not sent
          put();
        }}
      />
      <div className="flex flex-wrap justify-end gap-2">
        {before && (
          <Button look="bad" className="me-auto" onClick={remove}>
            {words("unlink")}
          </Button>
        )}
        <Button look="quiet" onClick={close}>
          {words("cancel")}
        </Button>
        <Button onClick={put}>{words("setLink")}</Button>
      </div>
    </Dialog>
  );
}

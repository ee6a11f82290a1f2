"use client";
import { Bookmark, BookmarkX, Link as LinkIcon, RotateCcw } from "lucide-react";
import { usePathname } from "next/navigation";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Menu, MenuButton, MenuGroup } from "../menu";
import { readView, type SharedView, viewText } from "../table-view";
import { toast } from "../toast";
import { forgetView, keepView, readSaved, type SavedView } from "./saved-views";

const SaveView = lazy(() => import("./save-view"));

/** The views of a table that have a name, and what is done with the one at hand: it is kept, sent or undone. */
export function ViewMenu({ view, change }: SharedView) {
  const words = useTranslations("table");
  const path = usePathname();
  const [saved, setSaved] = useState<readonly SavedView[]>([]);
  const [isSaving, save] = useState(false);
  useEffect(() => setSaved(readSaved(window.localStorage, path)), [path]);
  const now = viewText(view);
  const current = saved.find((each) => each.view === now);
  const copy = () =>
    navigator.clipboard.writeText(window.location.href).then(
      () => toast(words("linkCopied")),
      () => toast(words("linkNot")),
    );
  const show = (text: string) => change(readView(new URLSearchParams(text)));
  return (
    <>
      <Menu
        label={words("views")}
        className="inline-flex h-9 max-w-40 cursor-pointer items-center gap-2 rounded-lg px-2.5 text-quiet text-sm hover:bg-line/50 hover:text-ink"
        trigger={
          <>
            <Bookmark aria-hidden className={`size-4 shrink-0 ${current ? "fill-current" : ""}`} />
            {current && <span className="truncate">{current.name}</span>}
          </>
        }
      >
        {saved.length > 0 && (
          <MenuGroup label={words("saved")}>
            {saved.map(({ name, view: text }) => (
              <MenuButton key={name} checked={text === now} onClick={() => show(text)}>
                <span className="min-w-0 truncate" dir="auto">
                  {name}
                </span>
              </MenuButton>
            ))}
          </MenuGroup>
        )}
        {now && !current && (
          <MenuButton onClick={() => save(true)}>
            <Bookmark aria-hidden className="size-4" />
            {words("save")}
          </MenuButton>
        )}
        {current && (
          <MenuButton onClick={() => setSaved(forgetView(window.localStorage, path, current.name))}>
            <BookmarkX aria-hidden className="size-4" />
            <span className="min-w-0 truncate">{words("forget", { name: current.name })}</span>
          </MenuButton>
        )}
        <MenuButton onClick={copy}>
          <LinkIcon aria-hidden className="size-4" />
          {words("link")}
        </MenuButton>
        {now && (
          <MenuButton onClick={() => show("")}>
            <RotateCcw aria-hidden className="size-4" />
            {words("reset")}
          </MenuButton>
        )}
      </Menu>
      <Suspense>
        {isSaving && (
          <SaveView
            onClose={() => save(false)}
            onSave={(name) => {
              setSaved(keepView(window.localStorage, path, { name, view: now }));
              save(false);
            }}
          />
        )}
      </Suspense>
    </>
  );
}

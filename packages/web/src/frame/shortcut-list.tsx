"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { CheckField } from "../ui/check-field";
import { Dialog } from "../ui/dialog";
import { areOn, turn, useReached } from "./shortcuts";

/** What can be done by keys alone, and the choice to have no letters among them. */
export default function ShortcutList({ onClose }: { onClose: () => void }) {
  const words = useTranslations();
  const [on, setOn] = useState(areOn);
  const choose = (next: boolean) => {
    turn(next);
    setOn(next);
  };
  return (
    <Dialog open title={words("shortcuts.title")} place="wide" onClose={onClose}>
      <div className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
        <Group
          title={words("shortcuts.anywhere")}
          rows={[
            { keys: ["⌘", "K"], text: words("shortcuts.palette") },
            { keys: ["?"], text: words("shortcuts.title") },
            { keys: ["Tab"], text: words("shortcuts.next") },
            { keys: ["↑", "↓"], text: words("shortcuts.rows") },
            { keys: ["Esc"], text: words("shortcuts.close") },
          ]}
        />
        <Group
          title={words("shortcuts.go")}
          rows={useReached().map(({ word, letter }) => ({
            keys: ["g", letter],
            text: words(`nav.${word}`),
          }))}
        />
      </div>
      <CheckField
        label={words("shortcuts.on")}
        hint={words("shortcuts.onHint")}
        checked={on}
        onChange={({ target }) => choose(target.checked)}
      />
    </Dialog>
  );
}

function Group(props: {
  title: string;
  rows: readonly { keys: readonly string[]; text: string }[];
}) {
  const { title, rows } = props;
  return (
    <section className="grid content-start gap-2">
      <h3 className="font-medium text-quiet text-xs">{title}</h3>
      <dl className="grid gap-1.5 text-sm">
        {rows.map(({ keys, text }) => (
          <div key={text} className="flex items-center justify-between gap-4">
            <dt>{text}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <Key key={key}>{key}</Key>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function Key({ children }: { children: string }) {
  return (
    <kbd className="min-w-6 rounded border border-line px-1.5 text-center text-quiet text-xs leading-5">
      {children}
    </kbd>
  );
}

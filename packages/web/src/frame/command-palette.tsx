"use client";
import { type KeyboardEvent, useDeferredValue, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Dialog } from "../ui/dialog";
import { find } from "../ui/find";
import { type Command, useCommands, useReading } from "./commands";
import { Key } from "./shortcut-list";

/** Goes anywhere and does anything, by a few letters. Source: WAI-ARIA, combobox with a list */
export default function CommandPalette(props: { onClose: () => void; onHelp: () => void }) {
  const { onClose, onHelp } = props;
  const words = useTranslations("palette");
  const id = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const commands = useCommands(onHelp);
  const reading = useReading();
  const findAll = (what: string) =>
    find(
      what.trim() ? [...commands, ...reading] : commands,
      what,
      (command) => `${command.text} ${command.group}`,
    );
  const shown = useDeferredValue(text); // typing does not wait for what is found
  const found = findAll(shown);
  const current = found[Math.min(at, found.length - 1)];
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  const pressed = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length > 0) {
      event.preventDefault();
      setAt((at + step + found.length) % found.length);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      run(shown === text ? current : findAll(text)[0]);
    }
  };
  return (
    <Dialog open title={words("title")} place="top" onClose={onClose}>
      <input
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={current && `${id}-${current.key}`}
        aria-label={words("title")}
        placeholder={words("placeholder")}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setAt(0);
        }}
        onKeyDown={pressed}
        className="min-h-11 w-full rounded-lg border border-edge bg-raised px-3"
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={words("title")}
        className="max-h-[50dvh] overflow-auto"
      >
        {found.map((command) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the input's, which keeps the focus
          <div
            key={command.key}
            id={`${id}-${command.key}`}
            role="option"
            tabIndex={-1}
            aria-selected={command === current}
            ref={(element) => {
              if (command === current) element?.scrollIntoView({ block: "nearest" });
            }}
            onClick={() => run(command)}
            className="flex min-h-10 cursor-pointer items-center gap-3 rounded-lg px-3 text-sm hover:bg-line/40 aria-selected:bg-line/70"
          >
            <span className="min-w-0 flex-1 truncate" dir="auto">
              {command.text}
            </span>
            <span className="text-quiet text-xs">{command.group}</span>
            {command.keys && (
              <span className="hidden gap-1 sm:flex" aria-hidden>
                {command.keys.map((key) => (
                  <Key key={key}>{key}</Key>
                ))}
              </span>
            )}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="px-3 text-quiet text-sm">{words("nothing")}</p>}
    </Dialog>
  );
}

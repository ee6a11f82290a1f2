"use client";
import { Combobox } from "@base-ui/react/combobox";
import { X } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Described } from "../field";
import { BOX } from "../numbers/number-field";
import { type Choice, matches } from "./choice";
import { ChoicePopup } from "./popup";
import { useChoiceWindow } from "./use-choice-window";

export default function ChooseSome(props: {
  label: string;
  described: Described;
  placeholder?: string;
  disabled?: boolean;
  choices: readonly Choice[];
  values: readonly string[];
  onChange: (values: readonly string[]) => void;
  allowsNew?: boolean;
}) {
  const { label, described, placeholder, disabled = false, choices, values, onChange } = props;
  const { allowsNew = false } = props;
  const words = useTranslations("choices");
  const anchor = useRef<HTMLDivElement>(null);
  const near = useChoiceWindow();
  const [typed, type] = useState("");
  const known = new Map(choices.map((choice) => [choice.value, choice]));
  const chosen = values.map((value) => known.get(value) ?? { value, label: value });
  const fresh = typed.trim();
  const isKnown = [...choices, ...chosen].some((choice) => choice.label === fresh);
  const added: Choice = { value: fresh, label: words("add", { name: fresh }) };
  const offered = allowsNew && fresh && !isKnown ? [...choices, added] : choices;
  return (
    <Combobox.Root
      items={offered}
      multiple
      value={chosen}
      onValueChange={(next: readonly Choice[]) => {
        onChange(next.map(({ value }) => value));
        type("");
      }}
      inputValue={typed}
      onInputValueChange={type}
      isItemEqualToValue={(one: Choice, other: Choice) => one.value === other.value}
      filter={(choice: Choice, query) => choice === added || matches(choice, query)}
      disabled={disabled}
      autoHighlight
      virtualized
      onItemHighlighted={near.follow}
    >
      <Combobox.Chips ref={anchor} className={`${BOX} flex-wrap items-center gap-1.5 px-2 py-1.5`}>
        {chosen.map((choice) => (
          <Combobox.Chip
            key={choice.value}
            aria-label={choice.label}
            className="inline-flex max-w-full items-center gap-0.5 rounded-md bg-line/70 ps-2 text-sm data-highlighted:bg-accent data-highlighted:text-on-accent"
          >
            <span className="min-w-0 truncate" dir="auto">
              {choice.label}
            </span>
            <Combobox.ChipRemove
              aria-label={words("remove", { name: choice.label })}
              className="grid size-6 shrink-0 cursor-pointer place-items-center rounded-md hover:bg-line"
            >
              <X aria-hidden className="size-3.5" />
            </Combobox.ChipRemove>
          </Combobox.Chip>
        ))}
        <Combobox.Input
          {...described}
          aria-label={label}
          placeholder={chosen.length > 0 ? "" : placeholder}
          className="min-h-7 min-w-20 flex-1 bg-transparent px-1 outline-none"
        />
      </Combobox.Chips>
      <ChoicePopup anchor={anchor} of={near} />
    </Combobox.Root>
  );
}

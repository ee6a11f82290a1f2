"use client";
import { Combobox } from "@base-ui/react/combobox";
import { ChevronsUpDown } from "lucide-react";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { type Described, INPUT } from "../field";
import { type Choice, matches } from "./choice";
import { ChoicePopup } from "./popup";
import { useChoiceWindow } from "./use-choice-window";

export default function ChooseOne(props: {
  described: Described;
  placeholder?: string;
  disabled?: boolean;
  choices: readonly Choice[];
  chosen: Choice | undefined;
  /** Whether it is open at once, for who has pressed on it. */
  opens: boolean;
  onChange: (value: string) => void;
}) {
  const { described, placeholder, disabled = false, choices, chosen, opens, onChange } = props;
  const words = useTranslations("choices");
  const anchor = useRef<HTMLSpanElement>(null);
  const near = useChoiceWindow();
  return (
    <Combobox.Root
      items={choices}
      value={chosen ?? null}
      onValueChange={(choice) => choice && onChange(choice.value)}
      isItemEqualToValue={(one, other) => one.value === other.value}
      filter={matches}
      disabled={disabled}
      defaultOpen={opens}
      autoHighlight
      virtualized
      onItemHighlighted={near.follow}
    >
      <span ref={anchor} className="relative block">
        <Combobox.Input
          {...described}
          autoFocus // it takes the place of one that has the focus
          placeholder={placeholder}
          className={`${INPUT} pe-11 disabled:opacity-60`}
        />
        <Combobox.Trigger
          aria-label={words("open")}
          className="absolute inset-y-0 end-0 grid w-11 cursor-pointer place-items-center text-quiet hover:text-ink disabled:cursor-not-allowed"
        >
          <ChevronsUpDown aria-hidden className="size-4" />
        </Combobox.Trigger>
      </span>
      <ChoicePopup anchor={anchor} of={near} chosen={chosen} />
    </Combobox.Root>
  );
}

"use client";
import { Combobox } from "@base-ui/react/combobox";
import { Check } from "lucide-react";
import type { RefObject } from "react";
import { useTranslations } from "use-intl";
import type { Choice } from "./choice";

/** What can be chosen, below the field. In a dialog it is a part of that, or it would be behind it. */
export function ChoicePopup({ anchor }: { anchor: RefObject<HTMLElement | null> }) {
  const words = useTranslations("choices");
  return (
    <Combobox.Portal container={anchor.current?.closest("dialog") ?? undefined}>
      <Combobox.Positioner
        anchor={anchor}
        sideOffset={6}
        positionMethod="fixed"
        className="z-40 outline-none"
      >
        <Combobox.Popup className="max-h-[min(20rem,var(--available-height))] w-(--anchor-width) overflow-y-auto overscroll-contain rounded-xl border border-line bg-raised p-1 text-ink shadow-xl">
          <Combobox.Empty className="px-3 py-2 text-quiet text-sm empty:hidden">
            {words("nothing")}
          </Combobox.Empty>
          <Combobox.List>
            {(choice: Choice) => (
              <Combobox.Item
                key={choice.value}
                value={choice}
                className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-lg px-3 text-sm data-highlighted:bg-line/60"
              >
                <span className="min-w-0 flex-1 truncate" dir="auto">
                  {choice.label}
                </span>
                {choice.hint && <span className="text-quiet text-xs">{choice.hint}</span>}
                <Combobox.ItemIndicator>
                  <Check aria-hidden className="size-4" />
                </Combobox.ItemIndicator>
              </Combobox.Item>
            )}
          </Combobox.List>
        </Combobox.Popup>
      </Combobox.Positioner>
    </Combobox.Portal>
  );
}

"use client";
import { Combobox } from "@base-ui/react/combobox";
import { Check } from "lucide-react";
import { type RefObject, useEffect, useEffectEvent } from "react";
import { useTranslations } from "use-intl";
import type { Choice } from "./choice";
import { type ChoiceWindow, heightOf } from "./use-choice-window";

/** What can be chosen, below the field. In a dialog it is a part of that, or it would be behind it. */
export function ChoicePopup(props: {
  anchor: RefObject<HTMLElement | null>;
  of: ChoiceWindow;
  /** What it opens at. */
  chosen?: Choice | undefined;
}) {
  const { anchor, of, chosen } = props;
  const words = useTranslations("choices");
  return (
    <Combobox.Portal container={anchor.current?.closest("dialog") ?? undefined}>
      <Combobox.Positioner
        anchor={anchor}
        sideOffset={6}
        positionMethod="fixed"
        className="z-40 outline-none"
      >
        <Combobox.Popup
          ref={of.popup}
          onScroll={of.look}
          className="max-h-[min(20rem,var(--available-height))] w-(--anchor-width) overflow-y-auto overscroll-contain rounded-xl border border-line bg-raised p-1 text-ink shadow-xl"
        >
          <Combobox.Empty className="px-3 py-2 text-quiet text-sm empty:hidden">
            {words("nothing")}
          </Combobox.Empty>
          <Combobox.List>
            <Near of={of} chosen={chosen} />
          </Combobox.List>
        </Combobox.Popup>
      </Combobox.Positioner>
    </Combobox.Portal>
  );
}

/** The choices from the first to the last that are near enough to be seen, and the room of the others. */
function Near({ of, chosen }: { of: ChoiceWindow; chosen: Choice | undefined }) {
  const { first, last, show } = of;
  const all = Combobox.useFilteredItems<Choice>();
  const open = useEffectEvent(() => {
    const at = all.findIndex(({ value }) => value === chosen?.value);
    if (at > 0) show(at);
  });
  useEffect(() => open(), []);
  const near = all.slice(first, last);
  return (
    <>
      <Room rows={Math.min(first, all.length)} />
      {near.map((choice, index) => (
        <Combobox.Item
          key={choice.value}
          value={choice}
          index={first + index}
          aria-setsize={all.length}
          aria-posinset={first + index + 1}
          className="flex h-9 cursor-pointer items-center gap-2.5 rounded-lg px-3 text-sm data-highlighted:bg-line/60"
        >
          <span className="min-w-0 flex-1 truncate" dir="auto">
            {choice.label}
          </span>
          {choice.hint && <span className="text-quiet text-xs">{choice.hint}</span>}
          <Combobox.ItemIndicator>
            <Check aria-hidden className="size-4" />
          </Combobox.ItemIndicator>
        </Combobox.Item>
      ))}
      <Room rows={Math.max(0, all.length - last)} />
    </>
  );
}

/** By script, for no style may stand in the page. */
function Room({ rows }: { rows: number }) {
  return (
    <div aria-hidden ref={(element) => element?.style.setProperty("height", heightOf(rows))} />
  );
}

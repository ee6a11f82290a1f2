"use client";
import { useEffect, useRef } from "react";

/** A box to tick, of one row or of all. `isSome`: of those it stands for, not all are ticked. */
export function CheckBox(props: {
  label: string;
  checked: boolean;
  isSome?: boolean;
  /** `through` while Shift is held. */
  onChange: (on: boolean, through: boolean) => void;
}) {
  const { label, checked, isSome = false, onChange } = props;
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (ref.current) ref.current.indeterminate = isSome && !checked;
  }, [isSome, checked]);
  return (
    <input
      ref={ref}
      type="checkbox"
      aria-label={label}
      checked={checked}
      onChange={({ target, nativeEvent }) =>
        onChange(target.checked, "shiftKey" in nativeEvent && nativeEvent.shiftKey === true)
      }
      className="size-5 cursor-pointer accent-accent"
    />
  );
}

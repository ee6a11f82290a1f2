"use client";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";

const PAUSE_MS = 150;

/** What is looked for in a table: the rows follow when there is a pause in the typing. */
export function SearchBox(props: {
  label: string;
  value: string;
  onChange: (text: string) => void;
}) {
  const { label, value, onChange } = props;
  const words = useTranslations("table");
  const [text, setText] = useState(value);
  const said = useRef(value);
  useEffect(() => {
    if (value === said.current) return;
    said.current = value; // the address was changed by something else
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === said.current) return;
    const timer = setTimeout(() => {
      said.current = text;
      onChange(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  });
  return (
    <input
      type="search"
      aria-label={words("search", { label })}
      placeholder={words("find")}
      value={text}
      onChange={({ target }) => setText(target.value)}
      className="min-h-9 w-full rounded-lg border border-edge bg-raised px-3 text-sm sm:w-56"
    />
  );
}

"use client";
import Link from "next/link";
import { type ReactNode, useDeferredValue, useState } from "react";
import { useTranslations } from "use-intl";
import { useHere } from "../frame/tenancy";
import { find } from "../ui/find";
import type { Entry } from "./contents";

const saidOf = ({ title, call = "", group, path }: Entry) => `${title} ${call} ${group} ${path}`;

/** Finds an operation or a guide by a few letters; until something is looked for, what is inside is shown. */
export function Finder({ entries, children }: { entries: readonly Entry[]; children: ReactNode }) {
  const words = useTranslations("developers");
  const { root } = useHere();
  const [typed, setText] = useState("");
  const text = useDeferredValue(typed); // typing does not wait for what is found
  const found = find(entries, text, saidOf);
  const isFinding = text.trim() !== "";
  return (
    <div className="grid gap-6">
      <input
        type="search"
        aria-label={words("find")}
        placeholder={words("find")}
        value={typed}
        onChange={({ target }) => setText(target.value)}
        className="min-h-11 w-full rounded-lg border border-edge bg-raised px-3"
      />
      <p role="status" className="sr-only">
        {isFinding && words("found", { count: found.length })}
      </p>
      {isFinding && (
        <ul aria-label={words("results")} className="grid">
          {found.map(({ path, title, call }) => (
            <li key={path} className="border-line border-b">
              <Link
                href={`${root}/developers${path}`}
                className="grid gap-0.5 rounded-md px-2 py-2.5 text-sm hover:bg-line/40"
              >
                <span lang="en" className="font-medium">
                  {title}
                </span>
                {call && (
                  <code dir="ltr" className="break-all text-quiet text-xs">
                    {call}
                  </code>
                )}
              </Link>
            </li>
          ))}
          {found.length === 0 && <li className="px-2 text-quiet text-sm">{words("nothing")}</li>}
        </ul>
      )}
      {/* Out of the way, but neither taken down nor laid out anew: a reference has thousands of parts. */}
      <div className={`grid min-w-0 gap-6 ${isFinding ? "[content-visibility:hidden]" : ""}`}>
        {children}
      </div>
    </div>
  );
}

"use client";
import type { AuditEntry } from "@faibric/core/audit/audit.schema";
import { useTranslations } from "use-intl";
import { useFormat } from "../frame/format";
import { Copyable } from "../ui/copyable";
import { diff } from "./diff";
import { useNames } from "./names";

/** All that the log knows of one line: what changed, who, from where, and its place in the chain. */
export function EntryFacts({ entry }: { entry: AuditEntry }) {
  const words = useTranslations("audit");
  const { date } = useFormat();
  const nameOf = useNames();
  const { outcome, reason, actorType, actorId, actorRole, address, userAgent } = entry;
  const facts = [
    ["at", date(entry.at)],
    ["outcomeTitle", [words("outcome", { outcome }), reason].filter(Boolean).join(" · ")],
    ["who", [nameOf(actorId), actorRole ?? actorType].join(" · ")],
    ["address", address],
    ["userAgent", userAgent],
  ] as const;
  const ids = [
    ["actorFilter", actorId],
    ["targetFilter", entry.target],
    ["request", entry.requestId],
    ["hash", entry.hash],
  ] as const;
  return (
    <>
      <Changes entry={entry} />
      <dl className="grid gap-3 text-sm">
        {facts.map(([word, fact]) =>
          fact ? (
            <div key={word}>
              <dt className="text-quiet">{words(word)}</dt>
              <dd className="wrap-anywhere">{fact}</dd>
            </div>
          ) : null,
        )}
        {ids.map(([word, id]) =>
          id ? (
            <div key={word}>
              <dt className="text-quiet">{words(word)}</dt>
              <dd>
                <Copyable text={id} label={words(word)} />
              </dd>
            </div>
          ) : null,
        )}
      </dl>
    </>
  );
}

function Changes({ entry }: { entry: AuditEntry }) {
  const words = useTranslations("audit");
  const changes = diff(entry.before, entry.after);
  if (changes.length === 0) return null;
  return (
    <section aria-label={words("changes")} className="grid gap-2">
      <h3 className="font-medium text-sm">{words("changes")}</h3>
      <ul className="grid gap-3 rounded-lg border border-line p-3 text-sm">
        {changes.map(({ path, before, after }) => (
          <li key={path} className="grid gap-1">
            <code className="break-all text-quiet text-xs">{path}</code>
            {before !== undefined && <Side word="before" text={before} />}
            {after !== undefined && <Side word="after" text={after} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Side({ word, text }: { word: "before" | "after"; text: string }) {
  const words = useTranslations("audit");
  const look = word === "before" ? "bg-bad-ground text-bad" : "bg-good-ground text-good";
  return (
    <p className={`wrap-anywhere rounded px-2 py-1 ${look}`} dir="auto">
      <span aria-hidden>{word === "before" ? "− " : "+ "}</span>
      <span className="sr-only">{words(word)} </span>
      {text}
    </p>
  );
}

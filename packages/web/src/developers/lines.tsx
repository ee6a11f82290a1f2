"use client";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { FieldLine } from "./fields";
import { Prose } from "./prose";
import type { Refused } from "./refusals";

// A page of the reference has hundreds of lines. They come as what they say, and are made into parts of the page
// here: as parts they would be five times as much to send and to read.

/** What is sent with a call. */
export function Fields({ title, of }: { title: string; of: readonly FieldLine[] }) {
  if (of.length === 0) return null;
  return (
    <section className="grid gap-2">
      <h3 className="font-medium text-sm">{title}</h3>
      <FieldLines of={of} />
    </section>
  );
}

/** What is answered, out of the way until it is wanted. */
export function FoldedFields(props: { title: string; type: string; of: readonly FieldLine[] }) {
  const { title, type, of } = props;
  return (
    <Folded
      title={
        <>
          {title} <span className="font-normal text-quiet">{type}</span>
        </>
      }
    >
      {() => <FieldLines of={of} />}
    </Folded>
  );
}

/** Why a call is refused, and how to mend it. */
export function FoldedRefusals({ title, of }: { title: string; of: readonly Refused[] }) {
  return (
    <Folded title={title}>
      {() => (
        <dl className="grid pt-2">
          {of.map(({ status, code, text }) => (
            <div key={`${code} ${text}`} className="grid gap-0.5 border-line border-t py-2 text-sm">
              <dt dir="ltr" className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-mono text-bad text-xs">{status}</span>
                <code className="break-all">{code}</code>
              </dt>
              <dd>
                <Prose text={text} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Folded>
  );
}

function Folded({ title, children }: { title: ReactNode; children: () => ReactNode }) {
  const [isOpen, open] = useState(false);
  return (
    <details className="min-w-0" onToggle={({ currentTarget }) => open(currentTarget.open)}>
      <summary className="min-h-8 cursor-pointer font-medium text-sm">{title}</summary>
      {isOpen && children()}
    </details>
  );
}

function FieldLines({ of }: { of: readonly FieldLine[] }) {
  const words = useTranslations("developers");
  return (
    <dl className="grid">
      {of.map(({ name, type, required, description }) => (
        <div key={name} className="grid gap-0.5 border-line border-t py-2 text-sm">
          <dt className="flex flex-wrap items-baseline gap-x-2">
            <code dir="ltr" className="break-all font-medium">
              {name}
            </code>
            <span className="break-all text-quiet text-xs">{type}</span>
            {required && <span className="text-quiet text-xs">{words("required")}</span>}
          </dt>
          <dd>{description && <Prose text={description} />}</dd>
        </div>
      ))}
    </dl>
  );
}

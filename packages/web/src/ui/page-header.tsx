import type { ReactNode } from "react";

/** What a page is, in a line or two, and the main thing to do there. */
export function PageHeader(props: { title: string; lead?: ReactNode; actions?: ReactNode }) {
  const { title, lead, actions } = props;
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="grid min-w-0 gap-1">
        <h1 className="wrap-anywhere font-semibold text-2xl tracking-tight" dir="auto">
          {title}
        </h1>
        {lead && <p className="max-w-prose text-pretty text-quiet">{lead}</p>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </header>
  );
}

/** A part of a page, with its own heading. */
export function Section(props: { title: string; lead?: ReactNode; children: ReactNode }) {
  const { title, lead, children } = props;
  return (
    <section className="grid gap-4 border-line border-t pt-6 lg:grid-cols-[16rem_1fr] lg:gap-10">
      <header className="grid content-start gap-1">
        <h2 className="font-semibold tracking-tight">{title}</h2>
        {lead && <p className="text-pretty text-quiet text-sm">{lead}</p>}
      </header>
      <div className="grid min-w-0 content-start gap-4">{children}</div>
    </section>
  );
}

/** Nothing is here yet: why, and what to do about it. */
export function EmptyState(props: { title: string; lead?: ReactNode; action?: ReactNode }) {
  const { title, lead, action } = props;
  return (
    <div className="grid justify-items-center gap-2 rounded-xl border border-line border-dashed px-6 py-12 text-center">
      <p className="font-medium">{title}</p>
      {lead && <p className="max-w-prose text-pretty text-quiet text-sm">{lead}</p>}
      {action && <div className="pt-2">{action}</div>}
    </div>
  );
}

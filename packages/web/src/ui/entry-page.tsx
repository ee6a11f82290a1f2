import Link from "next/link";
import type { ReactNode } from "react";

/** A page that asks for one thing: its title, the thing, and where else to go. */
export function EntryPage(props: {
  title: string;
  lead?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
}) {
  const { title, lead, children, footer } = props;
  return (
    <main className="mx-auto grid w-full max-w-md content-start gap-6 px-5 pt-[12vh] pb-12">
      <Link href="/" className="justify-self-start font-semibold text-quiet tracking-tight">
        Faibric
      </Link>
      <header className="grid gap-2">
        <h1 className="text-balance font-semibold text-2xl tracking-tight">{title}</h1>
        {lead && <p className="text-pretty text-quiet">{lead}</p>}
      </header>
      {children}
      {footer && <footer className="grid gap-2 text-quiet text-sm">{footer}</footer>}
    </main>
  );
}

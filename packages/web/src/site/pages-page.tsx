"use client";
import type { PageSummary } from "@faibric/core/site/page.schema";
import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { lazy, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../frame/format";
import { useHere } from "../frame/tenancy";
import { Button } from "../ui/button";
import type { Column } from "../ui/column";
import { DataTable } from "../ui/data-table";
import { Dialog } from "../ui/dialog";
import { Failure } from "../ui/failure";
import { Loaded } from "../ui/loaded";
import { EmptyState } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { useAction } from "../ui/use-action";
import { SiteHeader } from "./site-tabs";
import { useNavigation, useSitePages } from "./use-site-pages";

// Forms are loaded as they are opened.
const NewPageForm = lazy(() => import("./new-page-form"));

/** The pages of the site, as the navigation has them. */
export function PagesPage() {
  const words = useTranslations("site");
  const { may } = useHere();
  const [opened, open] = useState(false);
  const pages = useSitePages();
  const add = may("site.write") && (
    <Button size="small" className="justify-self-start" onClick={() => open(true)}>
      {words("newPage")}
    </Button>
  );
  return (
    <>
      <SiteHeader />
      <Loaded of={pages} waiting={<Skeleton rows={4} />}>
        {(items) => (
          <>
            {items.length > 0 && add}
            <PageTable
              items={items}
              reload={pages.reload}
              empty={<EmptyState title={words("none")} lead={words("noneLead")} action={add} />}
            />
          </>
        )}
      </Loaded>
      <Dialog open={opened} title={words("newPage")} onClose={() => open(false)}>
        <Suspense fallback={<Skeleton rows={3} />}>{opened && <NewPageForm />}</Suspense>
      </Dialog>
    </>
  );
}

function PageTable(props: {
  items: readonly PageSummary[];
  reload: () => Promise<void>;
  empty: React.ReactNode;
}) {
  const { items, reload, empty } = props;
  const words = useTranslations("site");
  const { root, may } = useHere();
  const { date } = useFormat();
  const change = useNavigation();
  const { run, busy, failure } = useAction(async (act: Parameters<typeof change>[0]) => {
    await change(act);
    await reload();
  });
  const inNavigation = items.filter(({ position }) => position !== null).length;
  const columns: readonly Column<PageSummary>[] = [
    {
      key: "title",
      title: words("pageTitle"),
      fixed: true,
      text: ({ title }) => title,
      cell: ({ pageId, title, slug, sample }) => (
        <span className="grid">
          <Link
            href={`${root}/site/pages/${pageId}`}
            className="py-1 font-medium text-accent underline underline-offset-4"
            dir="auto"
          >
            {title}
          </Link>
          <span className="text-quiet">
            /{slug}
            {sample && ` · ${words("sample")}`}
          </span>
        </span>
      ),
    },
    {
      key: "status",
      title: words("status"),
      text: ({ status }) => words("statusOf", { status }),
      cell: ({ status }) => words("statusOf", { status }),
    },
    {
      key: "position",
      title: words("navigation"),
      text: ({ position }) => String(position ?? ""),
      cell: ({ position }) => position ?? words("notIn"),
    },
    {
      key: "updated",
      title: words("updated"),
      text: ({ updatedAt }) => updatedAt,
      cell: ({ updatedAt }) => <time dateTime={updatedAt}>{date(updatedAt)}</time>,
    },
  ];
  const actions = ({ pageId, position, title }: PageSummary) => {
    const button = (word: "up" | "down", by: -1 | 1, Icon: typeof ArrowUp, is: boolean) => (
      <Button
        look="bare"
        size="icon"
        aria-label={words(word, { title })}
        disabled={!is || busy}
        onClick={() => run((ids) => moved(ids, pageId, by))}
      >
        <Icon aria-hidden className="size-4" />
      </Button>
    );
    return (
      <span className="inline-flex items-center gap-1">
        {position !== null && (
          <>
            {button("up", -1, ArrowUp, position > 1)}
            {button("down", 1, ArrowDown, position < inNavigation)}
          </>
        )}
        <Button
          look="quiet"
          size="small"
          busy={busy}
          aria-label={words(position === null ? "showOf" : "hideOf", { title })}
          onClick={() =>
            run((ids) => (position === null ? [...ids, pageId] : ids.filter((id) => id !== pageId)))
          }
        >
          {words(position === null ? "show" : "hide")}
        </Button>
      </span>
    );
  };
  return (
    <>
      {failure !== undefined && <Failure error={failure} />}
      <DataTable
        label={words("pages")}
        columns={columns}
        rows={items}
        keyOf={({ pageId }) => pageId}
        actions={may("site.write") ? actions : undefined}
        empty={empty}
      />
    </>
  );
}

/** The list with one of it moved up or down by one. */
function moved<T>(list: readonly T[], one: T, by: -1 | 1): readonly T[] {
  const from = list.indexOf(one);
  const to = from + by;
  if (from < 0 || to < 0 || to >= list.length) return list;
  const others = list.filter((other) => other !== one);
  return [...others.slice(0, to), one, ...others.slice(to)];
}

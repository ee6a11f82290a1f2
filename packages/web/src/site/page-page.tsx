"use client";
import { PageId, type SitePage } from "@faibric/core/site/page.schema";
import { ExternalLink } from "lucide-react";
import { useParams, useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { useHere } from "../frame/tenancy";
import { orRead } from "../settings/use-settings";
import { ActionButton } from "../ui/action-button";
import { TextLink } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { Loaded } from "../ui/loaded";
import { EmptyState, PageHeader } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { toast } from "../ui/toast";
import { useCached } from "../ui/use-cached";
import { PageForm } from "./page-form";
import { sitePages } from "./pages-api";

/** One page of the site: its text, and whether visitors see it. */
export function PagePage() {
  const words = useTranslations("site");
  const { root } = useHere();
  const { pageId } = useParams<{ pageId: string }>();
  const known = PageId.safeParse(pageId);
  if (known.success) return <Known key={known.data} pageId={known.data} />;
  return (
    <EmptyState
      title={words("noPage")}
      action={<TextLink href={`${root}/site`}>{words("toPages")}</TextLink>}
    />
  );
}

function Known({ pageId }: { pageId: PageId }) {
  const { tenantId } = useHere();
  const page = useCached(`site/page/${pageId}`, () =>
    sitePages.readPage({ params: { tenantId, pageId } }),
  );
  return (
    <Loaded of={page} waiting={<Skeleton rows={6} />}>
      {(found) => <Shown page={found} set={page.set} reload={page.reload} />}
    </Loaded>
  );
}

function Shown(props: {
  page: SitePage;
  set: (page: SitePage) => void;
  reload: () => Promise<void>;
}) {
  const { page, set, reload } = props;
  const words = useTranslations("site");
  const { tenantId, root, slug, may } = useHere();
  const router = useRouter();
  const { pageId, title, status, version } = page;
  const params = { tenantId, pageId };
  const isPublic = status === "published";
  const become = async (next: SitePage["status"], at: number) => {
    const changed = await sitePages.changePage({ params, version: at, body: { status: next } });
    set(changed);
    return changed;
  };
  const publish = async () => {
    const changed = await orRead(() => become(isPublic ? "draft" : "published", version), reload);
    toast(words(isPublic ? "takenBack" : "published"), async () => {
      await become(status, changed.version);
    });
  };
  return (
    <>
      <p>
        <TextLink href={`${root}/site`}>{words("toPages")}</TextLink>
      </p>
      <PageHeader
        title={title}
        lead={words("statusOf", { status })}
        actions={
          <>
            {isPublic && (
              <a
                href={`/${slug}/${page.slug}`}
                target="_blank"
                rel="noreferrer"
                className="inline-flex min-h-9 items-center gap-2 rounded-lg border border-line bg-raised px-3 font-medium text-sm hover:border-edge"
              >
                {words("see")}
                <ExternalLink aria-hidden className="size-4" />
              </a>
            )}
            {may("site.write") && (
              <>
                <ActionButton act={publish}>
                  {words(isPublic ? "takeBack" : "publish")}
                </ActionButton>
                <Confirm
                  label={words("delete")}
                  title={words("deleteTitle", { title })}
                  lead={words("deleteLead")}
                  act={async () => {
                    await orRead(() => sitePages.deletePage({ params, version }), reload);
                    router.replace(`${root}/site`);
                    toast(words("deleted", { title }));
                  }}
                />
              </>
            )}
          </>
        }
      />
      <fieldset disabled={!may("site.write")} className="min-w-0">
        <PageForm page={page} set={set} reload={reload} />
      </fieldset>
    </>
  );
}

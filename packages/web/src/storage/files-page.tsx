"use client";
import { FolderPlus, LayoutGrid, List, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../frame/format";
import { useHere } from "../frame/tenancy";
import { Button, LinkButton } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { PageHeader } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { DropZone } from "./drop-zone";
import { FileList } from "./file-list";
import { FolderList } from "./folder-list";
import { StoppedUploads } from "./stopped-uploads";
import { Trail } from "./trail";
import { UploadButton } from "./upload-button";
import { UploadPanel } from "./upload-panel";
import { useShown, useUsage } from "./use-files";

// Forms are loaded as they are opened.
const FolderForm = lazy(() => import("./folder-form"));
const UsageView = lazy(() => import("./usage-view"));

/** All files of a business: its folders and what lies in them, its trash, and what is on its way. */
export function FilesPage() {
  const words = useTranslations("storage");
  const { may } = useHere();
  const { isTrash, isGrid, hrefOf } = useShown();
  const [opened, open] = useState<"folder" | "usage">();
  const writes = may("storage.write") && !isTrash;
  return (
    <DropZone enabled={writes}>
      <PageHeader
        title={words(isTrash ? "trash" : "title")}
        lead={isTrash ? words("trashLead") : <UsageLine onOpen={() => open("usage")} />}
        actions={
          writes && (
            <>
              <UploadButton />
              <Button look="quiet" size="small" onClick={() => open("folder")}>
                <FolderPlus aria-hidden className="size-4" />
                {words("newFolder")}
              </Button>
            </>
          )
        }
      />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Trail />
        <span className="flex gap-2">
          <LinkButton
            look="quiet"
            size="icon"
            href={hrefOf({ grid: !isGrid })}
            aria-label={words(isGrid ? "asList" : "asGrid")}
            title={words(isGrid ? "asList" : "asGrid")}
          >
            {isGrid ? (
              <List aria-hidden className="size-4" />
            ) : (
              <LayoutGrid aria-hidden className="size-4" />
            )}
          </LinkButton>
          {!isTrash && (
            <LinkButton look="quiet" size="small" href={hrefOf({ trash: true })}>
              <Trash2 aria-hidden className="size-4" />
              {words("trash")}
            </LinkButton>
          )}
        </span>
      </div>
      <UploadPanel />
      {writes && <StoppedUploads />}
      {!isTrash && <FolderList />}
      <FileList />
      <Dialog
        open={opened !== undefined}
        title={words(opened === "usage" ? "usage" : "newFolder")}
        onClose={() => open(undefined)}
      >
        <Suspense fallback={<Skeleton rows={2} />}>
          {opened === "folder" && <FolderForm onDone={() => open(undefined)} />}
          {opened === "usage" && <UsageView />}
        </Suspense>
      </Dialog>
    </DropZone>
  );
}

/** How much is used, and the way to what uses it. */
function UsageLine({ onOpen }: { onOpen: () => void }) {
  const words = useTranslations("storage");
  const { bytes } = useFormat();
  const { value } = useUsage();
  if (!value) return words("lead");
  const { usedBytes, reservedBytes, quotaBytes } = value;
  return (
    <>
      {words("used", { used: bytes(usedBytes + reservedBytes), quota: bytes(quotaBytes) })}{" "}
      <Button look="link" onClick={onOpen}>
        {words("whatUses")}
      </Button>
    </>
  );
}

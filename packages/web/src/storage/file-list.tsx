"use client";
import type { StoredFile } from "@faibric/core/storage/storage.schema";
import { lazy, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../frame/format";
import { useHere } from "../frame/tenancy";
import { Button } from "../ui/button";
import type { Column } from "../ui/column";
import { DataTable } from "../ui/data-table";
import { Failure } from "../ui/failure";
import { Loaded } from "../ui/loaded";
import { EmptyState } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { SearchBox } from "../ui/table/search-box";
import { useTableView } from "../ui/table-view";
import { BulkActions, FileActions } from "./file-actions";
import { FileGrid } from "./file-grid";
import { FileIcon } from "./file-icon";
import { UploadButton } from "./upload-button";
import { useFiles, useShown } from "./use-files";

const Preview = lazy(() => import("./preview"));

/** The files of what is shown, and one of them looked at. */
export function FileList() {
  const words = useTranslations("storage");
  const { may } = useHere();
  const { isTrash, isGrid } = useShown();
  const { list, more, busy, failure, search } = useFiles();
  const { change } = useTableView();
  const [seen, see] = useState<StoredFile>();
  const columns = useColumns(see);
  const writes = may("storage.write");
  const empty = search ? (
    <>
      <SearchBox
        label={words("title")}
        value={search}
        onChange={(text) => change({ search: text })}
      />
      <EmptyState title={words("notFound")} lead={words("notFoundLead")} />
    </>
  ) : (
    <EmptyState
      title={words(isTrash ? "trashEmpty" : "none")}
      lead={words(isTrash ? "trashLead" : "noneLead")}
      action={writes && !isTrash && <UploadButton />}
    />
  );
  return (
    <>
      {failure !== undefined && <Failure error={failure} />}
      <Loaded of={list} waiting={<Skeleton rows={6} />}>
        {({ items }) =>
          isGrid ? (
            <FileGrid files={items} onSee={see} more={more} busy={busy} empty={empty} />
          ) : (
            <DataTable
              label={words("title")}
              columns={columns}
              rows={items}
              keyOf={({ fileId }) => fileId}
              actions={(file) => <FileActions file={file} onSee={see} />}
              bulk={
                writes ? (files, done) => <BulkActions files={files} onDone={done} /> : undefined
              }
              more={more}
              busy={busy}
              empty={empty}
            />
          )
        }
      </Loaded>
      <Suspense>{seen && <Preview file={seen} onClose={() => see(undefined)} />}</Suspense>
    </>
  );
}

function useColumns(see: (file: StoredFile) => void): readonly Column<StoredFile>[] {
  const words = useTranslations("storage");
  const { bytes, date } = useFormat();
  return [
    {
      key: "name",
      title: words("name"),
      fixed: true,
      text: ({ name }) => name,
      cell: (file) => (
        <span className="flex min-w-0 items-center gap-2.5">
          <FileIcon kind={file.kind} className="size-5" />
          <Button
            look="link"
            className="wrap-anywhere min-w-0 justify-start text-start"
            onClick={() => see(file)}
          >
            <span dir="auto">{file.name}</span>
          </Button>
        </span>
      ),
    },
    {
      key: "kind",
      title: words("kindTitle"),
      facet: true,
      text: ({ kind }) => words(`kind.${kind}`),
      cell: ({ kind }) => words(`kind.${kind}`),
    },
    {
      key: "tags",
      title: words("tags"),
      text: ({ tags }) => tags.join(", "),
      cell: ({ tags }) => <span dir="auto">{tags.join(", ")}</span>,
    },
    {
      key: "size",
      title: words("size"),
      atEnd: true,
      text: ({ size }) => bytes(size),
      order: ({ size }) => size,
      cell: ({ size }) => bytes(size),
    },
    {
      key: "updated",
      title: words("updated"),
      whole: true,
      text: ({ updatedAt }) => updatedAt,
      cell: ({ updatedAt }) => <time dateTime={updatedAt}>{date(updatedAt)}</time>,
    },
  ];
}

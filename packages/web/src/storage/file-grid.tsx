"use client";
import type { StoredFile } from "@faibric/core/storage/storage.schema";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../frame/format";
import { Button } from "../ui/button";
import { SearchBox } from "../ui/table/search-box";
import { useTableView } from "../ui/table-view";
import { FileActions } from "./file-actions";
import { FileIcon } from "./file-icon";

/** The same files as cards. */
export function FileGrid(props: {
  files: readonly StoredFile[];
  onSee: (file: StoredFile) => void;
  more: (() => void) | undefined;
  busy: boolean;
  empty: ReactNode;
}) {
  const { files, onSee, more, busy, empty } = props;
  const words = useTranslations("storage");
  const { bytes } = useFormat();
  const { view, change } = useTableView();
  if (files.length === 0) return empty;
  return (
    <div className="grid gap-3">
      <SearchBox
        label={words("title")}
        value={view.search}
        onChange={(search) => change({ search })}
      />
      <ul
        aria-label={words("title")}
        className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5"
      >
        {files.map((file) => (
          <li
            key={file.fileId}
            className="grid min-w-0 grid-cols-1 gap-1 rounded-lg border border-line bg-raised p-2"
          >
            <button
              type="button"
              onClick={() => onSee(file)}
              className="grid min-w-0 cursor-pointer gap-2 rounded-md text-start"
            >
              <span className="grid h-24 place-items-center rounded-md bg-sunken">
                <FileIcon kind={file.kind} className="size-9" />
              </span>
              <span className="truncate px-1 text-sm" dir="auto" title={file.name}>
                {file.name}
              </span>
            </button>
            <span className="flex items-center justify-between ps-1 text-quiet text-xs">
              {bytes(file.size)}
              <FileActions file={file} onSee={onSee} />
            </span>
          </li>
        ))}
      </ul>
      {more && (
        <Button
          look="quiet"
          size="small"
          className="justify-self-center"
          busy={busy}
          onClick={more}
        >
          {words("more")}
        </Button>
      )}
    </div>
  );
}

"use client";
import type { Folder } from "@faibric/core/storage/storage.schema";
import { EllipsisVertical, Folder as FolderIcon } from "lucide-react";
import Link from "next/link";
import { lazy, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { useHere } from "../frame/tenancy";
import { Dialog } from "../ui/dialog";
import { useExplain } from "../ui/failure";
import { Menu, MenuButton } from "../ui/menu";
import { Skeleton } from "../ui/skeleton";
import { useTableView } from "../ui/table-view";
import { toast } from "../ui/toast";
import { useStorage } from "./api";
import { refresh, useFolders, useShown } from "./use-files";

const FolderForm = lazy(() => import("./folder-form"));
const MoveForm = lazy(() => import("./move-form"));

/** The folders in the place at hand. While something is searched for, they are out of the way. */
export function FolderList() {
  const words = useTranslations("storage");
  const { place } = useShown();
  const { view } = useTableView();
  const { value = [] } = useFolders();
  const here = value
    .filter(({ parentId }) => parentId === place)
    .toSorted((one, other) => one.name.localeCompare(other.name, undefined, { numeric: true }));
  if (here.length === 0 || view.search) return null;
  return (
    <ul
      aria-label={words("folders")}
      className="grid grid-cols-1 gap-2 sm:grid-cols-2 lg:grid-cols-3"
    >
      {here.map((folder) => (
        <OneFolder key={folder.folderId} folder={folder} />
      ))}
    </ul>
  );
}

function OneFolder({ folder }: { folder: Folder }) {
  const words = useTranslations("storage");
  const { may } = useHere();
  const { hrefOf } = useShown();
  const storage = useStorage();
  const explain = useExplain();
  const [opened, open] = useState<"rename" | "move">();
  const { folderId, name, files } = folder;
  const close = () => open(undefined);
  const remove = async () => {
    try {
      await storage.deleteFolder({ params: { folderId } });
      toast(words("folderDeleted", { name }));
      await refresh();
    } catch (error) {
      toast(explain(error).text);
    }
  };
  return (
    <li className="flex min-w-0 items-center gap-2 rounded-lg border border-line bg-raised ps-3 pe-1">
      <FolderIcon aria-hidden className="size-5 shrink-0 text-quiet" />
      <Link
        href={hrefOf({ place: folderId })}
        className="flex min-h-11 min-w-0 flex-1 flex-col justify-center"
      >
        <span className="truncate font-medium text-sm" dir="auto" title={name}>
          {name}
        </span>
        <span className="text-quiet text-xs">{words("count", { count: files })}</span>
      </Link>
      {may("storage.write") && (
        <Menu
          label={words("doTo", { name })}
          trigger={<EllipsisVertical aria-hidden className="size-4" />}
          className="grid size-9 cursor-pointer place-items-center rounded-lg text-quiet hover:bg-line/50 hover:text-ink"
        >
          <MenuButton onClick={() => open("rename")}>{words("rename")}</MenuButton>
          <MenuButton onClick={() => open("move")}>{words("move")}</MenuButton>
          <MenuButton onClick={remove}>{words("deleteFolder")}</MenuButton>
        </Menu>
      )}
      <Dialog
        open={opened !== undefined}
        title={words(opened === "move" ? "moveTitle" : "renameTitle", { name, count: 1 })}
        onClose={close}
      >
        <Suspense fallback={<Skeleton rows={2} />}>
          {opened === "rename" && <FolderForm folder={folder} onDone={close} />}
          {opened === "move" && <MoveForm folder={folder} onDone={close} />}
        </Suspense>
      </Dialog>
    </li>
  );
}

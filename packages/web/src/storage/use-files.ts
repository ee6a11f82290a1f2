"use client";
import type {
  FileQuery,
  Folder,
  Place,
  StoredFile,
  Usage,
} from "@faibric/core/storage/storage.schema";
import { useSearchParams } from "next/navigation";
import { useHere } from "../frame/tenancy";
import { useTableView } from "../ui/table-view";
import { reloadShown, useCached } from "../ui/use-cached";
import { usePages } from "../ui/use-pages";
import { useStorage } from "./api";

const PAGE = 100;

/** What of the files the address shows: a folder, or the trash, as a list or as a grid. */
export function useShown() {
  const params = useSearchParams();
  const { root } = useHere();
  const isTrash = params.get("in") === "trash";
  const isGrid = params.get("as") === "grid";
  const place = (params.get("folder") ?? "root") as Place;
  /** The address of another place, or of this one looked at otherwise. */
  const hrefOf = (to: { place?: Place; trash?: boolean; grid?: boolean }) => {
    const said = new URLSearchParams();
    const folder = to.place ?? (to.trash === undefined ? place : "root");
    if (to.trash ?? (to.place === undefined && isTrash)) said.set("in", "trash");
    else if (folder !== "root") said.set("folder", folder);
    if (to.grid ?? isGrid) said.set("as", "grid");
    return `${root}/files${said.size ? `?${said}` : ""}`;
  };
  return { place, isTrash, isGrid, hrefOf };
}

/** The files of what is shown, as many as were asked for. What is searched for is searched everywhere. */
export function useFiles() {
  const { tenantId } = useHere();
  const storage = useStorage();
  const { place, isTrash } = useShown();
  const { view } = useTableView();
  const search = view.search.trim();
  const within: FileQuery["in"] = isTrash ? "trash" : search ? "all" : place;
  const pages = usePages<StoredFile>(`files/${tenantId}/${within}/${search}`, (cursor) =>
    storage.listFiles({
      query: { in: within, limit: PAGE, cursor, ...(search ? { search } : {}) },
    }),
  );
  return { ...pages, search };
}

export function useFolders() {
  const { tenantId } = useHere();
  const storage = useStorage();
  return useCached<readonly Folder[]>(`folders/${tenantId}`, async () => {
    const { items } = await storage.listFolders();
    return items;
  });
}

export function useUsage() {
  const { tenantId } = useHere();
  const storage = useStorage();
  return useCached<Usage>(`usage/${tenantId}`, () => storage.readUsage());
}

/** After a change: the list, the folders and what they take are read again. */
export const refresh = reloadShown;

/** The folders from the top to a place. */
export function pathTo(folders: readonly Folder[], place: Place): readonly Folder[] {
  const folder = folders.find(({ folderId }) => folderId === place);
  return folder ? [...pathTo(folders, folder.parentId), folder] : [];
}

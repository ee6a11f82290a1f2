import * as Folder from "@faibric/core/storage/folder";
import { listFolders } from "@faibric/core/storage/storage.contract";
import { http } from "../platform/http";

export const handler = http(listFolders, () => Folder.list());

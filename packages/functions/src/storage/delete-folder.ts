import * as Folder from "@faibric/core/storage/folder";
import { deleteFolder } from "@faibric/core/storage/storage.contract";
import { http } from "../platform/http";

export const handler = http(deleteFolder, ({ params }) => Folder.remove(params.folderId));

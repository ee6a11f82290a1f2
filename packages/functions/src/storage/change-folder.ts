import * as Folder from "@faibric/core/storage/folder";
import { changeFolder } from "@faibric/core/storage/storage.contract";
import { http } from "../platform/http";

export const handler = http(changeFolder, ({ params, body }) =>
  Folder.change(params.folderId, body),
);

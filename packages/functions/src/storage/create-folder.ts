import * as Folder from "@faibric/core/storage/folder";
import { createFolder } from "@faibric/core/storage/storage.contract";
import { http } from "../platform/http";

export const handler = http(createFolder, ({ body }) => Folder.create(body));

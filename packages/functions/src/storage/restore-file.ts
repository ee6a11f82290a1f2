import { restoreFile } from "@faibric/core/storage/storage.contract";
import * as Trash from "@faibric/core/storage/trash";
import { http } from "../platform/http";

export const handler = http(restoreFile, ({ params }) => Trash.restore(params.fileId));

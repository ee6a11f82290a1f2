import * as FileCopy from "@faibric/core/storage/file-copy";
import { copyFile } from "@faibric/core/storage/storage.contract";
import { http } from "../platform/http";

export const handler = http(copyFile, ({ params, body }) => FileCopy.copy(params.fileId, body));

import * as FileChange from "@faibric/core/storage/file-change";
import { changeFile } from "@faibric/core/storage/storage.contract";
import { http } from "../platform/http";

export const handler = http(changeFile, ({ params, body, version }) =>
  FileChange.change({ ...params, change: body, version }),
);

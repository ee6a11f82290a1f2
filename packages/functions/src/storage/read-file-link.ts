import * as FileLink from "@faibric/core/storage/file-link";
import { readFileLink } from "@faibric/core/storage/storage.contract";
import { http } from "../platform/http";

export const handler = http(readFileLink, ({ params, query }) =>
  FileLink.make(params.fileId, query),
);

import { listUploads } from "@faibric/core/storage/storage.contract";
import * as UploadList from "@faibric/core/storage/upload-list";
import { http } from "../platform/http";

export const handler = http(listUploads, ({ query }) => UploadList.list(query));

import * as FileList from "@faibric/core/storage/file-list";
import { listFiles } from "@faibric/core/storage/storage.contract";
import { http } from "../platform/http";

export const handler = http(listFiles, ({ query }) => FileList.list(query));

import * as File from "@faibric/core/storage/file";
import { deleteFile } from "@faibric/core/storage/storage.contract";
import { http } from "../platform/http";

export const handler = http(deleteFile, ({ params }) => File.remove(params.fileId));

import * as File from "@faibric/core/storage/file";
import { readFile } from "@faibric/core/storage/storage.contract";
import { http } from "../platform/http";

export const handler = http(readFile, ({ params }) => File.get(params.fileId));

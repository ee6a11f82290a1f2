import { startUpload } from "@faibric/core/storage/storage.contract";
import * as Upload from "@faibric/core/storage/upload";
import { http } from "../platform/http";

export const handler = http(startUpload, ({ body }) => Upload.start(body));

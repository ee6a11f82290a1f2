import * as MultipartUpload from "@faibric/core/storage/multipart-upload";
import { startMultipartUpload } from "@faibric/core/storage/storage.contract";
import { http } from "../platform/http";

export const handler = http(startMultipartUpload, ({ body }) => MultipartUpload.start(body));

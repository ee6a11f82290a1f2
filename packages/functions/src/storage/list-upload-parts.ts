import * as MultipartUpload from "@faibric/core/storage/multipart-upload";
import { listUploadParts } from "@faibric/core/storage/storage.contract";
import { http } from "../platform/http";

export const handler = http(listUploadParts, ({ params }) =>
  MultipartUpload.arrived(params.fileId),
);

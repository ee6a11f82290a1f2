import * as MultipartUpload from "@faibric/core/storage/multipart-upload";
import { signUploadParts } from "@faibric/core/storage/storage.contract";
import { http } from "../platform/http";

export const handler = http(signUploadParts, ({ params, body }) =>
  MultipartUpload.sign(params.fileId, body),
);

import { completeUpload } from "@faibric/core/storage/storage.contract";
import * as Completion from "@faibric/core/storage/upload-completion";
import { http } from "../platform/http";

export const handler = http(completeUpload, ({ params }) => Completion.complete(params.fileId));

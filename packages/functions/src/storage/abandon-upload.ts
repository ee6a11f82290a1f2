import { abandonUpload } from "@faibric/core/storage/storage.contract";
import * as Upload from "@faibric/core/storage/upload";
import { http } from "../platform/http";

export const handler = http(abandonUpload, ({ params }) => Upload.abandon(params.fileId));

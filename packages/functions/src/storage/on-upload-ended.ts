import * as Multipart from "@faibric/core/storage/multipart";
import * as Objects from "@faibric/core/storage/objects";
import { UploadEnded } from "@faibric/core/storage/storage.events";
import { consumer } from "../platform/consumer";

export const handler = consumer("storage.onUploadEnded", UploadEnded, async ({ properties }) => {
  const { fileId, multipartId } = properties;
  if (multipartId !== undefined) await Multipart.abort(fileId, multipartId);
  await Objects.purge(fileId);
});

import * as Objects from "@faibric/core/storage/objects";
import { UploadEnded } from "@faibric/core/storage/storage.events";
import { consumer } from "../platform/consumer";

export const handler = consumer("storage.onUploadEnded", UploadEnded, ({ properties }) =>
  Objects.purge(properties.fileId),
);

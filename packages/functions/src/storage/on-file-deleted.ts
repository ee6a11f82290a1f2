import * as Objects from "@faibric/core/storage/objects";
import { FileDeleted } from "@faibric/core/storage/storage.events";
import * as Usage from "@faibric/core/storage/usage";
import { consumer } from "../platform/consumer";

export const handler = consumer("storage.onFileDeleted", FileDeleted, async ({ properties }) => {
  await Objects.purge(properties.fileId);
  await Usage.tellLevel();
});

import { FileUploaded } from "@faibric/core/storage/storage.events";
import * as Usage from "@faibric/core/storage/usage";
import { consumer } from "../platform/consumer";

export const handler = consumer("storage.onFileUploaded", FileUploaded, () => Usage.tellLevel());

import { manifest } from "@faibric/functions/storage/manifest";
import type { StackContext } from "sst/constructs";
import { deployManifest } from "./platform/deploy-manifest";

export function Storage({ stack }: StackContext) {
  deployManifest(stack, manifest);
}

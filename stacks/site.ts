import { manifest } from "@faibric/functions/site/manifest";
import type { StackContext } from "sst/constructs";
import { deployManifest } from "./platform/deploy-manifest";

export function Site({ stack }: StackContext) {
  deployManifest(stack, manifest);
}

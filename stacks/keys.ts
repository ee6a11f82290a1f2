import { manifest } from "@faibric/functions/keys/manifest";
import type { StackContext } from "sst/constructs";
import { deployManifest } from "./platform/deploy-manifest";

export function Keys({ stack }: StackContext) {
  deployManifest(stack, manifest);
}

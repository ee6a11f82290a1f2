import { manifest } from "@faibric/functions/auth/manifest";
import type { StackContext } from "sst/constructs";
import { deployManifest } from "./platform/deploy-manifest";

export function Auth({ stack }: StackContext) {
  deployManifest(stack, manifest);
}

import { type App, Stack } from "sst/constructs";

const HANDLER = "CustomResourceHandler";

/**
 * SST gives every stack a function for its own custom resources, which only a site has. The others do
 * without: it is neither traced nor on our runtime, and its log is kept for ever.
 */
export function dropUnusedHandlers(app: App): void {
  for (const stack of app.node.children) {
    if (!(stack instanceof Stack)) continue;
    const used = stack.node.findAll().some((part) => part.node.id === "S3AssetUploader");
    if (!used) stack.node.tryRemoveChild(HANDLER);
  }
}

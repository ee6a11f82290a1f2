// A loader of Next.js that leaves out of a module the functions that its option `paths` names.
import { saidHere, withoutBodies } from "../functions/bundle/leave-out.mjs";

/** @this {{ getOptions(): { paths: readonly string[] } }} */
export default function without(source) {
  return saidHere(withoutBodies(source, this.getOptions().paths));
}

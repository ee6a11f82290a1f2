// Puts the API reference's script among the site's public files, where /api/docs finds it. It is 4 MB, too
// much for a function's answer, and our pages load nothing from anybody else.
import { copyFileSync, existsSync, mkdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";

/** Copies it from the installed package, where `fresh` asks for it or it is missing. */
export function copyReference(root, fresh) {
  const file = join(root, "packages/web/public/reference/scalar.js");
  if (existsSync(file) && !fresh) return;
  mkdirSync(dirname(file), { recursive: true });
  const source = join(root, "node_modules/@scalar/api-reference/dist/browser/standalone.js");
  copyFileSync(source, `${file}.part`);
  renameSync(`${file}.part`, file); // whoever reads it meanwhile gets all of it
}

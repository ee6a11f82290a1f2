// Puts the API reference's script among the site's public files, where /api/docs finds it: `npm run reference`.
// It is 4 MB, too much for a function's answer, and our pages load nothing from anybody else.
import { copyFileSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const scalar = join(root, "node_modules/@scalar/api-reference");
const folder = join(root, "packages/web/public/reference");
const file = join(folder, "scalar.js");

const { version } = JSON.parse(readFileSync(join(scalar, "package.json"), "utf8"));
mkdirSync(folder, { recursive: true });
copyFileSync(join(scalar, "dist/browser/standalone.js"), `${file}.part`);
renameSync(`${file}.part`, file); // whoever reads it meanwhile gets all of it
process.stdout.write(`packages/web/public/reference/scalar.js: Scalar ${version}\n`);

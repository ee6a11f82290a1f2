// Writes docs/openapi.json from the contracts: `npm run openapi`.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { describeApi } from "../packages/core/src/platform/openapi";
import { manifests } from "../packages/functions/src/manifests";

const FILE = "docs/openapi.json";
const root = new URL("..", import.meta.url);

const { version } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
const document = JSON.stringify(describeApi(version, manifests));
const formatted = execFileSync("biome", ["format", `--stdin-file-path=${FILE}`], {
  cwd: root,
  input: document,
});
writeFileSync(new URL(FILE, root), formatted);
process.stdout.write(`${FILE}: ${Object.keys(JSON.parse(document).paths).length} paths\n`);

// Writes what follows from the contracts: the API's description and the names of its operations. `npm run openapi`.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { describeApi } from "../packages/core/src/platform/openapi";
import { manifests } from "../packages/functions/src/manifests";
import { namesOf } from "../packages/functions/src/platform/manifest.schema";

const DOCUMENT = "docs/openapi.json";
const NAMES = "packages/functions/src/platform/operation-names.json";
const root = new URL("..", import.meta.url);

const { version } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
write(DOCUMENT, describeApi(version, manifests));
write(NAMES, namesOf(manifests));

function write(file: string, value: object): void {
  const formatted = execFileSync("biome", ["format", `--stdin-file-path=${file}`], {
    cwd: root,
    input: JSON.stringify(value),
  });
  writeFileSync(new URL(file, root), formatted);
  process.stdout.write(`${file}\n`);
}

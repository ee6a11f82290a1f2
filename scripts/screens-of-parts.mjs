// `npm run screens:parts`: takes the pictures of the page of all parts anew, which the tests compare with. Look at them.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { NODE, ROOT } from "./setup.mjs";

const { status } = spawnSync(
  NODE,
  [
    join(ROOT, "scripts/test.mjs"),
    "packages/local/src/cloud/parts.browser.test.ts",
    "--testNamePattern=looks as it was found right",
  ],
  { cwd: ROOT, stdio: "inherit", env: { ...process.env, FAIBRIC_KEEP_SCREENS: "1" } },
);
process.exit(status ?? 1);

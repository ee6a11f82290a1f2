// Finds the Chromium that the browser tests drive, and installs Debian's where there is none.
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const INSTALL = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"];

/** The path of a browser, if there is one. */
export const findBrowser = () => process.env.CHROMIUM_PATH ?? find();

/** The path of a browser. @throws Error that names the command which installs one */
export function findOrInstallBrowser() {
  const found = findBrowser();
  if (found) return found;
  const isRoot = process.getuid?.() === 0;
  if (isRoot && find(["apt-get"])) {
    process.stderr.write("Installing Chromium for the browser tests (once)…\n");
    spawnSync("apt-get", ["update", "--quiet"], { stdio: ["ignore", 2, 2] });
    const [command, ...words] = INSTALL;
    spawnSync(command, words, {
      stdio: ["ignore", 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  }
  const installed = find();
  if (installed) return installed;
  throw new Error(
    `No Chromium was found, and the browser tests need one. Install it (sudo ${INSTALL.join(" ")}), ` +
      "or say where it is: CHROMIUM_PATH=/path/to/chromium npm test",
  );
}

function find(names = NAMES) {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const name of names) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // not here: the next folder
      }
    }
  }
  return undefined;
}

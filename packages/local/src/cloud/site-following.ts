import { watch } from "node:fs";
import { join } from "node:path";
import { log } from "../wire/log";
import { type Site, startSite } from "./site";
import { WEB } from "./site-build";

interface Following {
  readonly folders: readonly string[];
  readonly start: typeof startSite;
}

const SOURCES: Following = { folders: [join(WEB, "app"), join(WEB, "src")], start: startSite };
const IGNORED = /\.test\.tsx?$|~$|\.sw.$|\.tmp$/;

/**
 * The site as it was built, until one of its sources is saved: from then on it is run in `dev`, so that
 * whoever works on a page sees it.
 */
export function startFollowingSite(port: number, { folders, start } = SOURCES): Site {
  let site = start(port, "built");
  let switching: Promise<void> | undefined;
  let isBetween = false;

  const watchers = folders.map((folder) =>
    watch(folder, { recursive: true }, (_change, file) => {
      if (file && IGNORED.test(file)) return;
      switching ??= toDev().catch((error: unknown) => log.error("the site stays ended", error));
    }).on("error", (error) => log.error("a folder is no longer watched", error, { folder })),
  );
  const stopWatching = () => {
    for (const watcher of watchers) watcher.close();
  };
  async function toDev() {
    stopWatching();
    log.info("a page was saved: from now on they are made as they are asked for");
    isBetween = true;
    await site.close();
    site = start(port, "dev");
    isBetween = false;
  }

  return {
    url: () => site.url(),
    isStarting: () => isBetween || site.isStarting(),
    async close() {
      stopWatching();
      await switching;
      await site.close();
    },
  };
}

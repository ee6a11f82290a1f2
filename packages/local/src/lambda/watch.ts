import { type FSWatcher, watch } from "node:fs";
import { dirname, sep } from "node:path";
import { log } from "../wire/log";

export interface SourceWatch {
  /** Watches the source folders of these files too. */
  follow(files: readonly string[]): void;
  close(): void;
}

// An editor truncates and then writes: waiting a moment saves building the empty file.
const SETTLE_MS = 15;
const IGNORED = /(^|[/\\])(node_modules|\.[^/\\]*)([/\\]|$)|\.test\.tsx?$|~$|\.sw.$|\.tmp$/;

/** Calls `onChange` soon after a file in a watched folder was saved, made or removed. */
export function watchSources(onChange: () => void): SourceWatch {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;

  function changed(_event: string, file: string | null) {
    if (file && IGNORED.test(file)) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, SETTLE_MS);
  }

  function follow(files: readonly string[]) {
    for (const folder of new Set(files.map(sourceFolder))) {
      if (watchers.has(folder)) continue;
      const watcher = watch(folder, { recursive: true }, changed);
      watcher.on("error", (error) => log.error("a folder is no longer watched", error, { folder }));
      watchers.set(folder, watcher);
    }
  }

  return {
    follow,
    close() {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

/** `packages/core/src` of a file below it, so that files and folders yet to come are seen; else its folder. */
function sourceFolder(file: string): string {
  const source = `${sep}src${sep}`;
  const end = file.lastIndexOf(source);
  return end < 0 ? dirname(file) : file.slice(0, end + source.length - 1);
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { leashTo } from "../wire/leash";
import { log } from "../wire/log";
import { ROOT } from "./settings";

export interface Site {
  /** Undefined until it answers, and after it has ended. */
  readonly url: () => string | undefined;
  readonly isStarting: () => boolean;
  close(): Promise<void>;
}

const STOP_MS = 3_000;

/** Runs the Next.js web app beside the laptop cloud, in a process of its own. */
export function startSite(port: number): Site {
  const address = `http://127.0.0.1:${port}`;
  const next = join(ROOT, "packages/web/node_modules/next/dist/bin/next");
  const child = spawn(
    process.execPath,
    [next, "dev", "--hostname", "127.0.0.1", "--port", String(port)],
    {
      cwd: join(ROOT, "packages/web"),
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", FAIBRIC_LOCAL: "1" },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true, // a group of its own: Next.js starts processes that must end with it
    },
  );
  const leash = child.pid === undefined ? undefined : leashTo(-child.pid);
  let state: "starting" | "ready" | "ended" = "starting";
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding("utf8").on("data", (text: string) => {
      for (const line of text.split("\n").filter(Boolean)) log.info("web", { line });
    });
  }
  child.once("error", (error) => log.error("the web app could not be started", error));
  child.once("exit", (code) => {
    state = "ended";
    leash?.kill("SIGKILL");
    log.info("the web app ended", { code });
  });
  untilReady().catch((error: unknown) => log.error("the web app did not get ready", error));

  async function untilReady() {
    while (state === "starting") {
      const answered = await fetch(`${address}/api-not-here`).then(
        () => true,
        () => false,
      );
      if (answered) {
        state = "ready";
        return;
      }
      await sleep(200);
    }
  }

  return {
    url: () => (state === "ready" ? address : undefined),
    isStarting: () => state === "starting",
    async close() {
      if (state === "ended") return;
      const ended = once(child, "exit");
      const group = -(child.pid ?? 0);
      process.kill(group, "SIGTERM");
      const timer = setTimeout(() => process.kill(group, "SIGKILL"), STOP_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

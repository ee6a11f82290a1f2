import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { leashTo } from "../wire/leash";
import { log } from "../wire/log";
import { buildSite, NEXT, siteEnvironment, WEB } from "./site-build";

export interface Site {
  /** Undefined until it answers, and after it has ended. */
  readonly url: () => string | undefined;
  readonly isStarting: () => boolean;
  close(): Promise<void>;
}

/**
 * How the site is run: `dev` makes each page as it is first asked for, and again when it is saved; `built` is
 * what is deployed, made once for these sources.
 */
export type SiteMode = "dev" | "built";

const STOP_MS = 3_000;

/** Runs the Next.js web app beside the laptop cloud, in a process of its own. */
export function startSite(port: number, mode: SiteMode): Site {
  const address = `http://127.0.0.1:${port}`;
  const where = ["--hostname", "127.0.0.1", "--port", String(port)];
  let state: "starting" | "ready" | "ended" = "starting";
  let child: ChildProcess | undefined;

  async function run() {
    const folder = mode === "built" ? await buildSite() : undefined;
    if (state === "ended") return;
    child = spawn(process.execPath, [NEXT, folder ? "start" : "dev", ...where], {
      cwd: WEB,
      env: siteEnvironment(folder),
      stdio: ["ignore", "pipe", "pipe"],
      detached: true, // a group of its own: Next.js starts processes that must end with it
    });
    const leash = child.pid === undefined ? undefined : leashTo(-child.pid);
    for (const output of [child.stdout, child.stderr]) {
      output?.setEncoding("utf8").on("data", (text: string) => {
        for (const line of text.split("\n").filter(Boolean)) log.info("web", { line });
      });
    }
    child.once("error", (error) => log.error("the web app could not be started", error));
    child.once("exit", (code) => {
      state = "ended";
      leash?.kill("SIGKILL");
      log.info("the web app ended", { code });
    });
    await untilReady();
  }
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
      await sleep(100);
    }
  }
  run().catch((error: unknown) => {
    state = "ended";
    log.error("the web app did not get ready", error);
  });

  return {
    url: () => (state === "ready" ? address : undefined),
    isStarting: () => state === "starting",
    async close() {
      const running = child && child.exitCode === null && child.signalCode === null;
      state = "ended";
      if (!child?.pid || !running) return;
      const ended = once(child, "exit");
      const group = -child.pid;
      process.kill(group, "SIGTERM");
      const timer = setTimeout(() => process.kill(group, "SIGKILL"), STOP_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

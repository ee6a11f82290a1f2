import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { ROOT } from "./cloud/settings";
import { claimPort } from "./wire/port";

const dataDir = mkdtempSync(join(tmpdir(), "faibric-main-"));
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

/** Runs the program that `npm start` runs, without the web app. */
const run = (...words: string[]) => runWhole("--no-web", ...words);

async function runWhole(...words: string[]) {
  const child = spawn(
    process.execPath,
    [
      "--disable-warning=ExperimentalWarning",
      "--import",
      join(ROOT, "node_modules/tsx/dist/loader.mjs"),
      join(import.meta.dirname, "main.ts"),
      ...["--data", dataDir, ...words],
    ],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.json") },
    },
  );
  running.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const ended = once(child, "exit").then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  const ready = async () => {
    while (!output.includes("Faibric is ready")) {
      await Promise.race([once(child.stdout, "data"), ended.then(refuse)]);
    }
  };
  const refuse = () => {
    throw new Error(`it ended: ${output}`);
  };
  return { child, ended, ready, output: () => output };
}

const ports = async () => {
  const port = await claimPort(0, "the test");
  const awsPort = await claimPort(0, "the test");
  return { port, words: ["--port", String(port), "--aws-port", String(awsPort)] };
};

it.each(["SIGINT", "SIGTERM"] as const)(
  "says where it is and what to do next, and stops cleanly on %s",
  async (signal) => {
    const { port, words } = await ports();
    const started = await run(...words);
    await started.ready();

    expect(started.output()).toContain(`http://localhost:${port}/_local`);
    expect(started.output()).toContain("curl -X POST");
    expect((await fetch(`http://localhost:${port}/api/health`)).status).toBe(200);

    started.child.kill(signal);
    expect(await started.ended).toBe(0);
    expect(started.output()).toContain("Everything is kept");
    await expect(fetch(`http://localhost:${port}/api/health`)).rejects.toThrow();
  },
  60_000,
);

it("says clearly which port is taken and how to choose another", async () => {
  const { port, words } = await ports();
  const other = createServer().listen(port, "127.0.0.1");
  await once(other, "listening");
  const started = await run(...words);

  expect(await started.ended).toBe(1);
  expect(started.output()).toContain(`Port ${port}, meant for the platform, is taken`);
  expect(started.output()).toContain("FAIBRIC_PORT=");
  expect(started.output()).not.toContain("    at ");
  other.close();
}, 60_000);

it("says that the web app's port is taken before it builds the web app", async () => {
  const { port, words } = await ports();
  // Should somebody else listen there, it is taken as well.
  const other = createServer().on("error", () => undefined);
  other.listen(port + 1, "127.0.0.1");
  await Promise.race([once(other, "listening"), once(other, "error")]);
  const started = await runWhole(...words);

  expect(await started.ended).toBe(1);
  expect(started.output().trim()).toMatch(
    new RegExp(`^Port ${port + 1}, meant for the web app, is taken`),
  );
  other.close();
}, 60_000);

it.each([
  ["a port that is none", ["--port", "x"], '--port must be a port number from 0 to 65535, not "x"'],
  ["an option that is none", ["--nonsense"], "--nonsense"],
])(
  "refuses %s in words",
  async (_name, words, message) => {
    const started = await run(...words);
    expect(await started.ended).toBe(1);
    expect(started.output()).toContain(message);
    expect(started.output()).not.toContain("    at ");
  },
  60_000,
);

it("refuses to run twice on the same data", async () => {
  const first = await run(...(await ports()).words);
  await first.ready();
  const second = await run(...(await ports()).words);
  expect(await second.ended).toBe(1);
  expect(second.output()).toMatch(/in use by the laptop cloud in process \d+. Stop it with/);
  expect(second.output()).not.toContain("    at ");
  first.child.kill("SIGINT");
  expect(await first.ended).toBe(0);
}, 60_000);

it("says what to do where another cloud is named, instead of passing it over", async () => {
  process.env.AWS_ENDPOINT_URL = "http://localhost:4599";
  try {
    const { ended, output } = await run();
    expect(await ended).toBe(1);
    expect(output()).toContain("AWS_ENDPOINT_URL is http://localhost:4599");
    expect(output()).toContain("unset AWS_ENDPOINT_URL");
  } finally {
    delete process.env.AWS_ENDPOINT_URL;
  }
});

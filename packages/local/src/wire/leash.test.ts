import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, it } from "vitest";
import { eventually } from "../testing/eventually";

const LEASH = join(import.meta.dirname, "leash.ts");
const TSX = join(import.meta.dirname, "../../../../node_modules/tsx/dist/loader.mjs");

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // there is no such process any more
  }
};

it.each([
  ["a child", false],
  ["a child's whole group", true],
])("ends %s when its parent is killed", async (_name, group) => {
  const program = `
    import { spawn } from "node:child_process";
    const { leashTo } = await import(${JSON.stringify(LEASH)});
    const child = spawn("sleep", ["60"], { stdio: "ignore", detached: ${group} });
    leashTo(${group ? "-" : ""}child.pid);
    console.log(child.pid);
    setInterval(() => undefined, 1000);`;
  const parent = spawn(process.execPath, ["--import", TSX, "--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [printed] = await once(parent.stdout, "data");
  const child = Number(String(printed));
  expect(isAlive(child)).toBe(true);

  parent.kill("SIGKILL");

  await eventually(
    () => isAlive(child),
    (alive) => !alive,
    5_000,
  );
});

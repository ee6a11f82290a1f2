import { expect, it } from "vitest";
import { COMMANDS } from "./commands";
import { faibric, start } from "./testing/faibric";

const UNUSED_PORT = { FAIBRIC_AWS_PORT: "1" };

it("helps at every level, on stdout, with 0", async () => {
  const [all, group, one] = await Promise.all([
    faibric(["--help"]),
    faibric(["dlq", "--help"]),
    faibric(["dlq", "redrive", "--help"]),
  ]);
  for (const { code, stderr } of [all, group, one]) expect([code, stderr]).toEqual([0, ""]);
  for (const { words } of COMMANDS) expect(all.stdout).toContain(`  ${words.join(" ")} `);
  expect(group.stdout).toMatch(/Usage: faibric dlq <command>[\s\S]*dlq show <queue>/);
  expect(group.stdout).not.toContain("tenants");
  expect(one.stdout).toMatch(
    /Usage: faibric dlq redrive <queue> \[options\][\s\S]*--all[\s\S]*--stage/,
  );
});

it("says its version", async () => {
  expect(await faibric(["--version"])).toEqual({ code: 0, stdout: "0.1.0\n", stderr: "" });
});

it("refuses wrong words with 2, on stderr, and prints nothing on stdout", async () => {
  const [command, value] = await Promise.all([
    faibric(["deploy"]),
    faibric(["tenants", "list", "--limit", "0"], UNUSED_PORT),
  ]);
  expect(command).toEqual({
    code: 2,
    stdout: "",
    stderr: "There is no command deploy.\nSee: npx faibric --help\n",
  });
  expect([value.code, value.stdout]).toEqual([2, ""]);
  expect(value.stderr).toMatch(/--limit must be a whole number from 1 to/);
});

it("keeps quiet where its reader has seen enough", async () => {
  const tool = start(["--help"]);
  tool.closeOutput();
  expect(await tool.ended).toMatchObject({ code: 0, stderr: "" });
});

it("says what to run where no laptop cloud runs, with 1", async () => {
  const { code, stdout, stderr } = await faibric(["dlq", "list"], UNUSED_PORT);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toBe(
    "The laptop cloud is not running at http://127.0.0.1:1. Run: npm start\n" +
      "If it listens elsewhere, set FAIBRIC_AWS_PORT.\n",
  );
});

it("says what to do about missing credentials of a stage, with 1", async () => {
  const { code, stdout, stderr } = await faibric(["dlq", "list", "--stage", "production"], {
    AWS_ACCESS_KEY_ID: "",
    AWS_SECRET_ACCESS_KEY: "",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  });
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/No AWS credentials were found. Sign in \(aws sso login\)/);
});

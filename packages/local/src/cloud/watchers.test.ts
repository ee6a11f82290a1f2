import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openStore } from "../wire/store";
import { createWatchers } from "./watchers";

const folder = mkdtempSync(join(tmpdir(), "faibric-watchers-"));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (second: number) => new Date(second * 1_000).toISOString();
const NOW = Math.floor(Date.now() / 1_000);

function request(id: string, time = at(NOW)) {
  const asked = { method: "GET", path: "/api/health", status: 200, ms: 3, functionName: "health" };
  return { request: { ...asked, id, time } };
}

function line(text: string, time = at(NOW)) {
  return { line: { functionName: "health", requestId: "r", line: text, time } };
}

it("shows the next run what was served and logged before, as after a kill", () => {
  const file = join(folder, "runs.sqlite");
  const first = createWatchers(openStore(file));
  first.tell(request("one"));
  first.tell(line("لا شيء ☕"));
  first.tell(request("two"));

  // The first one was not closed: nothing waits in memory to be stored.
  const second = createWatchers(openStore(file));
  expect(second.requests().map(({ id }) => id)).toEqual(["two", "one"]);
  expect(second.lines()).toEqual(first.lines());

  second.tell(line("more"));
  expect(second.lines().map(({ line, number }) => [number, line])).toEqual([
    [1, "لا شيء ☕"],
    [2, "more"],
  ]);
});

it("keeps the last 500 requests, in the store too", () => {
  const file = join(folder, "many.sqlite");
  const store = openStore(file);
  const watchers = createWatchers(store);
  for (let number = 1; number <= 750; number++) watchers.tell(request(`r${number}`));
  const ids = watchers.requests().map(({ id }) => id);
  expect([ids.length, ids[0], ids.at(-1)]).toEqual([500, "r750", "r251"]);

  const [stored] = store.prepare("SELECT count(*) AS count FROM latest_requests").all();
  expect(stored?.count).toBeLessThanOrEqual(600);
  const next = createWatchers(openStore(file)).requests();
  expect([next.length, next[0]?.id]).toEqual([500, "r750"]);
});

it("forgets for good what is too old", () => {
  const file = join(folder, "old.sqlite");
  const watchers = createWatchers(openStore(file), 60_000);
  watchers.tell(line("old", at(NOW - 120)));
  watchers.tell(line("young"));
  expect(watchers.lines().map(({ line }) => line)).toEqual(["young"]);
  const next = createWatchers(openStore(file));
  expect(next.lines().map(({ line }) => line)).toEqual(["young"]);
});

it("takes what is told once its store is closed for nothing", () => {
  const store = openStore(join(folder, "closed.sqlite"));
  const watchers = createWatchers(store);
  store.close();
  expect(() => watchers.tell(line("too late"))).not.toThrow();
});

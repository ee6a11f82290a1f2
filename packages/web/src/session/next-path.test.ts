import { expect, it } from "vitest";
import { nextPath, signInPath } from "./next-path";

const ORIGIN = "https://faibric.example";

it.each([
  ["/settings?tab=members#top", "/settings?tab=members#top"],
  ["/a/../b", "/b"],
  [null, "/home"],
  ["", "/home"],
  ["settings", "/home"],
  ["//evil.example", "/home"],
  ["/\\evil.example", "/home"],
  ["/\t/evil.example", "/home"],
  ["https://evil.example", "/home"],
  ["/a/..//evil.example", "/home"],
  ["/.//evil.example?x=1", "/home"],
  ["/%2e%2e//evil.example", "/home"],
  ["javascript:alert(1)", "/home"],
])("goes from %j to %s", (asked, path) => expect(nextPath(asked, ORIGIN)).toBe(path));

it("comes back to where somebody was", () => {
  const address = new URL(signInPath("/invoices?q=ä&b=1"), ORIGIN);
  expect(nextPath(address.searchParams.get("next"), ORIGIN)).toBe("/invoices?q=%C3%A4&b=1");
});

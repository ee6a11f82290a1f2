import { expect, it } from "vitest";
import { diff } from "./diff";

it("names what changed, came and went, and nothing that stayed", () => {
  const before = { name: "Café", settings: { timeZone: "UTC", brand: { logo: "a" } }, tags: ["x"] };
  const after = {
    name: "Café ☕",
    settings: { timeZone: "UTC", currency: null },
    tags: ["x", "y"],
  };
  expect(diff(before, after)).toEqual([
    { path: "name", before: "Café", after: "Café ☕" },
    { path: "settings.brand.logo", before: "a", after: undefined },
    { path: "settings.currency", before: undefined, after: "null" },
    { path: "tags.1", before: undefined, after: "y" },
  ]);
});

it("tells of what is made and what is removed", () => {
  expect(diff(undefined, { role: "admin" })).toEqual([
    { path: "role", before: undefined, after: "admin" },
  ]);
  expect(diff("admin", undefined)).toEqual([{ path: "", before: "admin", after: undefined }]);
  expect(diff(undefined, undefined)).toEqual([]);
});

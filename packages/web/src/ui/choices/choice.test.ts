import { expect, it } from "vitest";
import { matches } from "./choice";

it.each([
  ["zurich", true],
  ["EUR zür", true],
  ["gmt+1", true],
  ["", true],
  ["berlin", false],
])("finds a choice by %j: %s", (typed, found) => {
  const choice = { value: "x", label: "Europe/Zürich", hint: "GMT+1" };
  expect(matches(choice, typed)).toBe(found);
});

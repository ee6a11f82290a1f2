import { expect, it } from "vitest";
import { initialsOf } from "./avatar";

it.each([
  ["Ada Lovelace", "AL"],
  ["  Édouard de la Tour-Maubourg ", "ÉM"],
  ["grace.hopper@example.com", "GH"],
  ["ada@example.com", "A"],
  ["ליאור כהן", "לכ"],
  ["👩‍🍳 Bäckerei", "👩‍🍳B"],
  ["王小明", "王"],
  ["", ""],
])("has of %j the initials %j", (name, initials) => expect(initialsOf(name)).toBe(initials));

import { expect, it } from "vitest";
import { addressOf } from "./link-address";

it.each([
  ["https://example.com/a?b=1", "https://example.com/a?b=1"],
  ["example.com/menu", "https://example.com/menu"],
  ["example.com:8080/x", "https://example.com:8080/x"],
  ["bäckerei.example", "https://bäckerei.example"],
  [" ada@example.com ", "mailto:ada@example.com"],
  ["mailto:ada@example.com", "mailto:ada@example.com"],
  ["tel:+49301234", "tel:+49301234"],
  ["/menu#today", "/menu#today"],
  ["#today", "#today"],
])("understands %j as %j", (typed, address) => expect(addressOf(typed)).toBe(address));

it.each([
  "",
  "menu",
  "javascript:alert(1)",
  "data:text/html,x",
  "//evil.example",
  "a b.example",
  "file:///x",
])("takes %j for no address", (typed) => expect(addressOf(typed)).toBeUndefined());

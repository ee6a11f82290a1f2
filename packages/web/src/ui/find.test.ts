import { expect, it } from "vitest";
import { find } from "./find";

const NAMES = ["Revoke all keys of a tenant", "Revoke an API key", "Ändern"];
const search = (text: string) => find(NAMES, text, (name) => name);

it("finds what has every word, and first what says it as it was typed", () => {
  expect(search("revoke a")).toEqual(["Revoke all keys of a tenant", "Revoke an API key"]);
  expect(search(" Revoke AN ")).toEqual(["Revoke an API key", "Revoke all keys of a tenant"]);
  expect(search("key revoke api")).toEqual(["Revoke an API key"]);
  expect(search("äND")).toEqual(["Ändern"]);
  expect(search("")).toEqual(NAMES);
});

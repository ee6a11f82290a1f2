import { beforeEach, expect, it } from "vitest";
import { forgetView, keepView, readSaved } from "./saved-views";

/** What a browser keeps, as far as it is used. */
function storageOf(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

let storage: Storage;
beforeEach(() => {
  storage = storageOf();
});

it("keeps views by their names, each table its own", () => {
  keepView(storage, "/app/café/members", { name: "Owners", view: "is-role=Owner" });
  keepView(storage, "/app/café/members", { name: "Newest", view: "sort=-since" });
  keepView(storage, "/app/café/members", { name: "Owners", view: "is-role=Owner&q=a" });
  expect(readSaved(storage, "/app/café/members")).toEqual([
    { name: "Owners", view: "is-role=Owner&q=a" },
    { name: "Newest", view: "sort=-since" },
  ]);
  expect(readSaved(storage, "/app/other/members")).toEqual([]);
  expect(forgetView(storage, "/app/café/members", "Owners")).toHaveLength(1);
});

it.each(["not JSON", "{}", '[{"name":1}]', "null"])("takes %j for no views", (text) => {
  storage.setItem("faibric.views.x", text);
  expect(readSaved(storage, "x")).toEqual([]);
});

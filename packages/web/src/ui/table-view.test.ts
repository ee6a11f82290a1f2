import { expect, it } from "vitest";
import { readView, writeView } from "./table-view";

it("is in the address whole, beside what else is there", () => {
  const view = {
    search: "äöü & =",
    sort: "role",
    descending: true,
    hidden: ["id", "since"],
    filters: { role: ["owner", "a,b & c"], state: [""] },
  };
  const address = writeView(new URLSearchParams("invite=1"), view).toString();
  expect(readView(new URLSearchParams(address))).toEqual(view);
  expect(new URLSearchParams(address).get("invite")).toBe("1");
});

it("says nothing where it is as usual", () => {
  const usual = readView(new URLSearchParams());
  expect(writeView(new URLSearchParams("q=x&sort=-a&hide=b&is-role=owner"), usual).toString()).toBe(
    "",
  );
});

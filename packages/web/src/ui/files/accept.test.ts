import { describe, expect, it } from "vitest";
import { accept, isOfType, type Limits } from "./accept";

const LIMITS: Limits = { types: ["image/*", ".csv"], mostBytes: 10, mostFiles: 2 };
const file = (name: string, type = "image/png", text = "x") =>
  new File([text], name, { type, lastModified: 1 });

it.each([
  ["a.png", "image/png", true],
  ["a.PNG", "IMAGE/PNG", true],
  ["Preise.CSV", "application/vnd.ms-excel", true],
  ["a.csv.exe", "", false],
  ["a.pdf", "application/pdf", false],
  ["image.png", "", false], // what it is called is not what it is
])("takes %s of type %j: %s", (name, type, taken) =>
  expect(isOfType({ name, type }, LIMITS.types)).toBe(taken),
);

describe("accept", () => {
  it("takes what may come, in its order, and says of the rest why not", () => {
    const before = [file("a.png")];
    const added = [
      file("a.png"),
      file("b.pdf", "application/pdf"),
      file("c.png", "image/png", ""),
      file("d.png", "image/png", "x".repeat(11)),
      file("e.png"),
      file("f.png"),
    ];
    const { files, refused } = accept(before, added, LIMITS);
    expect(files.map(({ name }) => name)).toEqual(["a.png", "e.png"]);
    expect(refused.map(({ file: { name }, why }) => `${name} ${why}`)).toEqual([
      "a.png twice",
      "b.pdf wrongType",
      "c.png empty",
      "d.png tooLarge",
      "f.png tooMany",
    ]);
  });

  it("puts one file in the place of another where there is one at most", () => {
    const one = { ...LIMITS, mostFiles: 1 };
    const names = (added: readonly File[]) =>
      accept([file("a.png")], added, one).files.map(({ name }) => name);
    expect(names([file("b.png")])).toEqual(["b.png"]);
    expect(names([file("b.pdf", "application/pdf")])).toEqual(["a.png"]);
  });
});

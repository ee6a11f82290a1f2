import { describe, expect, it } from "vitest";
import de from "./de.json";
import en from "./en.json";
import { chooseLocale } from "./locale";

describe("chooseLocale", () => {
  it.each([
    [null, "en"],
    ["", "en"],
    ["fr-FR,fr;q=0.9", "en"],
    ["de-CH", "de"],
    ["fr, de;q=0.5, en;q=0.4", "de"],
    ["en;q=0.3, de;q=0.7", "de"],
    ["de;q=0, en", "en"],
    ["constructor, __proto__", "en"],
  ])("chooses for %j %s", (header, locale) => expect(chooseLocale(header)).toBe(locale));
});

it("has the same words in each language, with the same gaps to fill", () => {
  expect(shapeOf(de)).toEqual(shapeOf(en));
});

/** Every word by its place, with the names of what is filled in. */
function shapeOf(words: object, place = ""): Record<string, unknown> {
  const shape: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === "string") shape[`${place}${key}`] = gapsIn(value);
    else Object.assign(shape, shapeOf(value, `${place}${key}.`));
  }
  return shape;
}

/** The names of what is filled in, in order of the alphabet; what stands inside a choice is a word. */
function gapsIn(word: string): string[] {
  let depth = 0;
  const names: string[] = [];
  for (const [index, letter] of [...word].entries()) {
    if (letter === "{" && depth++ === 0) names.push(word.slice(index + 1).split(/[,}]/)[0] ?? "");
    if (letter === "}") depth--;
  }
  return names.sort();
}

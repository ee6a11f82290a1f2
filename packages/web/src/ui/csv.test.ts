import { expect, it } from "vitest";
import { toCsv } from "./csv";

it("keeps what would end a field inside it", () => {
  expect(
    toCsv([
      ["a", "b"],
      ['Wein "rot", 5', "Zeile\nzwei"],
    ]),
  ).toBe('a,b\r\n"Wein ""rot"", 5","Zeile\nzwei"\r\n');
});

it.each(["=1+1", "+1", "-1", "@a", "\tx"])("lets no spreadsheet calculate %j", (field) => {
  expect(toCsv([[field]])).toBe(`'${field}\r\n`);
});

import { describe, expect, it } from "vitest";
import { differenceOf, type Picture, readPicture, writeSmall } from "./picture";

const [WIDTH, HEIGHT] = [320, 240];

/** A page of grey lines, as letters are from afar, with a button on it. */
function page(options: { down?: number; shade?: number; button?: number; height?: number } = {}) {
  const { down = 0, shade = 0, button = 90, height = HEIGHT } = options;
  const data = new Uint8Array(WIDTH * height * 4).fill(250);
  for (let at = 0; at < data.length; at += 4) {
    const pixel = at / 4;
    const [x, y] = [pixel % WIDTH, Math.floor(pixel / WIDTH) - down];
    const isLetter = y > 20 && y % 20 < 8 && (x * 7 + y * 3) % 5 < 3 && x < 260;
    const isButton = y > 200 && y < 230 && x > 10 && x < 10 + button;
    if (isLetter) data.fill(40 + shade, at, at + 3);
    if (isButton) data.set([29, 85, 119], at);
  }
  return { width: WIDTH, height, data } satisfies Picture;
}

describe("two pictures", () => {
  it.each([
    ["the same", page()],
    ["letters a shade lighter", page({ shade: 24 })],
    ["a line more at the end", page({ height: HEIGHT + 2 })],
    ["one that was kept small", readPicture(writeSmall(page()))],
  ])("are the same: %s", (_, now) => expect(differenceOf(page(), now)).toBeUndefined());

  it.each([
    ["all of it moved by three pixels", page({ down: 3 })],
    ["a button that lost its width", page({ button: 20 })],
    ["a button that is gone", page({ button: 0 })],
    ["much higher", page({ height: HEIGHT + 12 })],
  ])("are not: %s", (_, now) => expect(differenceOf(page(), now)).toEqual(expect.any(String)));
});

it("keeps a picture as it looks, in little", () => {
  const { width, height, data } = readPicture(writeSmall(page()));
  expect([width, height]).toEqual([WIDTH, HEIGHT]);
  const before = page().data;
  expect(data.every((part, at) => Math.abs(part - (before[at] ?? 0)) < 9 || at % 4 === 3)).toBe(
    true,
  );
  expect(writeSmall(page()).length).toBeLessThan(6_000);
});

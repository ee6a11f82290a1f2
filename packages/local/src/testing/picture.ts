import { crc32, deflateSync } from "node:zlib";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";

/** Pixels in rows, four bytes each. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export const readPicture = (png: Buffer): Picture => PNG.sync.read(png);

/**
 * How many of a picture's pixels are averaged into one before two are compared, each way: letters that another
 * browser draws a shade thicker are the same then, and what has moved by a few pixels is not.
 */
const BLOCK = 4;
/** Of 0 to 1: how much one colour may differ from another. */
const SHADE = 0.1;
/** How many of all blocks may. */
const MOST = 0.004;
/** How much higher or lower one may be: a line of letters is not everywhere as high to the pixel. */
const TALLER = 0.01;

/** What tells two pictures apart, in a sentence; undefined where a person would call them the same. */
export function differenceOf(kept: Picture, now: Picture): string | undefined {
  const taller = Math.abs(kept.height - now.height) / kept.height;
  if (kept.width !== now.width || taller > TALLER) {
    return `it is ${now.width} × ${now.height}, and was ${kept.width} × ${kept.height}`;
  }
  const height = Math.min(kept.height, now.height);
  const [before, after] = [shrink(kept, height), shrink(now, height)];
  const total = before.width * before.height;
  const differing = pixelmatch(before.data, after.data, undefined, before.width, before.height, {
    threshold: SHADE,
    includeAA: true,
  });
  return differing / total > MOST
    ? `${((100 * differing) / total).toFixed(1)} % of it looks otherwise`
    : undefined;
}

/** Blocks of pixels as one, of their average. */
function shrink({ width, data }: Picture, height: number): Picture {
  const [columns, rows] = [Math.floor(width / BLOCK), Math.floor(height / BLOCK)];
  const small = new Uint8Array(columns * rows * 4);
  for (let at = 0; at < small.length; at += 1) {
    const channel = at % 4;
    const block = (at - channel) / 4;
    const [x, y] = [(block % columns) * BLOCK, Math.floor(block / columns) * BLOCK];
    let sum = 0;
    for (let dy = 0; dy < BLOCK; dy += 1) {
      for (let dx = 0; dx < BLOCK; dx += 1) {
        sum += data[((y + dy) * width + x + dx) * 4 + channel] ?? 0;
      }
    }
    small[at] = Math.round(sum / BLOCK ** 2);
  }
  return { width: columns, height: rows, data: small };
}

const COLOURS = 256;
/** Five bits of each colour: more is not seen, and less often packed well. */
const key = (data: Uint8Array, at: number): number =>
  (((data[at] ?? 0) >> 3) << 10) | (((data[at + 1] ?? 0) >> 3) << 5) | ((data[at + 2] ?? 0) >> 3);

/** A picture as a PNG of at most 256 colours: a tenth of what a browser writes. Source: PNG, third edition */
export function writeSmall({ width, height, data }: Picture): Buffer {
  const palette = coloursOf(data);
  const places = new Map<number, number>();
  const rows = Buffer.alloc(height * (width + 1)); // each row begins with its filter: none
  for (let at = 0; at < data.length; at += 4) {
    const pixel = at / 4;
    const row = Math.floor(pixel / width);
    const colour = key(data, at);
    const place = places.get(colour) ?? nearest(palette, data.subarray(at, at + 3));
    places.set(colour, place);
    rows[row * (width + 1) + 1 + (pixel % width)] = place;
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8); // eight bits, of a palette
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("PLTE", Buffer.from(palette.flat())),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** The colours that are there most, each the average of those that are nearly the same. */
function coloursOf(data: Uint8Array): readonly (readonly number[])[] {
  const sums = new Map<number, [number, number, number, number]>();
  for (let at = 0; at < data.length; at += 4) {
    const colour = key(data, at);
    const sum = sums.get(colour) ?? [0, 0, 0, 0];
    for (let part = 0; part < 3; part += 1) sum[part] = (sum[part] ?? 0) + (data[at + part] ?? 0);
    sum[3] += 1;
    sums.set(colour, sum);
  }
  return [...sums.values()]
    .sort((one, other) => other[3] - one[3])
    .slice(0, COLOURS)
    .map(([red, green, blue, count]) => [red, green, blue].map((sum) => Math.round(sum / count)));
}

function nearest(palette: readonly (readonly number[])[], colour: Uint8Array): number {
  const distances = palette.map((other) =>
    other.reduce((sum, part, index) => sum + (part - (colour[index] ?? 0)) ** 2, 0),
  );
  return distances.indexOf(Math.min(...distances));
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(body.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}

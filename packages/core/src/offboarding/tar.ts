const BLOCK = 512;
const NAME_BYTES = 100;
const MAX_OCTAL = 0o77777777777; // 8 GB less one: what eleven octal digits hold

/** Two empty blocks end an archive. */
export const END = Buffer.alloc(2 * BLOCK);

/** The zeros behind a file's content, up to the next block. */
export const padding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);

/**
 * What stands before a file's content. It is written by hand because an archive is made in several invocations, and a
 * packer of a library cannot go on in the middle of a file. A name that is long or not ASCII, or a size over 8 GB, goes into an extended header before.
 * Source: POSIX.1-2017, "pax", ustar and pax interchange formats
 */
export function header(name: string, size: number, modified: Date): Buffer {
  const fits = Buffer.byteLength(name) <= NAME_BYTES && /^[\x20-\x7e]*$/.test(name);
  const records = [
    ...(fits ? [] : [record("path", name)]),
    ...(size > MAX_OCTAL ? [record("size", String(size))] : []),
  ];
  const short = fits ? name : `${name.replace(/[^\x21-\x7e]/g, "_").slice(-NAME_BYTES)}`;
  const plain = block({ name: short, size: Math.min(size, MAX_OCTAL), modified, type: "0" });
  if (records.length === 0) return plain;
  const body = Buffer.concat(records);
  const extended = block({ name: "PaxHeader", size: body.length, modified, type: "x" });
  return Buffer.concat([extended, body, padding(body.length), plain]);
}

/** `<length> <keyword>=<value>\n`, whose length counts its own digits. */
function record(keyword: string, value: string): Buffer {
  const rest = ` ${keyword}=${value}\n`;
  const bytes = Buffer.byteLength(rest);
  let length = bytes + String(bytes).length;
  if (bytes + String(length).length !== length) length = bytes + String(length).length;
  return Buffer.from(`${length}${rest}`);
}

function block(entry: { name: string; size: number; modified: Date; type: "0" | "x" }): Buffer {
  const bytes = Buffer.alloc(BLOCK);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, "0")}\0`;
  bytes.write(entry.name, 0, NAME_BYTES, "latin1");
  bytes.write(octal(0o644, 7), 100, "latin1");
  bytes.write(octal(0, 7), 108, "latin1");
  bytes.write(octal(0, 7), 116, "latin1");
  bytes.write(octal(entry.size, 11), 124, "latin1");
  bytes.write(octal(Math.floor(entry.modified.getTime() / 1_000), 11), 136, "latin1");
  bytes.fill(" ", 148, 156);
  bytes.write(entry.type, 156, "latin1");
  bytes.write("ustar\u000000", 257, "latin1");
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return bytes;
}

import { CRC_POLYNOMIALS } from "./checksum";

export type CrcAlgorithm = keyof typeof CRC_POLYNOMIALS;

/**
 * The CRC of two pieces joined, from the CRC of each and the length of the second, without reading
 * either: crc(AB) = crc(A)·x^(8·|B|) + crc(B) modulo the polynomial, in bit-reflected form.
 * Source: crc32_combine of zlib (https://github.com/madler/zlib/blob/develop/crc32.c).
 */
export function combineCrc(
  algorithm: CrcAlgorithm,
  first: Buffer,
  second: Buffer,
  secondLength: number,
): Buffer {
  const width = BigInt(first.length * 8);
  const polynomial = CRC_POLYNOMIALS[algorithm];
  const shift = power(BigInt(secondLength) * 8n, width, polynomial);
  const sum = multiply(shift, toBig(first), width, polynomial) ^ toBig(second);
  return Buffer.from(sum.toString(16).padStart(first.length * 2, "0"), "hex");
}

const toBig = (buffer: Buffer) => BigInt(`0x${buffer.toString("hex")}`);

/** x^exponent; the highest bit stands for x^0. */
function power(exponent: bigint, width: bigint, polynomial: bigint): bigint {
  let result = 1n << (width - 1n);
  let square = 1n << (width - 2n);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = multiply(square, result, width, polynomial);
    square = multiply(square, square, width, polynomial);
  }
  return result;
}

function multiply(a: bigint, b: bigint, width: bigint, polynomial: bigint): bigint {
  let product = 0n;
  let shifted = b;
  for (let bit = 1n << (width - 1n); bit > 0n; bit >>= 1n) {
    if (a & bit) product ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ polynomial : shifted >> 1n;
  }
  return product;
}

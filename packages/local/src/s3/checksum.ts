import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";

export const ALGORITHMS = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const;
export type ChecksumAlgorithm = (typeof ALGORITHMS)[number];

/** COMPOSITE: a checksum over the parts' checksums, written `<value>-<parts>`. */
export type ChecksumType = "FULL_OBJECT" | "COMPOSITE";

/** A checksum as stored and sent: base64, big-endian. */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
  readonly value: string;
}

export interface RunningChecksum {
  update(chunk: Buffer): void;
  digest(): Buffer;
}

export const checksumHeader = (algorithm: ChecksumAlgorithm) =>
  `x-amz-checksum-${algorithm.toLowerCase()}`;

/** The name of a checksum's element and member: `ChecksumCRC32`. */
export const checksumElement = (algorithm: ChecksumAlgorithm) => `Checksum${algorithm}`;

export function digestLength(algorithm: ChecksumAlgorithm): number {
  return { CRC32: 4, CRC32C: 4, CRC64NVME: 8, SHA1: 20, SHA256: 32 }[algorithm];
}

export function parseAlgorithm(name: string | undefined): ChecksumAlgorithm | undefined {
  return ALGORITHMS.find((algorithm) => algorithm === name?.toUpperCase());
}

export function startChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  switch (algorithm) {
    case "CRC32":
      return zlibCrc32();
    case "CRC32C":
      return crc32c();
    case "CRC64NVME":
      return crc64nvme();
    case "SHA1":
    case "SHA256": {
      const hash = createHash(algorithm.toLowerCase());
      return { update: (chunk) => void hash.update(chunk), digest: () => hash.digest() };
    }
  }
}

export function checksumOf(algorithm: ChecksumAlgorithm, content: Buffer): Buffer {
  const running = startChecksum(algorithm);
  running.update(content);
  return running.digest();
}

function zlibCrc32(): RunningChecksum {
  let value = 0;
  return {
    update(chunk) {
      value = crc32(chunk, value);
    },
    digest: () => bigEndian(value),
  };
}

function bigEndian(...words: number[]): Buffer {
  const buffer = Buffer.alloc(4 * words.length);
  words.forEach((word, index) => {
    buffer.writeUInt32BE(word >>> 0, 4 * index);
  });
  return buffer;
}

/** One entry for each byte, as a high and a low word; for 32-bit sums the high words stay 0. */
function reflectedTable(polynomial: bigint): { high: Uint32Array; low: Uint32Array } {
  const high = new Uint32Array(256);
  const low = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let value = BigInt(byte);
    for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ polynomial : value >> 1n;
    high[byte] = Number(value >> 32n);
    low[byte] = Number(value & 0xffffffffn);
  }
  return { high, low };
}

export const CRC_POLYNOMIALS = {
  CRC32: 0xedb88320n,
  CRC32C: 0x82f63b78n,
  CRC64NVME: 0x9a6c9329ac4bc9b5n,
} as const;

const castagnoli = reflectedTable(CRC_POLYNOMIALS.CRC32C).low;
const nvme = reflectedTable(CRC_POLYNOMIALS.CRC64NVME);

function crc32c(): RunningChecksum {
  let value = -1;
  return {
    update(chunk) {
      let sum = value;
      for (let at = 0; at < chunk.length; at++) {
        sum = (sum >>> 8) ^ (castagnoli[(sum ^ (chunk[at] ?? 0)) & 0xff] ?? 0);
      }
      value = sum;
    },
    digest: () => bigEndian(~value),
  };
}

function crc64nvme(): RunningChecksum {
  let [high, low] = [-1, -1];
  return {
    update(chunk) {
      let [h, l] = [high, low];
      for (let at = 0; at < chunk.length; at++) {
        const index = (l ^ (chunk[at] ?? 0)) & 0xff;
        l = ((l >>> 8) | (h << 24)) ^ (nvme.low[index] ?? 0);
        h = (h >>> 8) ^ (nvme.high[index] ?? 0);
      }
      [high, low] = [h, l];
    },
    digest: () => bigEndian(~high, ~low),
  };
}

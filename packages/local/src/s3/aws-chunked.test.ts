import { expect, it } from "vitest";
import { decodeChunks } from "./aws-chunked";
import type { ChunkSeed } from "./call";
import { signingKey } from "./signature";

// The example of https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
const scope = "20130524/us-east-1/s3/aws4_request";
const seed = {
  key: signingKey("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", {
    keyId: "AKIAIOSFODNN7EXAMPLE",
    day: "20130524",
    region: "us-east-1",
    scope,
  }),
  date: "20130524T000000Z",
  scope,
  signature: "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
};
const signatures = [
  "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
  "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
  "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
];

function framed(content: string): Buffer {
  return Buffer.from(
    [
      `10000;chunk-signature=${signatures[0]}\r\n${content}\r\n`,
      `400;chunk-signature=${signatures[1]}\r\n${"a".repeat(1024)}\r\n`,
      `0;chunk-signature=${signatures[2]}\r\n\r\n`,
    ].join(""),
  );
}

async function decode(body: Buffer, pieceSize: number, chunkSeed?: ChunkSeed) {
  const trailers = new Map<string, string>();
  async function* pieces() {
    for (let at = 0; at < body.length; at += pieceSize) yield body.subarray(at, at + pieceSize);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of decodeChunks(pieces(), trailers, chunkSeed)) chunks.push(chunk);
  return { content: Buffer.concat(chunks).toString(), trailers };
}

it("takes the framing off and verifies the chain of signatures, however the bytes arrive", async () => {
  const body = framed("a".repeat(65_536));
  for (const pieceSize of [7, 1000, 65_536, body.length]) {
    expect((await decode(body, pieceSize, seed)).content).toBe("a".repeat(66_560));
  }
});

it("refuses a chunk that is not what was signed", async () => {
  const body = framed(`b${"a".repeat(65_535)}`);
  await expect(decode(body, 5000, seed)).rejects.toMatchObject({ code: "SignatureDoesNotMatch" });
});

it("reads trailers", async () => {
  const body = Buffer.from("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n");
  const { content, trailers } = await decode(body, 3);
  expect(content).toBe("hello");
  expect([...trailers]).toEqual([["x-amz-checksum-crc32", "NhCmhg=="]]);
});

it("refuses a body that ends early or is not framed", async () => {
  for (const text of ["5\r\nhel", "5\r\nhello\r\n", "zz\r\n", "5\r\nhelloX\r\n0\r\n\r\n"]) {
    await expect(decode(Buffer.from(text), 2)).rejects.toMatchObject({
      code: expect.stringMatching(/^(IncompleteBody|InvalidRequest)$/),
    });
  }
});

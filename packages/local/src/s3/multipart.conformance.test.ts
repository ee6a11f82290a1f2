import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type LaptopS3, startLaptopS3 } from "./laptop-s3";

let aws: LaptopS3;
let Bucket: string;
beforeAll(async () => {
  aws = await startLaptopS3();
  Bucket = await aws.bucket();
});
afterAll(() => aws.stop());

const MIB = 1024 ** 2;
const PARTS = [Buffer.alloc(5 * MIB, "a"), Buffer.alloc(5 * MIB, "b"), Buffer.from("end")];

async function begin(Key: string, input: Partial<CreateMultipartUploadCommandInput> = {}) {
  const create = new CreateMultipartUploadCommand({ Bucket, Key, ...input });
  const { UploadId } = await aws.client.send(create);
  const target = { Bucket, Key, UploadId };
  return {
    target,
    part: async (PartNumber: number, Body: Buffer | string): Promise<CompletedPart> => {
      const { $metadata: _, ...part } = await aws.client.send(
        new UploadPartCommand({
          ...target,
          PartNumber,
          Body,
          ...(input.ChecksumAlgorithm && { ChecksumAlgorithm: input.ChecksumAlgorithm }),
        }),
      );
      return { PartNumber, ...part };
    },
    complete: (Parts: CompletedPart[], more: object = {}) =>
      aws.client.send(
        new CompleteMultipartUploadCommand({ ...target, MultipartUpload: { Parts }, ...more }),
      ),
  };
}

it("makes one object of the parts, with the metadata of the upload", async () => {
  const upload = await begin("big", {
    ContentType: "video/mp4",
    Metadata: { a: "1" },
    Tagging: "t=1",
  });
  const parts: CompletedPart[] = [];
  for (const [index, body] of PARTS.entries()) parts.push(await upload.part(index + 1, body));
  const done = await upload.complete(parts);
  expect(done.ETag).toBe('"664acfbb935a00cf57c9f91ad983b354-3"');
  const found = await aws.client.send(new GetObjectCommand({ Bucket, Key: "big" }));
  const body = Buffer.from((await found.Body?.transformToByteArray()) ?? []);
  expect(body.equals(Buffer.concat(PARTS))).toBe(true);
  expect(found).toMatchObject({
    ContentType: "video/mp4",
    Metadata: { a: "1" },
    TagCount: 1,
    ContentLength: 10 * MIB + 3,
  });
  const across = await aws.client.send(
    new GetObjectCommand({ Bucket, Key: "big", Range: `bytes=${5 * MIB - 2}-${5 * MIB + 1}` }),
  );
  expect(await across.Body?.transformToString()).toBe("aabb");
  const second = await aws.client.send(
    new HeadObjectCommand({ Bucket, Key: "big", PartNumber: 2 }),
  );
  expect(second).toMatchObject({ ContentLength: 5 * MIB, PartsCount: 3 });
});

it("is gone once completed", async () => {
  const upload = await begin("once");
  const part = await upload.part(1, "x");
  await upload.complete([part]);
  await expect(upload.part(2, "y")).rejects.toMatchObject({ name: "NoSuchUpload" });
  await expect(upload.complete([part])).rejects.toMatchObject({ name: "NoSuchUpload" });
});

it("replaces a part that is uploaded again, and refuses the old ETag", async () => {
  const upload = await begin("again");
  const old = await upload.part(1, "old");
  const fresh = await upload.part(1, "new");
  await expect(upload.complete([old])).rejects.toMatchObject({ name: "InvalidPart" });
  await upload.complete([fresh]);
  const found = await aws.client.send(new GetObjectCommand({ Bucket, Key: "again" }));
  expect(await found.Body?.transformToString()).toBe("new");
});

it("refuses parts out of order, missing or too small, and a wrong total size", async () => {
  const upload = await begin("refused");
  const [one, two] = [await upload.part(1, "small"), await upload.part(2, "last")];
  await expect(upload.complete([two, one])).rejects.toMatchObject({ name: "InvalidPartOrder" });
  await expect(upload.complete([one, two])).rejects.toMatchObject({ name: "EntityTooSmall" });
  const missing = { PartNumber: 3, ETag: String(one.ETag) };
  await expect(upload.complete([one, missing])).rejects.toMatchObject({ name: "InvalidPart" });
  await expect(upload.complete([one], { MpuObjectSize: 6 })).rejects.toMatchObject({
    name: "InvalidRequest",
  });
  await expect(upload.part(0, "x")).rejects.toMatchObject({ name: "InvalidArgument" });
  await expect(upload.part(10_001, "x")).rejects.toMatchObject({ name: "InvalidArgument" });
});

it("completes under If-None-Match: * only where no object is", async () => {
  await aws.client.send(new PutObjectCommand({ Bucket, Key: "taken", Body: "x" }));
  const upload = await begin("taken");
  const part = await upload.part(1, "y");
  await expect(upload.complete([part], { IfNoneMatch: "*" })).rejects.toMatchObject({
    name: "PreconditionFailed",
  });
});

it("computes a composite checksum of the parts' checksums", async () => {
  const upload = await begin("composite", { ChecksumAlgorithm: "SHA256" });
  const part = await upload.part(1, "hello");
  expect(part.ChecksumSHA256).toBe("LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=");
  const done = await upload.complete([part]);
  expect(done).toMatchObject({
    ChecksumSHA256: "lZXJ35AHUUjrBoYDZd8zWEt1v/eCpRDGzUiDpBmDPVA=-1",
    ChecksumType: "COMPOSITE",
  });
  const wrong = await begin("composite", { ChecksumAlgorithm: "SHA256" });
  const { ETag = "" } = await wrong.part(1, "hello");
  const claimed = { PartNumber: 1, ETag, ChecksumSHA256: `A${"A".repeat(42)}=` };
  await expect(wrong.complete([claimed])).rejects.toMatchObject({ name: "InvalidPart" });
});

it("computes the checksum of the whole object from those of its parts", async () => {
  for (const ChecksumAlgorithm of ["CRC32", "CRC32C", "CRC64NVME"] as const) {
    const Key = `whole-${ChecksumAlgorithm}`;
    const upload = await begin(Key, { ChecksumAlgorithm, ChecksumType: "FULL_OBJECT" });
    const parts = [await upload.part(1, PARTS[0] ?? ""), await upload.part(2, "and the end")];
    const done = await upload.complete(parts);
    const Body = Buffer.concat([PARTS[0] ?? Buffer.alloc(0), Buffer.from("and the end")]);
    const put = await aws.client.send(
      new PutObjectCommand({ Bucket, Key: "same", Body, ChecksumAlgorithm }),
    );
    const name = `Checksum${ChecksumAlgorithm}` as const;
    expect(done[name]).toBe(put[name]);
    expect(done).toMatchObject({ ChecksumType: "FULL_OBJECT", [name]: expect.any(String) });
  }
});

it("copies a part, or a range of an object as a part", async () => {
  await aws.client.send(new PutObjectCommand({ Bucket, Key: "source", Body: "0123456789" }));
  const upload = await begin("from-copy");
  const copy = (CopySourceRange: string) =>
    aws.client.send(
      new UploadPartCopyCommand({
        ...upload.target,
        PartNumber: 1,
        CopySource: `${Bucket}/source`,
        CopySourceRange,
      }),
    );
  await expect(copy("bytes=5-10")).rejects.toMatchObject({ name: "InvalidArgument" });
  const { CopyPartResult } = await copy("bytes=3-5");
  await upload.complete([{ PartNumber: 1, ETag: String(CopyPartResult?.ETag) }]);
  const found = await aws.client.send(new GetObjectCommand({ Bucket, Key: "from-copy" }));
  expect(await found.Body?.transformToString()).toBe("345");
});

it("lists the parts of an upload in pages", async () => {
  const upload = await begin("parts");
  for (const number of [1, 2, 7]) await upload.part(number, `part ${number}`);
  const first = await aws.client.send(new ListPartsCommand({ ...upload.target, MaxParts: 2 }));
  expect(first.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
    ...[
      [1, 6],
      [2, 6],
    ],
  ]);
  expect(first).toMatchObject({ IsTruncated: true, NextPartNumberMarker: "2" });
  const rest = await aws.client.send(
    new ListPartsCommand({ ...upload.target, PartNumberMarker: first.NextPartNumberMarker }),
  );
  expect(rest.Parts?.map(({ PartNumber }) => PartNumber)).toEqual([7]);
});

it("lists uploads under way by key and age, in pages and by delimiter", async () => {
  const bucket = await aws.bucket();
  const ids: string[] = [];
  for (const Key of ["x/1", "y", "y", "z"]) {
    const create = new CreateMultipartUploadCommand({ Bucket: bucket, Key });
    ids.push(String((await aws.client.send(create)).UploadId));
  }
  const first = await aws.client.send(
    new ListMultipartUploadsCommand({ Bucket: bucket, MaxUploads: 2, Delimiter: "/" }),
  );
  expect(first.CommonPrefixes).toEqual([{ Prefix: "x/" }]);
  expect(first.Uploads?.map(({ UploadId }) => UploadId)).toEqual([ids[1]]);
  const rest = await aws.client.send(
    new ListMultipartUploadsCommand({
      Bucket: bucket,
      KeyMarker: first.NextKeyMarker,
      UploadIdMarker: first.NextUploadIdMarker,
    }),
  );
  expect(rest.Uploads?.map(({ UploadId }) => UploadId)).toEqual([ids[2], ids[3]]);
});

it("forgets an upload and its parts when it is aborted", async () => {
  const upload = await begin("aborted");
  await upload.part(1, "x");
  await aws.client.send(new AbortMultipartUploadCommand(upload.target));
  await expect(aws.client.send(new ListPartsCommand(upload.target))).rejects.toMatchObject({
    name: "NoSuchUpload",
  });
  await expect(
    aws.client.send(new AbortMultipartUploadCommand(upload.target)),
  ).rejects.toMatchObject({ name: "NoSuchUpload" });
});

import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import * as Objects from "./objects";
import type { FileId } from "./storage.schema";

// The bucket's side of a file that is sent in parts.
// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html

/** A part that has arrived. */
export interface ArrivedPart {
  readonly partNumber: number;
  readonly bytes: number;
  readonly etag: string;
}

/** Begins to receive the bytes of a file in parts. Answers what the bucket calls it. */
export async function begin(fileId: FileId, contentType: string): Promise<string> {
  const { UploadId } = await Objects.client.send(
    new CreateMultipartUploadCommand({ ...where(fileId), ContentType: contentType }),
  );
  if (!UploadId) throw new Error("the bucket began to receive parts without saying as what");
  return UploadId;
}

/** An address that takes one part of exactly so many bytes, as long as it lasts. */
export const addressOfPart = (
  fileId: FileId,
  UploadId: string,
  { partNumber, bytes }: { partNumber: number; bytes: number },
  expiresIn: number,
): Promise<string> =>
  getSignedUrl(
    Objects.client,
    new UploadPartCommand({
      ...where(fileId),
      UploadId,
      PartNumber: partNumber,
      ContentLength: bytes,
    }),
    // The length is signed: the bucket takes no other.
    { expiresIn, signableHeaders: new Set(["host", "content-length"]) },
  );

/** Addresses by which who speaks S3 lists the parts that have arrived, and completes the upload. */
export async function addressesOfAll(fileId: FileId, UploadId: string, expiresIn: number) {
  const all = { ...where(fileId), UploadId };
  const [list, complete] = await Promise.all([
    getSignedUrl(Objects.client, new ListPartsCommand(all), { expiresIn }),
    getSignedUrl(Objects.client, new CompleteMultipartUploadCommand(all), { expiresIn }),
  ]);
  return { list, complete };
}

/** The parts that have arrived, in their order; undefined where they are joined, or given up. */
export async function list(fileId: FileId, UploadId: string): Promise<ArrivedPart[] | undefined> {
  try {
    const { Parts = [] } = await Objects.client.send(
      new ListPartsCommand({ ...where(fileId), UploadId }),
    );
    return Parts.map(({ PartNumber = 0, Size = 0, ETag = "" }) => ({
      ...{ partNumber: PartNumber, bytes: Size, etag: ETag },
    }));
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** Makes one object of all parts. That somebody else did it at the same moment is no matter. */
export async function complete(
  fileId: FileId,
  UploadId: string,
  parts: readonly ArrivedPart[],
): Promise<void> {
  const Parts = parts.map(({ partNumber, etag }) => ({ PartNumber: partNumber, ETag: etag }));
  await unlessGone(() =>
    Objects.client.send(
      new CompleteMultipartUploadCommand({
        ...where(fileId),
        UploadId,
        MultipartUpload: { Parts },
      }),
    ),
  );
}

/** Deletes the parts that arrived, and takes no more. It may be done again. */
export const abort = (fileId: FileId, UploadId: string): Promise<void> =>
  unlessGone(() =>
    Objects.client.send(new AbortMultipartUploadCommand({ ...where(fileId), UploadId })),
  );

/** By its name: a function keeps no class for it. */
const isGone = (error: unknown) => error instanceof Error && error.name === "NoSuchUpload";

const where = (fileId: FileId) => ({ Bucket: Objects.bucket(), Key: Objects.keyOf(fileId) });

async function unlessGone(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

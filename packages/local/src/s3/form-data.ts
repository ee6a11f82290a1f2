import { AwsError } from "../wire/aws-error";
import { readBytes, readText } from "./byte-reader";

/** A browser's form up to its file, whose content is still to be read. */
export interface UploadForm {
  /** By name in lower case, as S3 takes names. */
  readonly fields: ReadonlyMap<string, string>;
  readonly file: {
    /** The name without folders; empty if the browser sent none. */
    readonly name: string;
    readonly type: string | undefined;
    readonly content: AsyncIterable<Buffer>;
  };
}

const MAX_FIELD_BYTES = 20_000;
const CRLF = Buffer.from("\r\n");

/**
 * Reads `multipart/form-data` up to the field `file`; S3 ignores what comes after it.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 */
export async function readForm(
  source: AsyncIterable<Buffer>,
  contentType: string,
): Promise<UploadForm> {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (!/^multipart\/form-data\b/i.test(contentType) || !boundary) {
    throw new AwsError(
      "PreconditionFailed",
      "Bucket POST must be of the enclosure-type multipart/form-data",
      { status: 412 },
    );
  }
  const mark = Buffer.from(`\r\n--${boundary}`);
  const reader = readBytes(source, CRLF); // so that the first boundary looks like the others
  const fields = new Map<string, string>();
  let left = MAX_FIELD_BYTES;
  const text = async (end: Buffer) => {
    const value = await readText(reader.until(end), left, fieldsTooLarge);
    left -= Buffer.byteLength(value);
    return value;
  };
  await text(mark);
  for (;;) {
    if ((await text(CRLF)).startsWith("--")) {
      throw invalidForm("POST requires exactly one file upload per request.");
    }
    const headers: string[] = [];
    for (let line = await text(CRLF); line !== ""; line = await text(CRLF)) headers.push(line);
    const { name, filename, type } = readHeaders(headers);
    if (name === "file") {
      return { fields, file: { name: baseName(filename), type, content: reader.until(mark) } };
    }
    fields.set(name, await text(mark));
  }
}

function readHeaders(headers: readonly string[]) {
  const find = (name: string) =>
    headers.find((line) => line.toLowerCase().startsWith(`${name}:`))?.slice(name.length + 1);
  const disposition = find("content-disposition") ?? "";
  const parameter = (name: string) => {
    const found = new RegExp(`;\\s*${name}="((?:\\\\"|[^"])*)"`, "i").exec(disposition)?.[1];
    return found?.replaceAll("%22", '"').replaceAll("%0D", "\r").replaceAll("%0A", "\n");
  };
  const name = parameter("name");
  if (name === undefined) throw invalidForm("A field of the form has no name.");
  return {
    name: name.toLowerCase(),
    filename: parameter("filename") ?? "",
    type: find("content-type")?.trim(),
  };
}

const baseName = (path: string) => path.split(/[/\\]/).at(-1) ?? "";

function fieldsTooLarge(): AwsError {
  return new AwsError(
    "MaxPostPreDataLengthExceededError",
    "Your POST request fields preceding the upload file were too large.",
  );
}

export function invalidForm(message: string): AwsError {
  return new AwsError("InvalidArgument", message);
}

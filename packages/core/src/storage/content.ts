import { fileTypeFromBuffer } from "file-type";
import type { FileKind } from "./storage.schema";

const UNKNOWN = "application/octet-stream";

/** Names of the same type that are around. */
const ALIASES: Readonly<Record<string, string>> = {
  "image/jpg": "image/jpeg",
  "image/pjpeg": "image/jpeg",
  "image/vnd.microsoft.icon": "image/x-icon",
  "audio/x-wav": "audio/wav",
  "audio/wave": "audio/wav",
  "audio/vnd.wave": "audio/wav",
  "audio/mp3": "audio/mpeg",
  "audio/x-flac": "audio/flac",
  "application/x-pdf": "application/pdf",
  "application/x-zip-compressed": "application/zip",
  "application/x-zip": "application/zip",
  "application/x-gzip": "application/gzip",
  "application/x-rar-compressed": "application/vnd.rar",
  "text/xml": "application/xml",
  "text/x-markdown": "text/markdown",
  "text/rtf": "application/rtf",
};

/** What texts are called that say nothing of themselves. */
const TEXTS: Readonly<Record<string, string>> = {
  md: "text/markdown",
  markdown: "text/markdown",
  csv: "text/csv",
  json: "application/json",
  xml: "application/xml",
  svg: "image/svg+xml",
  html: "text/html",
  htm: "text/html",
  css: "text/css",
  js: "text/javascript",
  ics: "text/calendar",
  vcf: "text/vcard",
};
const TEXT_TYPE =
  /^(text\/.+|image\/svg\+xml|application\/(.+\+)?(json|xml|yaml|x-yaml|toml|javascript|x-javascript|x-sh|sql|rtf|postscript|x-subrip|x-ndjson|typescript))$/;
const MEDIA = /^(audio|video)\/|^application\/(ogg|mp4)$/;
/** What is a zip archive inside, or Microsoft's older container, and is called by what it is used for. */
const ZIPPED =
  /openxmlformats|opendocument|epub|java-archive|android\.package|\+zip$|\/zip$|figma|sketch|iwork|vnd\.apple\./;
const COMPOUND = /msword|ms-excel|ms-powerpoint|ms-outlook|ms-project|visio|x-cfb|x-msi/;
const HEIF = /^image\/hei[cf]/;
const ZIPPED_FOUND = /^application\/(zip|vnd\.openxml|vnd\.oasis|epub|java-archive|x-)/;

/** The media type without its parameters, as it is called here. Empty where nothing was said. */
export function plainType(declared: string): string {
  const bare = declared.split(";")[0]?.trim().toLowerCase() ?? "";
  const type = ALIASES[bare] ?? bare;
  return type === UNKNOWN ? "" : type;
}

export type Judgement =
  | { readonly contentType: string }
  | { readonly mismatch: string; readonly contentType?: never };

interface Said {
  readonly declared: string;
  readonly name: string;
}

/**
 * What a file is by how its bytes begin; or that it is not what it is said to be. Signatures are file-type's. Texts
 * have none: they are what they are said to be, as long as they are text.
 */
export async function judge(said: Said, head: Uint8Array): Promise<Judgement> {
  const declared = plainType(said.declared);
  if (!head.length) return { contentType: TEXT_TYPE.test(declared) ? declared : UNKNOWN };
  const sniffed = await fileTypeFromBuffer(head);
  const found = sniffed && plainType(sniffed.mime);
  if (found) return bySignature(declared, found);
  return isText(head) ? asText(declared, said.name) : asUnknown(declared);
}

function bySignature(declared: string, found: string): Judgement {
  const asDeclared =
    (TEXT_TYPE.test(declared) && TEXT_TYPE.test(found)) ||
    (ZIPPED.test(declared) && found === "application/zip") ||
    (COMPOUND.test(declared) && found === "application/x-cfb");
  if (asDeclared) return { contentType: declared };
  const isFine =
    !isTellable(declared) ||
    declared === found ||
    (MEDIA.test(declared) && MEDIA.test(found)) ||
    (declared === "application/zip" && ZIPPED_FOUND.test(found)) ||
    (HEIF.test(declared) && HEIF.test(found));
  return isFine ? { contentType: found } : { mismatch: found };
}

function asText(declared: string, name: string): Judgement {
  if (TEXT_TYPE.test(declared)) return { contentType: declared };
  const [, extension = ""] = /\.([^.]+)$/.exec(name) ?? [];
  const byName = TEXTS[extension.toLowerCase()] ?? "text/plain";
  // What has a signature of its own, and lacks it, is not that.
  return SIGNED.test(declared) ? { mismatch: "text/plain" } : { contentType: byName };
}

/** Bytes that nothing is known of may be anything but what would have been known. */
function asUnknown(declared: string): Judgement {
  return isTellable(declared) ? { mismatch: UNKNOWN } : { contentType: UNKNOWN };
}

/** Types whose files begin in a way that is known. */
const SIGNED =
  /^image\/(png|jpeg|gif|webp|avif|bmp|tiff|heic|heif|x-icon|jxl)$|^(audio|video)\/(mpeg|mp4|ogg|webm|wav|flac|quicktime|x-matroska|aac)$|^application\/(pdf|zip|gzip|vnd\.rar|x-7z-compressed|msword|vnd\.ms-.+|vnd\.openxml.+|vnd\.oasis.+|epub\+zip)$/;

/** Whether bytes can tell that they are not of this type. */
const isTellable = (declared: string) => SIGNED.test(declared) || TEXT_TYPE.test(declared);

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NO_TEXT = /[\u0000-\u0008\u000E-\u001A\u001C-\u001F]/;

function isText(head: Uint8Array): boolean {
  const [first, second] = head;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  try {
    // As a stream: the sample may end in the middle of a character.
    const text = new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return !NO_TEXT.test(text);
  } catch {
    return isLatin(head);
  }
}

/** Texts of old programs are in one byte a letter, which no decoder refuses: it has no control characters. */
function isLatin(head: Uint8Array): boolean {
  return (
    !NO_TEXT.test(new TextDecoder("latin1").decode(head)) && !head.some((byte) => byte === 127)
  );
}

const DOCUMENT =
  /^text\/|pdf|msword|ms-excel|ms-powerpoint|officedocument|opendocument|rtf|epub|application\/(json|xml)/;
const ARCHIVE = /zip|x-tar|rar|7z|gzip|bzip|x-xz|zstd|lz4|compress|iso9660/;

/** Which drawer a type belongs in. */
export function kindOf(contentType: string): FileKind {
  const [type] = contentType.split("/");
  if (type === "image" || type === "video" || type === "audio") return type;
  if (DOCUMENT.test(contentType)) return "document";
  return ARCHIVE.test(contentType) ? "archive" : "other";
}

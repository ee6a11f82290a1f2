import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { judge, kindOf } from "./content";

const text = (value: string) => new TextEncoder().encode(value);
const PNG = new Uint8Array([
  ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52],
  ...[
    0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0, 0x49, 0x44, 0x41,
    0x54,
  ],
]);
const ZIP = new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 0, 0, ...new Uint8Array(40)]);
const EXE = new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, ...new Uint8Array(60)]);
const GIF_JS = text("GIF89a/*\u0001\u0001*/=alert(1)//");
const PDF = text("%PDF-1.7\n1 0 obj");
const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

describe("what a file is", () => {
  it.each([
    ["a picture that is one", "image/png", "a.png", PNG, "image/png"],
    ["a picture under another name of its type", "image/x-png", "a.png", PNG, "image/png"],
    ["a picture of which nothing is said", "", "a.txt", PNG, "image/png"],
    ["a picture that is said to be any bytes", "application/octet-stream", "a", PNG, "image/png"],
    ["a document that is a zip archive inside", DOCX, "a.docx", ZIP, DOCX],
    ["Markdown, which has no signature", "text/markdown", "a.md", text("# Ärger"), "text/markdown"],
    ["Markdown that no browser knows", "", "README.MD", text("# Hello"), "text/markdown"],
    [
      "a drawing in XML",
      "image/svg+xml",
      "a.svg",
      text("<?xml version='1.0'?><svg/>"),
      "image/svg+xml",
    ],
    [
      "text of an old program",
      "text/plain",
      "a.txt",
      new Uint8Array([0xc4, 0x72, 0x67]),
      "text/plain",
    ],
    ["a script, which is text here", "", "run.sh", text("echo hello\n"), "text/plain"],
    ["an archive", "application/x-gzip", "a.gz", new Uint8Array(gzipSync("a")), "application/gzip"],
    ["nothing", "image/png", "a.png", new Uint8Array(), "application/octet-stream"],
    [
      "bytes that nothing is known of",
      "",
      "a.bin",
      new Uint8Array([0, 1, 2, 3, 250]),
      "application/octet-stream",
    ],
    ["a picture that is also a script", "image/gif", "a.gif", GIF_JS, "image/gif"],
  ])("is told by its bytes: %s", async (_, declared, name, head, contentType) => {
    expect(await judge({ declared, name }, head)).toEqual({ contentType });
  });

  it.each([
    ["a page as a picture", "image/png", text("<!doctype html><script>"), "text/plain"],
    ["a program as a document", "application/pdf", EXE, "application/x-msdownload"],
    ["a program as text", "text/plain", EXE, "application/x-msdownload"],
    ["a picture as text", "text/html", PNG, "image/png"],
    ["a document as a picture", "image/jpeg", PDF, "application/pdf"],
    ["a script that is also a picture, as the script", "text/javascript", GIF_JS, "image/gif"],
    [
      "unknown bytes as a video",
      "video/mp4",
      new Uint8Array([0, 1, 2, 3, 250]),
      "application/octet-stream",
    ],
    [
      "unknown bytes as text",
      "text/csv",
      new Uint8Array([0, 1, 2, 3, 250]),
      "application/octet-stream",
    ],
  ])("is refused where it lies: %s", async (_, declared, head, mismatch) => {
    expect(await judge({ declared, name: "a" }, head)).toEqual({ mismatch });
  });
});

it("has a drawer for every type", () => {
  expect(
    ["image/svg+xml", "video/mp4", "audio/ogg", "text/csv", DOCX, "application/zip", "x/y"].map(
      kindOf,
    ),
  ).toEqual(["image", "video", "audio", "document", "document", "archive", "other"]);
});

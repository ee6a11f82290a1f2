import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitAddresses } from "./addresses";
import { parseMail } from "./mime";
import { decodeWords, parseParameters } from "./mime-header";

const mail = (...lines: string[]) => parseMail(Buffer.from(lines.join("\r\n"), "latin1"));

describe("a header", () => {
  it("is read across folded lines, whatever the case of its name", () => {
    expect(mail("SUBJECT: one", " two", "", "x").subject).toBe("one two");
  });

  it.each([
    ["=?utf-8?Q?Caf=C3=A9_au_lait?=", "Café au lait"],
    ["=?ISO-8859-1?q?Gr=FC=DFe?=", "Grüße"],
    ["=?utf-8?B?4pyT?= done", "✓ done"],
    ["=?utf-8?B?8J+Y?= =?utf-8?B?gCE=?=", "😀!"], // one character split over two words
    ["=?utf-8?Q?a?= =?iso-8859-1?Q?=E9?= b", "aé b"],
    ["=?x-unknown?Q?=E9?=", "é"],
    ["plain = ? text", "plain = ? text"],
  ])("decodes %s", (encoded, decoded) => {
    expect(decodeWords(encoded)).toBe(decoded);
  });

  it("round-trips any text in encoded words", async () => {
    await fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (text) => {
        const word = `=?utf-8?B?${Buffer.from(text.toWellFormed()).toString("base64")}?=`;
        // a leading byte order mark is no text
        expect(decodeWords(word)).toBe(text.toWellFormed().replace(/^\uFEFF/, ""));
      }),
    );
  });

  it.each([
    ['attachment; filename="a; b.txt"', "a; b.txt"],
    ["attachment; filename*=UTF-8''%E2%82%AC%20rates.pdf", "€ rates.pdf"],
    ['attachment; filename*0="long-"; filename*1=name.txt', "long-name.txt"],
    ["attachment; filename*0*=utf-8''%C3%A4; filename*1=b.txt", "äb.txt"],
    ['attachment; filename="=?utf-8?Q?=C3=A9.txt?="', "é.txt"],
    ['attachment; filename="say \\"hi\\".txt"', 'say "hi".txt'],
  ])("reads the file name in %s", (header, name) => {
    expect(parseParameters(header).parameters.filename).toBe(name);
  });

  it("splits addresses at commas, but not at those in names", () => {
    expect(splitAddresses('"Doe, Jane" <jane@example.org>, (a, b) x@example.org,')).toEqual([
      '"Doe, Jane" <jane@example.org>',
      "(a, b) x@example.org",
    ]);
  });
});

describe("a message", () => {
  it("of one part is decoded from its transfer encoding and charset", () => {
    const quoted = mail(
      "Content-Type: text/plain; charset=iso-8859-1",
      "Content-Transfer-Encoding: quoted-printable",
      "",
      "Gr=FC=DFe, long =  ",
      "line",
    );
    expect(quoted.text).toBe("Grüße, long line");
    const base64 = mail(
      "Content-Type: text/html; charset=utf-8",
      "Content-Transfer-Encoding: BASE64",
      "",
      "PHA+4p",
      "yTPC9wPg==",
    );
    expect(base64.html).toBe("<p>✓</p>");
    expect(parseMail(Buffer.from("Subject: x\n\n8 bit: é")).text).toBe("8 bit: é");
  });

  it("of many parts gives text, HTML and attachments", () => {
    const parsed = mail(
      'Content-Type: multipart/mixed; boundary="outer"',
      "",
      "This is a message in MIME.",
      "--outer",
      "Content-Type: multipart/alternative; boundary=in+ner",
      "",
      "--in+ner",
      "Content-Type: text/plain",
      "",
      "plain",
      "--in+ner",
      "Content-Type: text/html",
      "",
      "<b>html</b>",
      "--in+ner--",
      "--outer",
      "Content-Type: application/pdf; name=bill.pdf",
      "Content-Transfer-Encoding: base64",
      "Content-Disposition: attachment",
      "",
      "JVBERg==",
      "--outer",
      'Content-Type: text/plain; name="notes.txt"',
      "",
      "not the body",
      "--outer--",
      "after the end",
    );
    expect([parsed.text, parsed.html]).toEqual(["plain", "<b>html</b>"]);
    expect(
      parsed.attachments.map((one) => [one.fileName, one.contentType, `${one.content}`]),
    ).toEqual([
      ["bill.pdf", "application/pdf", "%PDF"],
      ["notes.txt", "text/plain", "not the body"],
    ]);
  });

  it("keeps the bytes of a binary attachment", () => {
    const bytes = Buffer.from([...Array(256).keys()]);
    const head =
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: image/png\r\n\r\n";
    const raw = Buffer.concat([Buffer.from(head), bytes, Buffer.from("\r\n--b--\r\n")]);
    expect(parseMail(raw).attachments[0]?.content).toEqual(bytes);
  });

  it("may end without its last boundary, and its parts may have no headers", () => {
    const parsed = mail(
      "Content-Type: multipart/mixed; boundary=b",
      "",
      "--b",
      "",
      "first",
      "--b",
      "",
      "second",
    );
    expect(parsed.text).toBe("first\nsecond");
  });

  it("is never too strange to be read", async () => {
    await fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const head = Buffer.from("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n");
        parseMail(Buffer.from(bytes));
        parseMail(Buffer.concat([head, bytes]));
      }),
    );
  });
});

/** Mail headers. Sources: RFC 5322 (folding), RFC 2047 (encoded words), RFC 2231 (parameters). */

export interface MailHeader {
  readonly name: string;
  readonly value: string;
}

/** Splits a message or part at its first empty line. */
export function splitMessage(message: Buffer): { headers: MailHeader[]; body: Buffer } {
  if (/^\r?\n/.test(message.subarray(0, 2).toString("latin1"))) {
    return { headers: [], body: message.subarray(message[0] === 13 ? 2 : 1) };
  }
  const crlf = message.indexOf("\r\n\r\n");
  const lf = message.indexOf("\n\n");
  const useLf = lf >= 0 && (crlf < 0 || lf < crlf);
  const end = useLf ? lf : crlf;
  const head = end < 0 ? message : message.subarray(0, end);
  const body = end < 0 ? Buffer.alloc(0) : message.subarray(end + (useLf ? 2 : 4));
  return { headers: parseHeaders(decodeBytes(head, "utf-8")), body };
}

function parseHeaders(head: string): MailHeader[] {
  return head
    .replace(/\r?\n(?=[ \t])/g, "")
    .split(/\r?\n/)
    .flatMap((line) => {
      const colon = line.indexOf(":");
      if (colon < 1) return [];
      return [{ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }];
    });
}

/** The raw value of the first header of this name, whatever its case. */
export function headerOf(headers: readonly MailHeader[], name: string): string | undefined {
  return headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value;
}

const ENCODED_WORD = /=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bq])\?([^?\s]*)\?=/gi;

/** Decodes `=?utf-8?Q?…?=` words. White space between two of them is dropped; a character may span both. */
export function decodeWords(value: string): string {
  const joined = value.replace(/(\?=)\s+(?==\?[^?\s]+\?[bq]\?)/gi, "$1");
  return joined.replace(/(?:=\?[^?\s]+\?[bq]\?[^?\s]*\?=)+/gi, (run) => {
    const words = [...run.matchAll(ENCODED_WORD)].map(
      ([, charset = "", encoding = "", text = ""]) => ({
        charset: charset.toLowerCase(),
        bytes: /b/i.test(encoding) ? Buffer.from(text, "base64") : quotedWord(text),
      }),
    );
    let decoded = "";
    for (let first = 0; first < words.length; ) {
      const { charset = "" } = words[first] ?? {};
      let next = first;
      while (words[next]?.charset === charset) next++;
      decoded += decodeBytes(
        Buffer.concat(words.slice(first, next).map(({ bytes }) => bytes)),
        charset,
      );
      first = next;
    }
    return decoded;
  });
}

const quotedWord = (text: string) =>
  Buffer.from(
    text
      .replaceAll("_", " ")
      .replace(/=([0-9a-f]{2})/gi, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      ),
    "latin1",
  );

/** Text in a charset by its mail name; an unknown one is read as Latin-1, which loses nothing. */
export function decodeBytes(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset.trim() || "utf-8").decode(bytes);
  } catch (error) {
    if (error instanceof RangeError) return Buffer.from(bytes).toString("latin1");
    throw error;
  }
}

export interface ParameterizedHeader {
  /** In lower case, such as `text/html`. */
  readonly value: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Parses `type/subtype; name=value`, quoted, continued (`name*0`) and encoded (`name*`) values too. */
export function parseParameters(header: string): ParameterizedHeader {
  const [value = "", ...rest] = header.match(/(?:"(?:\\.|[^"\\])*"|[^;"])+/g) ?? [];
  const pieces = new Map<string, { index: number; encoded: boolean; text: string }[]>();
  for (const part of rest) {
    const equals = part.indexOf("=");
    if (equals < 0) continue;
    const match = /^([^*\s]+)(?:\*(\d+))?(\*)?$/.exec(part.slice(0, equals).trim());
    if (!match) continue;
    const [, name = "", index = "0", star] = match;
    const text = unquote(part.slice(equals + 1).trim());
    const known = pieces.get(name.toLowerCase()) ?? [];
    pieces.set(name.toLowerCase(), [
      ...known,
      { index: Number(index), encoded: Boolean(star), text },
    ]);
  }
  const parameters = [...pieces].map(([name, parts]) => [name, joinPieces(parts)] as const);
  return { value: value.trim().toLowerCase(), parameters: Object.fromEntries(parameters) };
}

const unquote = (text: string) =>
  text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, "$1") : text;

function joinPieces(parts: { index: number; encoded: boolean; text: string }[]): string {
  const sorted = parts.toSorted((a, b) => a.index - b.index);
  if (!sorted.some(({ encoded }) => encoded)) {
    return decodeWords(sorted.map(({ text }) => text).join(""));
  }
  const charset = /^([^']*)'[^']*'/.exec(sorted[0]?.text ?? "")?.[1] ?? "utf-8";
  const bytes = sorted.map(({ text, encoded }, index) => {
    const bare = index === 0 ? text.replace(/^[^']*'[^']*'/, "") : text;
    return encoded ? percentDecoded(bare) : Buffer.from(bare);
  });
  return decodeBytes(Buffer.concat(bytes), charset);
}

const percentDecoded = (text: string) =>
  Buffer.from(
    text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
    "latin1",
  );

import { createHash } from "node:crypto";

/** A message attribute as it is on the wire: `BinaryValue` is base64. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** A stored message. Times are milliseconds since 1970. */
export type MessageRow = {
  sequence: number;
  id: string;
  queue: string;
  groupId: string | null;
  deduplicationId: string | null;
  sentAt: number;
  /** When it can be received: in the past for a visible message, else the end of a delay or a delivery. */
  visibleAt: number;
  /** Deliveries from this queue; those from the queue it died in are `earlierReceives`. */
  receives: number;
  earlierReceives: number;
  firstReceivedAt: number | null;
  /** The secret of the latest delivery; null when it was not delivered from this queue yet. */
  receipt: string | null;
  /** The queue it died in. */
  source: string | null;
  /** 1 for a second delivery made up by the chaos switch. */
  isCopy: 0 | 1;
  /** The X-Ray trace header. */
  trace: string | null;
  /** `MessageAttributes` as JSON. */
  attributes: string | null;
  body: string;
};

export const attributesOf = ({ attributes }: MessageRow): MessageAttributes =>
  attributes === null ? {} : (JSON.parse(attributes) as MessageAttributes);

/** The sequence number of a FIFO message: 20 digits that grow with every message. */
export const sequenceNumber = (sequence: number): string =>
  `1${String(sequence).padStart(19, "0")}`;

export const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

/**
 * The MD5 of message attributes. Source: "Calculating the MD5 message digest for message attributes" in
 * the SQS developer guide.
 */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash("md5");
  const write = (part: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    hash.update(length).update(part);
  };
  for (const name of names) {
    const { DataType = "", StringValue = "", BinaryValue } = attributes[name] ?? { DataType: "" };
    write(Buffer.from(name));
    write(Buffer.from(DataType));
    hash.update(Buffer.of(BinaryValue === undefined ? 1 : 2));
    write(
      BinaryValue === undefined ? Buffer.from(StringValue) : Buffer.from(BinaryValue, "base64"),
    );
  }
  return hash.digest("hex");
}

/** What counts towards the size limit: the body and the names, types and values of its attributes. */
export function sizeInBytes(body: string, attributes: MessageAttributes = {}): number {
  let size = Buffer.byteLength(body);
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    size += Buffer.byteLength(name) + Buffer.byteLength(DataType ?? "");
    size += Buffer.byteLength(StringValue ?? "") + Buffer.byteLength(BinaryValue ?? "", "base64");
  }
  return size;
}

import { createHash } from "node:crypto";
import type { _Record, StreamRecord } from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBRecord } from "aws-lambda";
import { itemToJson } from "../dynamodb/attribute-json";
import { ACCOUNT, REGION } from "../wire/arn";

/** A record of a stream as Lambda delivers it, whose place in the stream is known. */
export interface PlacedRecord {
  readonly sequenceNumber: string;
  /** When the change was made, in milliseconds since 1970. */
  readonly time: number;
  readonly event: DynamoDBRecord;
}

/**
 * The SDK's record in the form a handler receives: JSON, so binary is base64 and a time a number of
 * seconds. Source: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export function placedRecord(record: _Record, streamArn: string): PlacedRecord {
  const { dynamodb = {}, userIdentity } = record;
  const sequenceNumber = dynamodb.SequenceNumber ?? "0";
  const time = timeOf(record);
  return {
    sequenceNumber,
    time,
    event: {
      eventID: createHash("md5").update(`${streamArn} ${sequenceNumber}`).digest("hex"),
      ...(record.eventName && { eventName: record.eventName }),
      eventVersion: record.eventVersion ?? "1.1",
      eventSource: "aws:dynamodb",
      awsRegion: REGION,
      dynamodb: {
        ApproximateCreationDateTime: time / 1000,
        ...images(dynamodb),
        SequenceNumber: sequenceNumber,
        SizeBytes: dynamodb.SizeBytes ?? 0,
        StreamViewType: dynamodb.StreamViewType ?? "NEW_AND_OLD_IMAGES",
      },
      eventSourceARN: publicArn(streamArn),
      ...(userIdentity && {
        userIdentity: { type: userIdentity.Type, principalId: userIdentity.PrincipalId },
      }),
    },
  };
}

/** When the change was made, in milliseconds since 1970. */
export function timeOf({ dynamodb }: _Record): number {
  return dynamodb?.ApproximateCreationDateTime?.getTime() ?? Date.now();
}

function images({ Keys, NewImage, OldImage }: StreamRecord) {
  return {
    ...(Keys && { Keys: itemToJson(Keys) }),
    ...(NewImage && { NewImage: itemToJson(NewImage) }),
    ...(OldImage && { OldImage: itemToJson(OldImage) }),
  };
}

/** The engines put their own region into a stream's ARN; handlers see the laptop cloud's. */
export function publicArn(streamArn: string): string {
  return streamArn.replace(
    /^arn:aws:dynamodb:[^:]*:[^:]*:/,
    `arn:aws:dynamodb:${REGION}:${ACCOUNT}:`,
  );
}

/** The table in a stream's ARN, which ends in `table/<name>/stream/<label>`. */
export function tableOfStream(streamArn: string): string {
  return streamArn.split("/")[1] ?? streamArn;
}

import { listAudit } from "@faibric/core/audit/audit.contract";
import { listSessions, signUp } from "@faibric/core/auth/auth.contract";
import { createId } from "@faibric/core/platform/id";
import { defineManifest } from "@faibric/functions/platform/manifest.schema";
import { beforeEach, describe, expect, it } from "vitest";
import { planOf } from "../cloud/plan";
import { logTo } from "../wire/log";
import { keyOfFunction, keyOfSession } from "./access-key";
import { callOf, type SentRequest } from "./call";
import { createJudge } from "./judge";
import { laptopEstate } from "./laptop-estate";

const manifests = [
  defineManifest({
    capability: "shop",
    operations: { listAudit, listSessions, signUp },
    queues: { packGoods: { fifo: true }, shipGoods: {} },
    pipelines: {
      ordering: {
        steps: ["takeOrder"],
        definition: { StartAt: "take", States: { take: { Type: "Succeed" } } },
      },
    },
    grants: {
      signUp: ["table:write"],
      listSessions: ["table:read"],
      listAudit: ["table:read"],
      packGoods: [
        ...(["table:read", "bucket:goods/packed:write", "kms:labels:seal", "mail:send"] as const),
        ...(["queue:shipGoods", "pipeline:ordering", "secret:label-key:create"] as const),
        ...(["live:push", "sites:host", "logs:read", "events:publish"] as const),
      ],
      shipGoods: ["session:read"],
      takeOrder: [],
    },
  }),
];
const judge = createJudge(manifests, laptopEstate(planOf(manifests)));
const mine = createId("tnt");
const theirs = createId("tnt");
beforeEach(() => logTo(() => undefined));

interface Sent extends Partial<SentRequest> {
  readonly target?: string;
  readonly json?: object;
}

/** What the judge says to a call of a service, signed with a key. */
function said(keyId: string, service: string, sent: Sent): string | undefined {
  const { target, json, method = "POST", path = "/", headers = {}, ...rest } = sent;
  const call = callOf({
    ...{ method, path, ...rest },
    ...(json ? { body: JSON.stringify(json) } : {}),
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${keyId}/20261129/eu-central-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      ...(target ? { "x-amz-target": target } : {}),
      ...headers,
    },
  });
  if (!call) throw new Error("not signed");
  return judge.refusalOf(call)?.message;
}
const of = keyOfFunction;
const key = (pk: string) => ({ pk: { S: pk }, sk: { S: "x" } });
const dynamo = (keyId: string, operation: string, json: object) =>
  said(keyId, "dynamodb", { target: `DynamoDB_20120810.${operation}`, json });
const pack = of("shop-pack-goods");

describe("a function", () => {
  it("that reads may read, and is told what is missing when it writes", () => {
    expect(dynamo(pack, "GetItem", { Key: key(`${mine}#a`) })).toBeUndefined();
    expect(dynamo(pack, "PutItem", { Item: key(`${mine}#a`) })).toBe(
      "User: arn:aws:sts::000000000000:assumed-role/shop-pack-goods/shop-pack-goods is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:eu-central-1:000000000000:table/faibric because no identity-based policy allows the dynamodb:PutItem action",
    );
    expect(judge.refused).toContain(
      "shop-pack-goods: dynamodb:PutItem on arn:aws:dynamodb:eu-central-1:000000000000:table/faibric",
    );
  });

  it("is judged by each part of a transaction", () => {
    const check = { ConditionCheck: { Key: key(`${mine}#a`) } };
    const put = { Put: { Item: key(`${mine}#a`) } };
    expect(dynamo(pack, "TransactWriteItems", { TransactItems: [check] })).toBeUndefined();
    expect(dynamo(pack, "TransactWriteItems", { TransactItems: [check, put] })).toMatch(/PutItem/);
    const writer = of("shop-sign-up");
    expect(dynamo(writer, "TransactWriteItems", { TransactItems: [check, put] })).toBeUndefined();
  });

  it("that reads may count requests and tell the audit log, by their keys, and change nothing else", () => {
    const reader = of("shop-list-sessions");
    const update = (pk: string) => dynamo(reader, "UpdateItem", { Key: key(pk) });
    expect(update(`${mine}#platform.throttle`)).toBeUndefined();
    expect(update("directory#rate.public#1#platform.throttle")).toBeUndefined();
    expect(update(`${mine}#auth.account`)).toMatch(/UpdateItem/);
    expect(update("")).toMatch(/UpdateItem/);
    const record = `${mine}#platform.audit-outbox#3`;
    expect(dynamo(reader, "PutItem", { Item: key(record) })).toBeUndefined();
    expect(dynamo(reader, "PutItem", { Item: key(`${mine}#auth.account`) })).toMatch(/PutItem/);
  });

  it("that lists in pages may make the key of cursors, and nothing else of the platform's", () => {
    const lists = of("shop-list-audit");
    const make = (pk: string) => dynamo(lists, "PutItem", { Item: key(pk) });
    expect(make("directory#secrets#cursor")).toBeUndefined();
    expect(make("directory#secrets#cursor-2")).toMatch(/PutItem/);
    expect(make("directory#account-email#x")).toMatch(/PutItem/);
    const other = of("shop-list-sessions");
    expect(dynamo(other, "PutItem", { Item: key("directory#secrets#cursor") })).toMatch(/PutItem/);
  });

  it("scans nothing, whatever it is granted", () => {
    expect(dynamo(of("shop-sign-up"), "Scan", {})).toMatch(/dynamodb:Scan/);
    expect(dynamo(of("shop-sign-up"), "ExecuteStatement", {})).toMatch(/ExecuteStatement/);
  });

  it("reaches the objects of its prefix, tags them and lists nothing", () => {
    const object = (method: string, path: string, more: Sent = {}) =>
      said(pack, "s3", { method, path: `/faibric-files/${path}`, ...more });
    const own = `tenant_${mine}/goods/packed/a%20b.txt`;
    expect(object("GET", own)).toBeUndefined();
    expect(object("PUT", own, { headers: { "x-amz-tagging": "a=b" } })).toBeUndefined();
    expect(object("GET", `tenant_${mine}/goods/sold/x`)).toMatch(/s3:GetObject/);
    expect(object("GET", own, { query: { versionId: "1" } })).toMatch(/s3:GetObjectVersion/);
    const from = { "x-amz-copy-source": `faibric-files/tenant_${theirs}/secret` };
    expect(object("PUT", own, { headers: from })).toMatch(/GetObject on resource: .*secret/);
    expect(object("GET", "", { query: { "list-type": "2" } })).toMatch(/s3:ListBucket/);
  });

  it("seals for its purpose, and does not open", () => {
    const kms = (operation: string, purpose: string) =>
      said(pack, "kms", {
        target: `TrentService.${operation}`,
        json: { KeyId: "alias/faibric", EncryptionContext: { purpose } },
      });
    expect(kms("GenerateDataKey", "labels")).toBeUndefined();
    expect(kms("GenerateDataKey", "tenant-secret")).toMatch(/kms:GenerateDataKey/);
    expect(kms("Decrypt", "labels")).toMatch(/kms:Decrypt/);
  });

  const machine = (name: string) => `arn:aws:states:eu-central-1:000000000000:stateMachine:${name}`;
  it.each<[string, string, Sent, Sent]>([
    [
      "sends to the queues it is granted",
      "sqs",
      { target: "AmazonSQS.SendMessageBatch", json: { QueueUrl: "http://x/0/shop-ship-goods" } },
      { target: "AmazonSQS.SendMessage", json: { QueueUrl: "http://x/0/shop-pack-goods.fifo" } },
    ],
    [
      "starts its pipeline",
      "states",
      { target: "AWSStepFunctions.StartExecution", json: { stateMachineArn: machine("ordering") } },
      { target: "AWSStepFunctions.StopExecution", json: { stateMachineArn: machine("ordering") } },
    ],
    [
      "reads and makes its secret",
      "secretsmanager",
      { target: "secretsmanager.CreateSecret", json: { Name: "faibric/local/label-key" } },
      { target: "secretsmanager.GetSecretValue", json: { SecretId: "faibric/local/edge-secret" } },
    ],
    [
      "publishes on the bus of ours",
      "events",
      { target: "AWSEvents.PutEvents", json: { Entries: [{ EventBusName: "faibric" }] } },
      { target: "AWSEvents.PutEvents", json: { Entries: [{}] } },
    ],
    [
      "sends mail, and makes no identity",
      "ses",
      { path: "/v2/email/outbound-emails", json: { FromEmailAddress: "A <a@faibric.example>" } },
      { path: "/v2/email/identities", json: { EmailIdentity: "a@faibric.example" } },
    ],
    [
      "looks through the stage's logs",
      "logs",
      { target: "Logs_20140328.FilterLogEvents", json: { logGroupName: "/aws/lambda/a" } },
      { target: "Logs_20140328.FilterLogEvents", json: { logGroupName: "/aws/rds/a" } },
    ],
    [
      "sends to live connections, and reads nothing about them",
      "execute-api",
      { path: "/%40connections/abc%3D" },
      { path: "/%40connections/abc%3D", method: "GET" },
    ],
    [
      "has CloudFront serve domains, and changes no distribution",
      "cloudfront",
      { path: "/2020-05-31/distribution-tenant" },
      { path: "/2020-05-31/distribution/E1/config", method: "PUT" },
    ],
    [
      "calls no service that nothing is granted of",
      "dynamodb",
      { target: "DynamoDB_20120810.GetItem", json: { Key: key("a") } },
      { target: "DynamoDB_20120810.DescribeTable", json: {} },
    ],
  ])("%s", (_, service, allowed, refused) => {
    expect(said(pack, service, allowed)).toBeUndefined();
    expect(said(pack, service, refused)).toMatch(/is not authorized to perform/);
    expect(said(of("shop-take-order"), service, allowed)).toMatch(/is not authorized to perform/);
  });

  it("begins a session in one tenant, and in nothing else", () => {
    const assume = (role: string, tag: string) =>
      said(of("shop-ship-goods"), "sts", {
        body: new URLSearchParams({
          Action: "AssumeRole",
          RoleArn: `arn:aws:iam::000000000000:role/${role}`,
          ...(tag ? { "Tags.member.1.Key": "tenantId", "Tags.member.1.Value": tag } : {}),
        }).toString(),
      });
    expect(assume("tenant-reader", mine)).toBeUndefined();
    expect(assume("tenant-reader", "*")).toMatch(/sts:/);
    expect(assume("tenant-reader", "")).toMatch(/sts:AssumeRole/);
    expect(assume("tenant-eraser", mine)).toMatch(/tenant-eraser/);
  });

  it("that nobody has declared may do nothing; the operator may do everything", () => {
    expect(dynamo(of("nobody"), "GetItem", { Key: key("a") })).toMatch(/nobody/);
    expect(dynamo("local", "Scan", {})).toBeUndefined();
  });
});

describe("a session that is tagged with a tenant", () => {
  const session = keyOfSession("tenant-reader", mine);
  const query = (keyId: string, pk: string) =>
    dynamo(keyId, "Query", {
      KeyConditionExpression: "#pk = :pk and begins_with(#sk, :sk)",
      ExpressionAttributeNames: { "#pk": "pk", "#sk": "sk" },
      ExpressionAttributeValues: { ":pk": { S: pk }, ":sk": { S: "a" } },
    });

  it("reads that tenant's items and objects, and no other's", () => {
    expect(query(session, `${mine}#a`)).toBeUndefined();
    expect(query(session, `${theirs}#a`)).toMatch(/dynamodb:Query/);
    expect(query(keyOfSession("tenant-reader", ""), `${mine}#a`)).toMatch(/dynamodb:Query/);
    const get = (tenantId: string) =>
      said(session, "s3", { method: "GET", path: `/faibric-files/tenant_${tenantId}/a/b` });
    expect(get(mine)).toBeUndefined();
    expect(get(theirs)).toMatch(/s3:GetObject/);
    const list = (prefix: string) =>
      said(session, "s3", {
        method: "GET",
        path: "/faibric-files",
        query: { versions: "", prefix },
      });
    expect(list(`tenant_${mine}/`)).toBeUndefined();
    expect(list(`tenant_${theirs}/`)).toMatch(/s3:ListBucketVersions/);
  });

  it("deletes only where it is one that erases, and each object for itself", () => {
    const erase = (role: string, ...keys: string[]) =>
      said(keyOfSession(role, mine), "s3", {
        path: "/faibric-files",
        query: { delete: "" },
        body: `<Delete>${keys.map((one) => `<Object><Key>${one}</Key><VersionId>1</VersionId></Object>`).join("")}</Delete>`,
      });
    expect(erase("tenant-eraser", `tenant_${mine}/a&amp;b`)).toBeUndefined();
    expect(erase("tenant-eraser", `tenant_${mine}/a`, `tenant_${theirs}/a`)).toMatch(theirs);
    expect(erase("tenant-reader", `tenant_${mine}/files/a`)).toMatch(/DeleteObjectVersion/);
    const write = { RequestItems: { faibric: [{ DeleteRequest: { Key: key(`${mine}#a`) } }] } };
    expect(dynamo(session, "BatchWriteItem", write)).toMatch(/BatchWriteItem/);
    expect(dynamo(keyOfSession("tenant-eraser", mine), "BatchWriteItem", write)).toBeUndefined();
  });
});

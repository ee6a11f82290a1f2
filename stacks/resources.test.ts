import { TABLE } from "@faibric/core/platform/table.schema";
import { describe, expect, it } from "vitest";
import config from "../sst.config";
import { synthesizeApps } from "./testing/apps";
import { pointedTo } from "./testing/read-template";
import { type Resource, synthesize } from "./testing/synthesize";

const apps = await synthesizeApps();

describe.each(apps)("$name", ({ synthesized }) => {
  const { of, stacks } = synthesized;
  const all = Object.values(stacks).flat();

  it("runs every function on Node 24 and arm64, traced, with a log that is kept for a month", () => {
    for (const { Properties, id } of of("AWS::Lambda::Function")) {
      expect(Properties, id).toMatchObject({
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        TracingConfig: { Mode: "Active" },
      });
      const log = pointedTo(all, Properties.LoggingConfig.LogGroup);
      expect(log?.Properties, id).toEqual({
        LogGroupName: `/aws/lambda/${Properties.FunctionName}`,
        RetentionInDays: 30,
      });
    }
    for (const { Properties } of of("AWS::Logs::LogGroup")) {
      expect(Properties.RetentionInDays).toBe(30);
    }
  });

  it("gives each queue dead letters that are kept for 14 days, and someone who is told", () => {
    const queues = of("AWS::SQS::Queue");
    const watched = of("AWS::CloudWatch::Alarm").map(
      ({ Properties }) => pointedTo(all, Properties.Dimensions)?.id,
    );
    for (const { id, Properties } of queues) {
      expect(Properties.SqsManagedSseEnabled, id).toBe(true);
      if (Properties.QueueName.includes("dead-letters")) {
        expect(watched, id).toContain(id);
        expect(Properties.MessageRetentionPeriod, id).toBe(14 * 24 * 3600);
        continue;
      }
      const { maxReceiveCount, deadLetterTargetArn } = Properties.RedrivePolicy;
      const deadLetters = pointedTo(queues, deadLetterTargetArn);
      expect(maxReceiveCount, id).toBe(5);
      expect(deadLetters?.Properties.QueueName, id).toContain("dead-letters");
      expect(deadLetters?.Properties.FifoQueue, id).toBe(Properties.FifoQueue);
      expect(Properties.VisibilityTimeout, id).toBe(6 * timeoutOfReader(all, id));
    }
  });

  it("traces each pipeline and logs its errors", () => {
    for (const { Properties } of of("AWS::StepFunctions::StateMachine")) {
      expect(Properties.TracingConfiguration).toEqual({ Enabled: true });
      expect(Properties.LoggingConfiguration.Level).toBe("ERROR");
    }
  });
});

/** In seconds, of the function that reads a queue. */
function timeoutOfReader(all: readonly Resource[], queueId: string): number {
  const mapping = all.find(
    ({ Type, Properties }) =>
      Type === "AWS::Lambda::EventSourceMapping" &&
      pointedTo(all, Properties.EventSourceArn)?.id === queueId,
  );
  return pointedTo(all, mapping?.Properties.FunctionName)?.Properties.Timeout;
}

describe("the platform", () => {
  const [product = apps[0]] = apps;
  const of = (type: string) => product?.synthesized.of(type) ?? [];
  const ofFiles = (type: string) => product?.synthesized.of(type, "Files") ?? [];

  it("has the table that the laptop cloud makes, with a stream, recovery and encryption", () => {
    const [table] = of("AWS::DynamoDB::Table");
    expect(table?.Properties).toMatchObject({
      BillingMode: "PAY_PER_REQUEST",
      StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
      TimeToLiveSpecification: { AttributeName: TABLE.timeToLive, Enabled: true },
      KeySchema: [
        { AttributeName: TABLE.partitionKey, KeyType: "HASH" },
        { AttributeName: TABLE.sortKey, KeyType: "RANGE" },
      ],
      GlobalSecondaryIndexes: TABLE.indexes.map((index) => ({
        IndexName: index,
        Projection: { ProjectionType: "ALL" },
        KeySchema: [
          { AttributeName: `${index}pk`, KeyType: "HASH" },
          { AttributeName: `${index}sk`, KeyType: "RANGE" },
        ],
      })),
    });
  });

  it("protects the table of production against being deleted", async () => {
    const production = await synthesize((app) => config.stacks(app), "production");
    const [table] = production.of("AWS::DynamoDB::Table");
    expect(table).toMatchObject({
      DeletionPolicy: "Retain",
      Properties: { DeletionProtectionEnabled: true, TableName: "production-faibric" },
    });
    expect(of("AWS::DynamoDB::Table")[0]?.Properties.DeletionProtectionEnabled).toBe(false);
  });

  it("relays new outbox items only, and goes on from the first that failed", () => {
    const [mapping] = product?.synthesized.of("AWS::Lambda::EventSourceMapping", "Outbox") ?? [];
    expect(mapping?.Properties).toMatchObject({
      StartingPosition: "TRIM_HORIZON",
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      BisectBatchOnFunctionError: true,
      DestinationConfig: { OnFailure: { Destination: expect.anything() } },
    });
    const filter = JSON.parse(mapping?.Properties.FilterCriteria.Filters[0].Pattern);
    expect(filter).toEqual({
      eventName: ["INSERT"],
      dynamodb: { NewImage: { __edb_e__: { S: ["outbox", "audit-outbox"] } } },
    });
  });

  it("keeps the files private, encrypted and versioned, and clears up abandoned uploads", () => {
    const [bucket] = of("AWS::S3::Bucket");
    expect(bucket?.Properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: "Enabled" },
      LifecycleConfiguration: {
        Rules: [
          { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
          {
            NoncurrentVersionExpiration: { NoncurrentDays: 1 },
            TagFilters: [{ Key: "versions", Value: "short" }],
          },
        ],
      },
    });
    expect(bucket?.Properties.BucketEncryption).toBeDefined();
    // Whoever has a signature may use it from any page: no cookie means anything there.
    expect(bucket?.Properties.CorsConfiguration.CorsRules).toMatchObject([
      { AllowedOrigins: ["*"], AllowedMethods: ["GET", "HEAD", "POST", "PUT"] },
    ]);
    expect(bucket?.Properties.NotificationConfiguration).toEqual({
      EventBridgeConfiguration: { EventBridgeEnabled: true },
    });
    const [policy] = of("AWS::S3::BucketPolicy");
    expect(JSON.stringify(policy?.Properties)).toContain('"aws:SecureTransport":"false"');
  });

  it("gives tenants' files an origin of their own, which keeps nothing and lets nothing run", () => {
    const [distribution] = ofFiles("AWS::CloudFront::Distribution");
    const { DefaultCacheBehavior: behavior, Origins } =
      distribution?.Properties.DistributionConfig ?? {};
    expect(Origins).toHaveLength(1);
    // It has no rights in the bucket: each request is signed.
    expect(Origins[0].OriginAccessControlId).toBeUndefined();
    expect(Origins[0].CustomOriginConfig.OriginProtocolPolicy).toBe("https-only");
    expect(behavior.ViewerProtocolPolicy).toBe("https-only");
    // CloudFront's own policies: caching is disabled, and all but the host is handed on.
    expect(behavior.CachePolicyId).toBe("4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
    expect(behavior.OriginRequestPolicyId).toBe("b689b0a8-53d0-40ab-baf2-68738e2966ac");
    const [policy] = ofFiles("AWS::CloudFront::ResponseHeadersPolicy");
    const headers = policy?.Properties.ResponseHeadersPolicyConfig;
    expect(headers.SecurityHeadersConfig).toMatchObject({
      ContentSecurityPolicy: {
        ContentSecurityPolicy: expect.stringMatching(/^sandbox; default-src 'none'/),
        Override: true,
      },
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: "DENY", Override: true },
    });
    expect(headers.CustomHeadersConfig.Items).toContainEqual({
      Header: "cross-origin-resource-policy",
      Value: "cross-origin",
      Override: true,
    });
  });

  it("lets the gateway allow no origin anything", () => {
    const apis = of("AWS::ApiGatewayV2::Api");
    expect(apis).not.toHaveLength(0);
    for (const { Properties } of apis) expect(Properties.CorsConfiguration).toBeUndefined();
  });

  it("raises alarms for 5xx, throttling and late events", () => {
    const metrics = of("AWS::CloudWatch::Alarm").map(
      ({ Properties }) => `${Properties.Namespace}/${Properties.MetricName}`,
    );
    expect(metrics).toEqual(
      expect.arrayContaining([
        "AWS/ApiGateway/5xx",
        "AWS/Lambda/Throttles",
        "AWS/DynamoDB/ReadThrottleEvents",
        "AWS/DynamoDB/WriteThrottleEvents",
        "Faibric/OutboxAge",
        "AWS/Lambda/IteratorAge",
        "AWS/States/ExecutionsFailed",
      ]),
    );
    for (const { Properties } of of("AWS::CloudWatch::Alarm")) {
      expect(Properties.AlarmActions, Properties.AlarmName).toHaveLength(1);
    }
    expect(of("AWS::CloudWatch::Dashboard")).toHaveLength(1);
  });
});

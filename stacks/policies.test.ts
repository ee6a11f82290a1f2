import { functionsOf } from "@faibric/functions/platform/manifest.schema";
import { describe, expect, it } from "vitest";
import { synthesizeApps } from "./testing/apps";
import { expectedActions, WITHOUT_RESOURCES } from "./testing/expected-actions";
import { pointedTo, shortName, sorted, statementsOf } from "./testing/read-template";

const apps = await synthesizeApps();
const kitchen = apps.find(({ name }) => name === "the kitchen sink")?.synthesized;

const RELAY = sorted([
  "logs:CreateLogStream",
  "logs:PutLogEvents",
  "xray:PutTraceSegments",
  "xray:PutTelemetryRecords",
  "events:PutEvents",
  "sqs:SendMessage",
  "dynamodb:DescribeStream",
  "dynamodb:GetRecords",
  "dynamodb:GetShardIterator",
  "dynamodb:ListStreams",
]);

// biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM's
const TAG = "${aws:PrincipalTag/tenantId}";

describe.each(apps)("$name", ({ manifests, synthesized }) => {
  const { of } = synthesized;
  const statements = statementsOf(synthesized);
  const allowed = statements.filter(({ allow }) => allow);
  // The rest are what a resource lets others do to it.
  const granted = allowed.filter(({ principals }) => principals.length === 0);

  it("allows each function what its grants come to, and nothing more", () => {
    const roles = of("AWS::IAM::Role");
    const deployed = of("AWS::Lambda::Function").map(({ Properties }) => {
      const role = pointedTo(roles, Properties.Role);
      const actions = granted
        .filter(({ resource }) => resource === role)
        .flatMap((one) => one.actions);
      return [shortName(Properties.FunctionName), sorted([...new Set(actions)])] as const;
    });
    const declared = manifests.flatMap((manifest) =>
      functionsOf(manifest).map((one) => {
        const access = manifest.operations[one.key]?.access;
        return [one.name, expectedActions(one, access)] as const;
      }),
    );
    const {
      "outbox-relay": relay,
      "unknown-route": unknown,
      ...others
    } = Object.fromEntries(deployed);
    expect(others).toEqual(Object.fromEntries(declared));
    if (relay) expect(relay).toEqual(RELAY);
    expect(unknown).toEqual(RELAY.filter((action) => /^(logs|xray):/.test(action)));
  });

  it("gives each function a role of its own, to which nothing is attached", () => {
    const roles = of("AWS::Lambda::Function").map(({ Properties }) =>
      JSON.stringify(Properties.Role),
    );
    expect(new Set(roles).size).toBe(roles.length);
    expect(of("AWS::IAM::Policy")).toEqual([]);
    expect(of("AWS::IAM::ManagedPolicy")).toEqual([]);
    for (const { Properties } of of("AWS::IAM::Role")) {
      expect(Properties.ManagedPolicyArns).toBeUndefined();
    }
  });

  it("allows no action with a wildcard, no scan and no PartiQL", () => {
    const actions = allowed.flatMap((one) => one.actions);
    expect(actions).not.toHaveLength(0);
    expect(actions.filter((action) => action.includes("*"))).toEqual([]);
    expect(actions.filter((action) => /Scan|PartiQL/i.test(action))).toEqual([]);
  });

  it("allows on every resource only what AWS knows no resources for", () => {
    // In a key's own policy `*` is that key.
    const others = allowed.filter(({ resource }) => resource.Type !== "AWS::KMS::Key");
    const everywhere = others.filter(({ resources }) => resources.includes("*"));
    const actions = new Set(everywhere.flatMap((one) => one.actions));
    expect([...actions].filter((action) => !WITHOUT_RESOURCES.includes(action))).toEqual([]);
  });

  it("lets nobody outside in: only services may, and only for a resource of ours", () => {
    const keys = allowed.filter(({ resource }) => resource.Type === "AWS::KMS::Key");
    for (const { principals } of keys) {
      expect(principals).toEqual([expect.stringMatching(/:iam::my-account:root$/)]);
    }
    const sessions = allowed.filter((one) => one.actions.includes("sts:TagSession"));
    const tagged = allowed.filter(({ resource }) =>
      sessions.some((one) => one.principals.length && one.resource === resource),
    );
    // Who may begin a tenant's session is in third-fence.test.ts.
    const trusted = allowed.filter(
      (one) => one.principals.length && !keys.includes(one) && !tagged.includes(one),
    );
    for (const { principals, actions, conditions, resource } of trusted) {
      expect(principals.join(), resource.id).toMatch(/^(lambda|states|events)\.amazonaws\.com$/);
      if (!actions.includes("sts:AssumeRole"))
        expect(conditions, resource.id).toContain("SourceArn");
    }
    for (const { Properties, id } of of("AWS::Lambda::Permission")) {
      expect(Properties.Principal, id).toMatch(/^(apigateway|events)\.amazonaws\.com$/);
      expect(Properties.SourceArn, id).toBeDefined();
    }
    expect(of("AWS::Lambda::Url")).toEqual([]);
  });

  it("lets a pipeline start its own steps and no other function", () => {
    const machines = of("AWS::StepFunctions::StateMachine");
    for (const { Properties } of machines) {
      const role = pointedTo(of("AWS::IAM::Role"), Properties.RoleArn);
      const invoke = allowed.filter(
        ({ resource, actions }) => resource === role && actions.includes("lambda:InvokeFunction"),
      );
      const called = [
        ...JSON.stringify(Properties.DefinitionString).matchAll(/"Fn::GetAtt":\["(\w+)"/g),
      ];
      const arns = new Set(called.map(([, id]) => `<${id}.Arn>`));
      expect(sorted(invoke.flatMap(({ resources }) => resources))).toEqual(sorted([...arns]));
    }
  });
});

describe("a grant", () => {
  const statements = kitchen ? statementsOf(kitchen) : [];
  const resourcesOf = (action: string) => {
    const found = statements.filter(
      ({ actions, allow, principals, resource }) =>
        // What a session in a tenant may do is granted to nobody as such.
        !/^tenant(reader|eraser)/.test(resource.id) &&
        allow &&
        principals.length === 0 &&
        actions.includes(action),
    );
    return [...new Set(found.flatMap(({ resources }) => resources))];
  };
  const conditionsOf = (name: string, action: string) =>
    statements
      .filter(
        ({ resource, actions }) => resource.id.includes(idOf(name)) && actions.includes(action),
      )
      .map(({ conditions }) => conditions);
  const idOf = (name: string) => `kitchen${name.replaceAll("-", "")}role`;
  const environmentOf = (name: string) =>
    kitchen
      ?.of("AWS::Lambda::Function")
      .find((one) => one.Properties.FunctionName === `test-faibric-kitchen-${name}`)?.Properties
      .Environment.Variables;

  it("of the table reaches the table by key, and its indexes by query", () => {
    const [table, indexes] = resourcesOf("dynamodb:Query");
    expect(resourcesOf("dynamodb:GetItem")).toEqual([table]);
    expect(conditionsOf("drain-sink", "dynamodb:PutItem")).toEqual([]);
    expect(conditionsOf("fill-sink", "dynamodb:PutItem")).toContainEqual(
      expect.stringContaining('{"dynamodb:LeadingKeys":["*#platform.audit-outbox#*"]}'),
    );
    expect(resourcesOf("dynamodb:PutItem")).toEqual([table]);
    expect(indexes).toBe(`${table}/index/*`);
    expect(table).toMatch(/^<.*Database:.*table.*Arn.*>$/);
  });

  it("to count requests reaches the counters and nothing else, where nothing else is written", () => {
    const counting = statements.filter(({ conditions }) =>
      conditions.includes("platform.throttle"),
    );
    expect(counting.map(({ actions }) => actions)).toEqual([["dynamodb:UpdateItem"]]);
    expect(JSON.parse(counting[0]?.conditions ?? "")).toEqual({
      "ForAllValues:StringLike": {
        "dynamodb:LeadingKeys": [
          "tnt_*#platform.throttle",
          "usr_*#platform.throttle",
          "directory#rate.*#platform.throttle",
        ],
      },
      Null: { "dynamodb:LeadingKeys": "false" },
    });
  });

  it("of a bucket's prefix reaches that prefix in each tenant", () => {
    expect(resourcesOf("s3:PutObject").toSorted()).toEqual([
      expect.stringMatching(/^<.*Files:.*>\/tenant_\*\/dishes\/dirty\/\*$/),
      expect.stringMatching(/^<.*Files:.*>\/tenant_\*\/dishes\/new\/\*$/),
    ]);
    expect(resourcesOf("s3:DeleteObjectVersion")).toEqual([
      expect.stringMatching(/\/tenant_\*\/dishes\/clean\/\*$/),
    ]);
    expect(resourcesOf("s3:GetObject")).toContainEqual(
      expect.stringMatching(/\/tenant_\*\/dishes\/clean\/\*$/),
    );
    expect(resourcesOf("s3:GetObject")).toContainEqual(
      expect.stringMatching(/\/person_\*\/dishes\/\*$/),
    );
  });

  it("of a queue, a pipeline, a secret or a model reaches the one it names", () => {
    expect(resourcesOf("sqs:SendMessage")).toEqual([
      "arn:<AWS::Partition>:sqs:eu-central-1:my-account:test-faibric-kitchen-wash-dishes.fifo",
      "arn:<AWS::Partition>:sqs:eu-central-1:my-account:test-faibric-kitchen-dry-dishes",
    ]);
    expect(resourcesOf("states:StartExecution")).toEqual([
      "arn:<AWS::Partition>:states:eu-central-1:my-account:stateMachine:test-faibric-cooking",
    ]);
    expect(resourcesOf("secretsmanager:GetSecretValue")).toEqual([
      "arn:<AWS::Partition>:secretsmanager:eu-central-1:my-account:secret:faibric/test/towel-key-??????",
    ]);
    expect(resourcesOf("bedrock:InvokeModel")).toEqual([
      "arn:<AWS::Partition>:bedrock:eu-central-1:my-account:inference-profile/eu.anthropic.claude-sonnet-5-v1:0",
      "arn:<AWS::Partition>:bedrock:*::foundation-model/anthropic.claude-sonnet-5-v1:0",
      "arn:<AWS::Partition>:bedrock:eu-central-1::foundation-model/amazon.nova-lite-v1:0",
    ]);
  });

  it("of the key serves one purpose: what is in the encryption context", () => {
    const uses = (action: string) =>
      statements.filter(
        ({ actions, principals }) => principals.length === 0 && actions.includes(action),
      );
    for (const action of ["kms:GenerateDataKey", "kms:Decrypt"]) {
      const [use, ...more] = uses(action);
      expect(more).toEqual([]);
      expect(use?.resources).toEqual([expect.stringMatching(/^<.*Encryption:.*key.*Arn.*>$/)]);
      expect(use?.conditions).toBe('{"StringEquals":{"kms:EncryptionContext:purpose":"recipe"}}');
    }
    expect(uses("kms:ReEncryptTo")).toEqual([]);
  });

  it("of a session in a tenant reaches what is keyed or named by the session's tag", () => {
    const of = (id: string) =>
      statements.filter(
        ({ resource, principals }) => resource.id.includes(id) && principals.length === 0,
      );
    for (const id of ["tenantreader", "tenanteraser"]) {
      for (const { actions, resources, conditions } of of(id)) {
        const what = `${actions} ${resources}`;
        if (actions.some((action) => action.startsWith("dynamodb:"))) {
          expect(JSON.parse(conditions), what).toEqual({
            "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [`${TAG}#*`] },
            Null: { "dynamodb:LeadingKeys": "false", "aws:PrincipalTag/tenantId": "false" },
          });
          expect(resources.join(), what).not.toContain("/index/");
        } else if (actions.includes("s3:ListBucketVersions")) {
          expect(JSON.parse(conditions), what).toEqual({
            StringLike: { "s3:prefix": [`tenant_${TAG}/*`] },
          });
        } else for (const one of resources) expect(one, what).toContain(`/tenant_${TAG}/`);
      }
      expect(of(id)).not.toHaveLength(0);
    }
    expect(of("tenantreader").flatMap(({ actions }) => actions)).not.toContain(
      "dynamodb:DeleteItem",
    );
    expect(resourcesOf("sts:AssumeRole")).toContainEqual(
      expect.stringMatching(/tenantreader.*Arn/),
    );
  });

  it("of live connections reaches those of our API, to send and to hang up only", () => {
    expect(resourcesOf("execute-api:ManageConnections")).toEqual([
      expect.stringMatching(/<.*LiveApi:.*>\/live\/POST\/@connections\/\*$/),
      expect.stringMatching(/<.*LiveApi:.*>\/live\/DELETE\/@connections\/\*$/),
    ]);
  });

  it("lets a function tell who came through CloudFront, by a secret that no template has", () => {
    const reference = "{{resolve:secretsmanager:faibric/test/edge-secret:SecretString}}";
    expect(environmentOf("drain-sink").EDGE_SECRET).toBe(reference);
    expect(environmentOf("open-tap").EDGE_SECRET).toBe(reference);
    expect(environmentOf("dry-dishes").EDGE_SECRET).toBeUndefined();
    const [secret] = kitchen?.of("AWS::SecretsManager::Secret") ?? [];
    expect(secret?.Properties).toMatchObject({
      Name: "faibric/test/edge-secret",
      GenerateSecretString: { PasswordLength: 64 },
    });
  });

  it("sets no limits of requests but the platform's own", () => {
    for (const { Properties } of kitchen?.of("AWS::Lambda::Function") ?? []) {
      expect(Properties.Environment.Variables.RATE_LIMITS).toBeUndefined();
    }
  });

  it("tells the function where to find what it reaches", () => {
    expect(environmentOf("fill-sink")).toMatchObject({
      STAGE: "test",
      TABLE_NAME: expect.anything(),
      PIPELINE_ARN_PREFIX: expect.anything(),
      QUEUE_URL_WASH_DISHES: expect.anything(),
      QUEUE_URL_DRY_DISHES: expect.anything(),
    });
    expect(environmentOf("on-sink-filled")).toHaveProperty("LIVE_ENDPOINT");
    expect(environmentOf("wash-dishes")).toHaveProperty("BUCKET_NAME");
    expect(environmentOf("dry-dishes")).toHaveProperty(
      "SECRET_ID_TOWEL_KEY",
      "faibric/test/towel-key",
    );
    expect(environmentOf("every-night-scrub-floor")).toHaveProperty("BUS_NAME");
    expect(environmentOf("cooking-fry-onions")).toHaveProperty("KMS_KEY_ID");
    expect(environmentOf("drain-sink")).not.toHaveProperty("BUS_NAME");
  });
});

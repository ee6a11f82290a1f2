import { TABLE } from "@faibric/core/platform/table.schema";
import { newTenant } from "@faibric/core/testing/actors";
import { describe, expect, it } from "vitest";
import { isAllowed } from "../packages/local/src/iam/evaluate-policy";
import { synthesizeApps } from "./testing/apps";
import { pointedTo, shortName, statementsOf } from "./testing/read-template";

// What IAM itself would say, from the policies as they are deployed.

const apps = await synthesizeApps();
const KEYED = ["GetItem", "BatchGetItem", "Query", "ConditionCheckItem"];
const WRITES = ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"];
const UNKEYED = [
  ...["Scan", "PartiQLSelect", "PartiQLInsert", "PartiQLUpdate", "PartiQLDelete"],
  ...["ExportTableToPointInTime", "DeleteTable", "UpdateTable", "CreateBackup", "DescribeTable"],
  ...["RestoreTableToPointInTime", "UpdateTimeToLive", "CreateGlobalTable", "ImportTable"],
];

describe.each(apps)("$name", ({ synthesized }) => {
  const granted = statementsOf(synthesized).filter(({ principals }) => !principals.length);
  const table = granted
    .filter(({ actions }) => actions.includes("dynamodb:Query"))
    .flatMap(({ resources }) => resources)
    .find((resource) => !resource.endsWith("/index/*"));
  const indexes = TABLE.indexes.map((index) => `${table}/index/${index}`);
  const places = [String(table), ...indexes, `${table}/stream/2026`];
  const roles = synthesized.of("AWS::IAM::Role");
  const functions = synthesized.of("AWS::Lambda::Function").map(({ Properties }) => ({
    name: shortName(Properties.FunctionName),
    statements: granted.filter(({ resource }) => resource === pointedTo(roles, Properties.Role)),
  }));

  it("finds the table and those who use it", () => {
    expect(table).toMatch(/^<.*Database.*Arn.*>$/);
    const readers = functions.filter(({ statements }) =>
      isAllowed(statements, { action: "dynamodb:GetItem", resource: String(table), context: {} }),
    );
    expect(readers.length).toBeGreaterThan(2);
  });

  it.each(functions)(
    "lets $name touch the table by key only: it scans nothing",
    ({ statements }) => {
      const allowed = UNKEYED.flatMap((action) =>
        places
          .filter((resource) =>
            isAllowed(statements, { action: `dynamodb:${action}`, resource, context: {} }),
          )
          .map((resource) => `${action} on ${resource}`),
      );
      expect(allowed).toEqual([]);
    },
  );

  it("lets no statement of any role scan", () => {
    for (const action of UNKEYED) {
      for (const resource of places) {
        const by = granted.filter((one) =>
          isAllowed([one], { action: `dynamodb:${action}`, resource, context: {} }),
        );
        expect(by.map((one) => one.resource.id)).toEqual([]);
      }
    }
  });
});

describe("a session that is tagged with a tenant", () => {
  const [product] = apps;
  if (!product) throw new Error("nothing was synthesized");
  const all = statementsOf(product.synthesized);
  const role = product.synthesized
    .of("AWS::IAM::Role")
    .find(({ Properties }) => /-tenant-session$/.test(String(Properties.RoleName)));
  const statements = all.filter((one) => one.resource === role && !one.principals.length);
  const trusted = all.filter((one) => one.resource === role && one.principals.length);
  const table = String(statements[0]?.resources[0]);
  const places = [table, ...TABLE.indexes.map((index) => `${table}/index/${index}`)];
  const [mine, theirs] = [newTenant(), newTenant()];

  const may = (
    action: string,
    resource: string,
    keys: readonly string[] | undefined,
    tag: string | undefined = mine,
  ) =>
    isAllowed(statements, {
      action: `dynamodb:${action}`,
      resource,
      context: {
        ...(keys ? { "dynamodb:LeadingKeys": keys } : {}),
        ...(tag ? { "aws:PrincipalTag/tenantId": tag } : {}),
      },
    });

  it("reads that tenant's items, in the table and in every index", () => {
    for (const place of places) expect(may("Query", place, [`${mine}#forum.thread`])).toBe(true);
    expect(may("GetItem", table, [`${mine}#tenant.tenant`])).toBe(true);
    expect(may("BatchGetItem", table, [`${mine}#a`, `${mine}#cus_1#auth.account`])).toBe(true);
  });

  const foreign: readonly (readonly string[])[] = [
    [`${theirs}#forum.thread`],
    [`${mine}#forum.thread`, `${theirs}#forum.thread`],
    [mine],
    [`${mine}0#x`],
    [mine.slice(0, -1)],
    [`x${mine}#x`],
    [`${mine.toUpperCase()}#x`],
    ["directory#secrets#cursor"],
    ["usr_01jd3zq8v5m0w2e7r9t4y6x1kp#auth.account"],
    ["*"],
    [""],
  ];

  it.each(KEYED)("reads nothing else by %s, in the table or in any index", (action) => {
    for (const place of places) {
      for (const keys of foreign) expect(may(action, place, keys), `${place} ${keys}`).toBe(false);
    }
  });

  it("reads nothing where no key is named, the hole in ForAllValues", () => {
    for (const action of [...KEYED, ...UNKEYED]) {
      for (const place of places) expect(may(action, place, undefined), action).toBe(false);
    }
  });

  it("reads nothing without its tag, or with one that is empty", () => {
    for (const keys of [[`${mine}#x`], ["#x"], ["undefined#x"], []]) {
      expect(may("Query", table, keys, ""), `${keys}`).toBe(false);
    }
  });

  it("writes nothing, its own neither", () => {
    for (const action of WRITES) expect(may(action, table, [`${mine}#x`])).toBe(false);
  });

  it("is begun for exactly one tenant, by a function's role", () => {
    // A role's trust policy is about that role: it names no resource.
    const trust = trusted.map((one) => ({ ...one, resources: ["*"] }));
    const begins = (context: Record<string, string | readonly string[]>) =>
      ["sts:AssumeRole", "sts:TagSession"].every((action) =>
        isAllowed(trust, { action, resource: "the role", context }),
      );
    const [assumed] = trusted.map((one) => JSON.parse(one.conditions));
    const pattern = String(assumed?.ArnLike?.["aws:PrincipalArn"]);
    expect(pattern).toMatch(/:role\/test-faibric-\*$/);
    const good = {
      "aws:PrincipalArn": pattern.replace("*", "export"),
      "aws:RequestTag/tenantId": mine,
      "aws:TagKeys": ["tenantId"],
    };
    expect(trust).toHaveLength(2);
    expect(begins(good)).toBe(true);
    const bad = [
      { "aws:PrincipalArn": pattern.replace("test-faibric-*", "somebody-else") },
      { "aws:RequestTag/tenantId": "tnt_*" },
      { "aws:RequestTag/tenantId": `${mine}0` },
      { "aws:RequestTag/tenantId": "" },
      { "aws:TagKeys": ["tenantId", "role"] },
    ];
    for (const one of bad) expect(begins({ ...good, ...one }), JSON.stringify(one)).toBe(false);
  });
});

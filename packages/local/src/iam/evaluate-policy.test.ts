import { describe, expect, it } from "vitest";
import { type IamRequest, isAllowed, type PolicyStatement } from "./evaluate-policy";

// biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM's
const TEAM = "${aws:PrincipalTag/team}";
const TABLE = "arn:aws:dynamodb:us-west-2:123456789012:table/GameScores";

const statement = (more: {
  allow?: boolean;
  actions?: string[];
  resources?: string[];
  conditions?: object;
}): PolicyStatement => ({
  allow: more.allow ?? true,
  actions: more.actions ?? ["dynamodb:GetItem"],
  resources: more.resources ?? [TABLE],
  conditions: JSON.stringify(more.conditions ?? {}),
});
const request = (more: Partial<IamRequest> = {}): IamRequest => ({
  ...{ action: "dynamodb:GetItem", resource: TABLE, context: {} },
  ...more,
});

describe("a decision", () => {
  it("is no, unless something allows it", () => {
    expect(isAllowed([], request())).toBe(false);
    expect(isAllowed([statement({})], request())).toBe(true);
    expect(isAllowed([statement({})], request({ action: "dynamodb:PutItem" }))).toBe(false);
    expect(isAllowed([statement({})], request({ resource: `${TABLE}2` }))).toBe(false);
  });

  it("is no, if anything denies it", () => {
    const deny = statement({ allow: false, actions: ["dynamodb:*"] });
    expect(isAllowed([statement({}), deny], request())).toBe(false);
    const elsewhere = statement({ allow: false, resources: [`${TABLE}/index/*`] });
    expect(isAllowed([statement({}), elsewhere], request())).toBe(true);
  });

  it("compares actions without regard to case, with * and ? as wildcards, and resources as they are", () => {
    const batch = statement({ actions: ["dynamodb:Batch*"] });
    expect(isAllowed([batch], request({ action: "DYNAMODB:batchGetItem" }))).toBe(true);
    expect(isAllowed([batch], request({ action: "dynamodb:GetItem" }))).toBe(false);
    const index = statement({ resources: [`${TABLE}/index/gsi?`] });
    expect(isAllowed([index], request({ resource: `${TABLE}/index/gsi1` }))).toBe(true);
    expect(isAllowed([index], request({ resource: `${TABLE}/index/gsi12` }))).toBe(false);
    expect(isAllowed([index], request({ resource: `${TABLE}/index/GSI1` }))).toBe(false);
  });
});

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
describe("the example of LeadingKeys in DynamoDB's guide", () => {
  const own = statement({
    actions: ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"],
    conditions: {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: IAM fills in its variables
      "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["${www.amazon.com:user_id}"] },
    },
  });
  const asking = (keys: string[] | undefined, user: string | undefined = "ada") =>
    request({
      context: {
        ...(user ? { "www.amazon.com:user_id": user } : {}),
        ...(keys ? { "dynamodb:LeadingKeys": keys } : {}),
      },
    });

  it("lets a player read their own scores alone", () => {
    expect(isAllowed([own], asking(["ada"]))).toBe(true);
    expect(isAllowed([own], asking(["bob"]))).toBe(false);
    expect(isAllowed([own], asking(["ada", "bob"]))).toBe(false);
    expect(isAllowed([own], asking(["ada2"]))).toBe(false);
  });

  it("matches nothing where the variable is unknown", () => {
    expect(isAllowed([own], asking(["ada"], ""))).toBe(false);
    expect(isAllowed([own], asking(["undefined"], ""))).toBe(false);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
describe("the set operators in IAM's guide", () => {
  const tagged = (operator: string, more: object = {}) =>
    statement({ conditions: { [operator]: { "aws:TagKeys": ["environment", "cost"] }, ...more } });
  const withTags = (tags?: string[]) => request({ context: tags ? { "aws:TagKeys": tags } : {} });

  it("ForAllValues is true if each value matches, and also if there is none", () => {
    const all = tagged("ForAllValues:StringEquals");
    expect(isAllowed([all], withTags(["environment"]))).toBe(true);
    expect(isAllowed([all], withTags(["environment", "team"]))).toBe(false);
    expect(isAllowed([all], withTags([]))).toBe(true);
    expect(isAllowed([all], withTags())).toBe(true);
  });

  it("Null: false closes that hole: the key must be there", () => {
    const all = tagged("ForAllValues:StringEquals", { Null: { "aws:TagKeys": "false" } });
    expect(isAllowed([all], withTags(["environment"]))).toBe(true);
    expect(isAllowed([all], withTags())).toBe(false);
    expect(isAllowed([all], withTags([]))).toBe(false);
  });

  it("ForAnyValue is true if one value matches, and false if there is none", () => {
    const any = tagged("ForAnyValue:StringEquals");
    expect(isAllowed([any], withTags(["environment", "team"]))).toBe(true);
    expect(isAllowed([any], withTags(["team"]))).toBe(false);
    expect(isAllowed([any], withTags())).toBe(false);
  });

  it("IfExists lets a missing key pass; without it a missing key does not match", () => {
    const conditions = (operator: string) => ({ [operator]: { "aws:SourceVpc": "vpc-1" } });
    const strict = statement({ conditions: conditions("StringEquals") });
    const lenient = statement({ conditions: conditions("StringEqualsIfExists") });
    expect(isAllowed([strict], request())).toBe(false);
    expect(isAllowed([lenient], request())).toBe(true);
    const other = request({ context: { "aws:SourceVpc": "vpc-2" } });
    expect(isAllowed([lenient], other)).toBe(false);
  });

  it("fills in variables in a resource, which matches nothing where one is not known", () => {
    const own = statement({ resources: [`${TABLE}/${TEAM}/*`] });
    const of = (team?: string) =>
      request({
        resource: `${TABLE}/red/1`,
        context: team === undefined ? {} : { "aws:PrincipalTag/team": team },
      });
    expect([of("red"), of("blue"), of()].map((one) => isAllowed([own], one))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("refuses to judge an operator that it does not know", () => {
    const dated = statement({ conditions: { DateLessThan: { "aws:CurrentTime": "2030" } } });
    expect(() => isAllowed([dated], request())).toThrow("DateLessThan");
  });
});

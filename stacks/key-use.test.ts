import { ApiKeyEntity } from "@faibric/core/keys/api-key.entity";
import { createId } from "@faibric/core/platform/id";
import { newTenant } from "@faibric/core/testing/actors";
import { describe, expect, it } from "vitest";
import { isAllowed } from "../packages/local/src/iam/evaluate-policy";
import { synthesizeApps } from "./testing/apps";
import { pointedTo, shortName, statementsOf } from "./testing/read-template";

// A function that only reads lets API keys in as well, and notes when: what else of a key could it change?

const [product] = await synthesizeApps();
if (!product) throw new Error("nothing was synthesized");
const { synthesized } = product;
const reading = synthesized
  .of("AWS::Lambda::Function")
  .find(({ Properties }) => shortName(Properties.FunctionName) === "tenant-read-tenant");
const role = pointedTo(synthesized.of("AWS::IAM::Role"), reading?.Properties.Role);
const statements = statementsOf(synthesized).filter(
  ({ resource, principals }) => resource === role && !principals.length,
);
const table = String(
  statements.find(({ actions }) => actions.includes("dynamodb:Query"))?.resources[0],
);
const tenantId = newTenant();
const keys = [`${tenantId}#keys.api-key`];

const may = (action: string, leading: readonly string[], attributes: readonly string[]) =>
  isAllowed(statements, {
    action: `dynamodb:${action}`,
    resource: table,
    context: { "dynamodb:LeadingKeys": leading, "dynamodb:Attributes": attributes },
  });

/** What the update that notes a use names, as DynamoDB tells IAM. */
function named(): string[] {
  const lastUsedAt = new Date().toISOString();
  const { Key, ExpressionAttributeNames } = ApiKeyEntity.patch({ tenantId, keyId: createId("key") })
    .set({ lastUsedAt })
    .where((one, { eq }) => eq(one.lastUsedAt, lastUsedAt))
    .params<{ Key: object; ExpressionAttributeNames: Record<string, string> }>();
  return [...new Set([...Object.keys(Key), ...Object.values(ExpressionAttributeNames)])];
}

describe("a function that reads, and lets API keys in", () => {
  it("may note when a key was used", () => {
    expect(named()).toContain("lastUsedAt");
    expect(may("UpdateItem", keys, named())).toBe(true);
  });

  it.each(["hash", "scopes", "validUntil", "name", "replacedBy", "createdBy", "expiresAt"])(
    "may not change a key's %s",
    (attribute) => {
      expect(may("UpdateItem", keys, [...named(), attribute])).toBe(false);
    },
  );

  it("may change no other item by it, and neither make nor delete a key", () => {
    const others = ["keys.app-key", "keys.count", "tenant.tenant", "tenant.membership"];
    for (const other of others) {
      expect(may("UpdateItem", [`${tenantId}#${other}`], named()), other).toBe(false);
    }
    expect(may("UpdateItem", [...keys, `${tenantId}#tenant.tenant`], named())).toBe(false);
    expect(may("UpdateItem", ["directory#tenants#keys.api-key"], named())).toBe(false);
    for (const action of ["PutItem", "DeleteItem", "BatchWriteItem"]) {
      expect(may(action, keys, named()), action).toBe(false);
    }
  });

  it("may change nothing where the keys or the attributes are not named, the hole in ForAllValues", () => {
    expect(may("UpdateItem", [], named())).toBe(false);
    expect(may("UpdateItem", keys, [])).toBe(false);
  });
});

import * as ApiKey from "@faibric/core/keys/api-key";
import * as AppKey from "@faibric/core/keys/app-key";
import * as operations from "@faibric/core/keys/keys.contract";
import type { Contract } from "@faibric/core/platform/contract";
import type { TenantId } from "@faibric/core/platform/id";
import { asMember } from "@faibric/core/testing/actors";
import type { ApiCall } from "@faibric/functions/platform/api-event.fixture";
import { newCaller } from "@faibric/functions/platform/caller.fixture";
import { type Scenario, succeed } from "./scenario";

const idempotent = { "idempotency-key": "5f0c6a2e-6a0e-4f6b-9a55-0d2c6f3b8f11" };
const name = "Stock import";
const scopes = ["tenant.read"] as const;
const origins = ["https://shop.example.com", "https://*.example.com"];

interface Made {
  readonly tenantId: TenantId;
  readonly keyId: string;
  readonly appKeyId: string;
}

/** A call in a tenant that has five keys of each kind. */
const inTenant =
  (contract: Contract, call: (made: Made) => ApiCall): Scenario =>
  async (handler) => {
    const { tenantId, headers } = await newCaller();
    const make = async () => ({
      ...(await asMember(tenantId, () => ApiKey.create({ tenantId, name, scopes }))),
      ...(await asMember(tenantId, () => AppKey.create({ tenantId, name, origins }))),
    });
    let made = await make();
    for (let index = 0; index < 4; index++) made = await make();
    const { keyId, appKeyId } = made;
    const { params, ...more } = call({ tenantId, keyId, appKeyId });
    return () =>
      succeed(handler, contract, {
        ...more,
        params: { tenantId, ...params },
        headers: { ...headers, ...idempotent, ...more.headers },
      });
  };

/** One typical call of each function of the keys. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  createApiKey: inTenant(operations.createApiKey, () => ({ body: { name, scopes } })),
  listApiKeys: inTenant(operations.listApiKeys, () => ({})),
  readApiKey: inTenant(operations.readApiKey, ({ keyId }) => ({ params: { keyId } })),
  renameApiKey: inTenant(operations.renameApiKey, ({ keyId }) => ({
    params: { keyId },
    body: { name: "Order export" },
  })),
  rollApiKey: inTenant(operations.rollApiKey, ({ keyId }) => ({ params: { keyId }, body: {} })),
  revokeApiKey: inTenant(operations.revokeApiKey, ({ keyId }) => ({ params: { keyId } })),
  revokeAllApiKeys: inTenant(operations.revokeAllApiKeys, () => ({})),
  createAppKey: inTenant(operations.createAppKey, () => ({ body: { name, origins } })),
  listAppKeys: inTenant(operations.listAppKeys, () => ({})),
  readAppKey: inTenant(operations.readAppKey, ({ appKeyId }) => ({ params: { appKeyId } })),
  updateAppKey: inTenant(operations.updateAppKey, ({ appKeyId }) => ({
    params: { appKeyId },
    headers: { "if-match": '"1"' },
    body: { origins: ["https://other.example.com"] },
  })),
  revokeAppKey: inTenant(operations.revokeAppKey, ({ appKeyId }) => ({ params: { appKeyId } })),
};

import type { Contract } from "@faibric/core/platform/contract";
import * as Secret from "@faibric/core/secrets/secret";
import * as operations from "@faibric/core/secrets/secrets.contract";
import { asMember } from "@faibric/core/testing/actors";
import { newCaller } from "@faibric/functions/platform/caller.fixture";
import { type Scenario, succeed } from "./scenario";

const name = "stripe.api-key";
const value = "value-from-your-vendor";

const called =
  (contract: Contract, call: { body?: object; params?: object } = {}): Scenario =>
  async (handler) => {
    const { headers, tenantId } = await newCaller();
    await asMember(tenantId, () => Secret.set({ tenantId, name, value }));
    const params = { tenantId, ...call.params };
    return () => succeed(handler, contract, { ...call, params, headers });
  };

/** One typical call of each function of the secrets. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  setSecret: called(operations.setSecret, { params: { name }, body: { value } }),
  listSecrets: called(operations.listSecrets),
  deleteSecret: called(operations.deleteSecret, { params: { name } }),
};

import { afterAll, describe, expect, it } from "vitest";
import { startAuditCloud } from "./audit.fixture";

const { call, entries, close } = await startAuditCloud();
afterAll(close);
// Imported once the cloud has said where the table is.
const { newCaller } = await import("@faibric/functions/platform/caller.fixture");

const name = "Склад 倉庫 مخزن 🔑";

describe("the audit log, of keys,", () => {
  it("tells who made, rolled and revoked which, and what each may, and never the secret", async () => {
    const owner = await newCaller();
    const { headers, tenantId, userId } = owner;
    const at = (path: string) => `/api/tenants/${tenantId}/${path}`;
    const made = await call("POST", at("api-keys"), {
      headers,
      body: { name, scopes: ["tenant.read"], expiresInDays: 30 },
    });
    expect(made.status).toBe(201);
    const { keyId, key } = made.body;
    const roll = await call("POST", at(`api-keys/${keyId}/roll`), { headers, body: {} });
    expect(roll.status).toBe(201);
    await call("DELETE", at(`api-keys/${roll.body.keyId}`), { headers });
    await call("DELETE", at("api-keys"), { headers });
    const app = await call("POST", at("app-keys"), { headers, body: { name, origins: [] } });
    const { appKeyId } = app.body;
    await call("PATCH", at(`app-keys/${appKeyId}`), {
      headers: { ...headers, "if-match": '"1"' },
      body: { origins: ["https://shop.example.com"] },
    });
    await call("DELETE", at(`app-keys/${appKeyId}`), { headers });

    const log = await entries(owner, 7);
    const told = (action: string) => log.find((entry) => entry.action === `keys.${action}`);
    const by = { outcome: "succeeded", actorType: "member", actorId: userId };
    const facts = { name, scopes: ["tenant.read"] };
    expect(told("createApiKey")).toMatchObject({ ...by, target: keyId, after: facts });
    expect(told("rollApiKey")).toMatchObject({
      ...by,
      target: keyId,
      after: { replacedBy: roll.body.keyId },
    });
    expect(told("revokeApiKey")).toMatchObject({ ...by, target: roll.body.keyId, before: facts });
    expect(told("revokeAllApiKeys")).toMatchObject({ ...by, before: { apiKeys: [keyId] } });
    expect(told("createAppKey")).toMatchObject({ ...by, target: appKeyId, after: { origins: [] } });
    expect(told("updateAppKey")).toMatchObject({
      ...by,
      before: { origins: [] },
      after: { origins: ["https://shop.example.com"] },
    });
    expect(told("revokeAppKey")).toMatchObject({ ...by, target: appKeyId, before: { name } });
    const text = JSON.stringify(log);
    for (const secret of [key, roll.body.key]) {
      expect(text).not.toContain(secret.split("_").at(-1).slice(0, 20));
    }
  });

  it("tells what a key was refused: its scope, its tenant, and that it has ended", async () => {
    const owner = await newCaller();
    const { headers, tenantId } = owner;
    const path = `/api/tenants/${tenantId}`;
    const body = { name, scopes: ["audit.read"] };
    const made = await call("POST", `${path}/api-keys`, { headers, body });
    const { keyId, key } = made.body;
    const program = { authorization: `Bearer ${key}` };
    const other = await newCaller();
    const tries = [
      await call("GET", path, { headers: program }),
      await call("GET", `${path}/audit`, {
        headers: { ...program, "x-tenant-id": other.tenantId },
      }),
      await call("GET", `${path}/api-keys`, { headers: program }),
      await call("GET", `${path}/audit`, { headers: program }),
    ];
    expect(tries.map(({ status }) => status)).toEqual([403, 403, 403, 200]);

    const log = await entries(owner, 3, "&outcome=denied");
    const denied = { outcome: "denied", actorType: "apiKey", actorId: keyId };
    const told = log.map(({ action, reason }) => [action, reason]);
    for (const entry of log) expect(entry).toMatchObject(denied);
    expect(told.sort()).toEqual([
      ["audit.listAudit", "platform.tenant.refused"],
      ["keys.listApiKeys", "platform.actor.forbidden"],
      ["tenant.readTenant", "platform.actor.forbidden"],
    ]);
    expect(await entries(other, 0, "&outcome=denied")).toEqual([]);

    // Whoever still has a key that was revoked is nobody: it cannot be said whose it was.
    await call("DELETE", `${path}/api-keys/${keyId}`, { headers });
    expect((await call("GET", `${path}/audit`, { headers: program })).status).toBe(401);
  });
});

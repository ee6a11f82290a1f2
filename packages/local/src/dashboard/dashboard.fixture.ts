import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manifest as api } from "@faibric/functions/api/manifest";
import { manifest as audit } from "@faibric/functions/audit/manifest";
import { manifest as tenant } from "@faibric/functions/tenant/manifest";
import { startCloud } from "../cloud/cloud";
import { manifest as trial } from "../testing/trial/manifest";

/** A laptop cloud with the platform, and a consumer that fails until it is healed. */
export async function startTrialCloud() {
  const dataDir = mkdtempSync(join(tmpdir(), "faibric-dashboard-"));
  process.env.TRIAL_HEALED = join(dataDir, "healed");
  const cloud = await startCloud({
    dataDir,
    // With the audit log: records that its queue does not take hold back every event behind them.
    manifests: [api, audit, tenant, trial],
    sourceRoots: { trial: join(import.meta.dirname, "../testing/trial") },
    port: 0,
    awsPort: 0,
    watch: false,
    retryDelaySeconds: () => 0,
  });
  // Imported once the cloud has said where the table is.
  const signer = await import("@faibric/core/platform/access-token-signer");
  const { createId } = await import("@faibric/core/platform/id");
  const token = await signer.signAccessToken(
    createId("usr"),
    await signer.createSigningKey(),
    3600,
  );
  return {
    cloud,
    url: cloud.url,
    /** Makes the trial consumer do what it is told to, from now on. */
    heal: () => writeFileSync(process.env.TRIAL_HEALED ?? "", ""),
    /** Founds a tenant as a person would over HTTP; answers its ID and the request's. */
    async found(name: string) {
      const response = await fetch(`${cloud.url}/api/tenants`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({ name, slug: `t-${createId("tnt").slice(-12)}` }),
      });
      const text = await response.text();
      if (response.status !== 201) throw new Error(`${response.status} ${text}`);
      const { tenantId } = JSON.parse(text) as { tenantId: string };
      return { tenantId, requestId: response.headers.get("x-request-id") ?? "" };
    },
    async close() {
      await cloud.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

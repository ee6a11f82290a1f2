import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { manifest as auth } from "@faibric/functions/auth/manifest";
import { afterAll, expect, it } from "vitest";
import { startCloud } from "../cloud/cloud";
import { BUCKET_NAME, CREDENTIALS, TABLE_NAME } from "../cloud/settings";
import { everyItem } from "../testing/matrix-table";
import { logTo } from "../wire/log";
import { keyOfFunction } from "./access-key";

// A cloud whose sign-up is granted too little: what AWS would say of it is said here.

const dataDir = mkdtempSync(join(tmpdir(), "faibric-gate-"));
const logged: string[] = [];
logTo((line) => logged.push(line));
const manifests = [{ ...auth, grants: { ...auth.grants, signUp: ["table:read"] as const } }];
const cloud = await startCloud({ dataDir, manifests, port: 0, awsPort: 0, watch: false });
afterAll(async () => {
  await cloud.close();
  rmSync(dataDir, { recursive: true });
});

const ask = (path: string, body: object) =>
  fetch(`${cloud.url}/api/auth/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
const person = {
  email: "zoe.von-und-zu-der-tann@example.com",
  password: "quiet-walrus-plays-vibraphone-81",
};

it("fails a function's call that its manifest does not grant, as AWS does, and names what is missing", async () => {
  expect((await ask("sign-up", person)).status).toBe(500);
  const [refused = "nothing"] = cloud.judge.refused;
  expect(refused).toMatch(/^auth-sign-up: dynamodb:(Put|Update)Item on .*table\/faibric$/);
  expect(logged.join()).toContain("because no identity-based policy allows the dynamodb:");
  const stored = (await everyItem(TABLE_NAME)).filter((item) => String(item.pk).includes("usr_"));
  expect(stored).toEqual([]);
});

it("lets the same call of another function pass that is granted it", async () => {
  cloud.judge.refused.clear();
  expect((await ask("magic-link", { email: person.email })).status).toBe(202);
  expect([...cloud.judge.refused]).toEqual([]);
});

it("judges who comes with an address that a function has signed by that function's grants", async () => {
  const credentials = { ...CREDENTIALS, accessKeyId: keyOfFunction("auth-sign-in") };
  const s3 = new S3Client({ forcePathStyle: true, credentials });
  const Key = "tenant_x/secret.txt";
  const presigned = await getSignedUrl(s3, new GetObjectCommand({ Bucket: BUCKET_NAME, Key }));
  // Whoever changes the address has no signature for it: that is nobody's missing grant.
  const changed = await fetch(presigned, { method: "DELETE" });
  expect(await changed.text()).toContain("<Code>SignatureDoesNotMatch<");
  expect([...cloud.judge.refused]).toEqual([]);
  const answer = await fetch(presigned);
  expect(answer.status).toBe(403);
  expect(await answer.text()).toMatch(/<Code>AccessDenied<.*perform: s3:GetObject/);
  cloud.judge.refused.clear();
});

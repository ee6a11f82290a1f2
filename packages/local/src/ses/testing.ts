import { SESv2Client } from "@aws-sdk/client-sesv2";
import { REGION } from "../wire/arn";
import { serveAws } from "../wire/endpoint";
import { openStore } from "../wire/store";
import { createSes } from "./ses";

/** SES over HTTP with the SDK's client, on a store in memory. */
export async function startTestMail() {
  const ses = createSes({ store: openStore(":memory:") });
  const endpoint = await serveAws([ses]);
  const client = new SESv2Client({
    endpoint: endpoint.url,
    region: REGION,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  return {
    ses,
    client,
    async close() {
      await endpoint.close();
      client.destroy();
    },
  };
}

export type TestMail = Awaited<ReturnType<typeof startTestMail>>;

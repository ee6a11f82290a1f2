import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { serveAws } from "../wire/endpoint";
import { openStore } from "../wire/store";
import type { OnS3Event, S3Delivery } from "./event-outbox";
import { createS3 } from "./s3";

export const CREDENTIALS = { accessKeyId: "laptop", secretAccessKey: "laptop-secret" };

/** An S3 on an ephemeral port with a folder of its own, for one test file. */
export async function startLaptopS3({ onEvent }: { onEvent?: OnS3Event } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "s3-"));
  const root = join(folder, "objects-root");
  const deliveries: S3Delivery[] = [];
  const keep: OnS3Event = (delivery) => void deliveries.push(delivery);
  const open = () => openLaptopS3(folder, root, onEvent ?? keep);
  let opened = await open();
  let buckets = 0;
  return {
    root,
    deliveries,
    get url() {
      return opened.url;
    },
    get client() {
      return opened.client;
    },
    get s3() {
      return opened.s3;
    },
    clientWith: (config: S3ClientConfig) => clientOf(opened.url, config),
    /** Makes a bucket of a new name. */
    async bucket(): Promise<string> {
      const Bucket = `bucket-${++buckets}`;
      await opened.client.send(new CreateBucketCommand({ Bucket }));
      return Bucket;
    },
    /** Opens the same store and root again, as after a restart. */
    async restart(between: () => void | Promise<void> = () => {}) {
      await opened.stop();
      await between();
      opened = await open();
    },
    async stop() {
      await opened.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openLaptopS3(folder: string, root: string, onEvent: OnS3Event) {
  const store = openStore(join(folder, "store.sqlite"));
  const s3 = createS3({ store, root, credentials: CREDENTIALS, onEvent });
  const endpoint = await serveAws([s3]);
  const stop = async () => {
    await endpoint.close();
    store.close();
  };
  return { s3, url: endpoint.url, client: clientOf(endpoint.url), stop };
}

export type LaptopS3 = Awaited<ReturnType<typeof startLaptopS3>>;

function clientOf(url: string, config: S3ClientConfig = {}): S3Client {
  return new S3Client({
    endpoint: url,
    region: "eu-central-1",
    credentials: CREDENTIALS,
    forcePathStyle: true,
    maxAttempts: 1,
    ...config,
  });
}

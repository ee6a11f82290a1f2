import * as z from "zod";
import { TenantId } from "../platform/id";
import { FileId } from "./storage.schema";

const Key = z.string().regex(/^tenant_[^/]+\/files\/[^/]+\/content$/);

/** S3's event by EventBridge, as far as it matters. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
export const ObjectCreated = z
  .object({ detail: z.object({ object: z.object({ key: Key, "version-id": z.string() }) }) })
  .transform(({ detail: { object } }) => {
    const [tenant = "", , file] = object.key.split("/");
    return {
      tenantId: TenantId.parse(tenant.slice("tenant_".length)),
      fileId: FileId.parse(file),
      version: object["version-id"],
    };
  });

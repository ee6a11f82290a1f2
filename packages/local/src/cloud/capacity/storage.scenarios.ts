import { PutObjectCommand } from "@aws-sdk/client-s3";
import type { Contract } from "@faibric/core/platform/contract";
import type { DomainEvent } from "@faibric/core/platform/event";
import { createId, type TenantId } from "@faibric/core/platform/id";
import * as Folder from "@faibric/core/storage/folder";
import { NewMultipartUpload } from "@faibric/core/storage/multipart.schema";
import * as MultipartUpload from "@faibric/core/storage/multipart-upload";
import * as Objects from "@faibric/core/storage/objects";
import * as operations from "@faibric/core/storage/storage.contract";
import {
  FileDeleted,
  FileUploaded,
  QuotaReached,
  UploadEnded,
} from "@faibric/core/storage/storage.events";
import { type FileId, NewUpload } from "@faibric/core/storage/storage.schema";
import * as Trash from "@faibric/core/storage/trash";
import * as Upload from "@faibric/core/storage/upload";
import * as Completion from "@faibric/core/storage/upload-completion";
import { asMember, asSystem, newTenant } from "@faibric/core/testing/actors";
import type { ApiCall } from "@faibric/functions/platform/api-event.fixture";
import { newCaller } from "@faibric/functions/platform/caller.fixture";
import { bring, invoke, type Scenario, succeed } from "./scenario";

const idempotent = { "idempotency-key": "5f0c6a2e-6a0e-4f6b-9a55-0d2c6f3b8f11" };
const Body = Buffer.from("%PDF-1.7\n%%EOF\n");
const name = "Menu.pdf";
const size = Body.length;

/** An upload whose bytes have arrived. */
async function arrived(tenantId: TenantId): Promise<FileId> {
  return asMember(tenantId, async () => {
    const { fileId } = await Upload.start(NewUpload.parse({ name, size }));
    const Key = Objects.keyOf(fileId);
    await Objects.client.send(new PutObjectCommand({ Bucket: Objects.bucket(), Key, Body }));
    return fileId;
  });
}

async function stored(tenantId: TenantId): Promise<FileId> {
  const fileId = await arrived(tenantId);
  await asMember(tenantId, () => Completion.complete(fileId));
  return fileId;
}

/** A call in a tenant that has a file, or whatever else is prepared. */
const about =
  (
    contract: Contract,
    prepare: (tenantId: TenantId) => Promise<ApiCall["params"]>,
    more: ApiCall = {},
  ): Scenario =>
  async (handler) => {
    const { tenantId, headers } = await newCaller();
    const params = await prepare(tenantId);
    const all = { ...headers, "x-tenant-id": tenantId, ...idempotent, ...more.headers };
    return () =>
      succeed(handler, contract, { ...more, ...(params ? { params } : {}), headers: all });
  };

const ofFile = async (tenantId: TenantId) => ({ fileId: await stored(tenantId) });
const ofFolder = async (tenantId: TenantId) => {
  const { folderId } = await asMember(tenantId, () =>
    Folder.create({ name: "Invoices", parentId: "root" }),
  );
  return { folderId };
};
const inParts = async (tenantId: TenantId) => {
  const { fileId } = await asMember(tenantId, () =>
    MultipartUpload.start(NewMultipartUpload.parse({ name, size })),
  );
  return { fileId };
};
const none = async () => undefined;
const first = { "if-match": '"1"' };

const onEvent =
  (make: (fileId: FileId) => DomainEvent): Scenario =>
  async (handler) => {
    const tenantId = newTenant();
    const fileId = await stored(tenantId);
    const event = asSystem(tenantId, () => make(fileId));
    return () => bring(handler, event);
  };

const file = { name, size, contentType: "application/pdf", kind: "document" } as const;

/** One typical call of each function of storage. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  startUpload: about(operations.startUpload, none, { body: { name, size } }),
  startMultipartUpload: about(operations.startMultipartUpload, none, { body: { name, size } }),
  signUploadParts: about(operations.signUploadParts, inParts, { body: { partNumbers: [1] } }),
  listUploadParts: about(operations.listUploadParts, inParts),
  listUploads: about(operations.listUploads, async (tenantId) => {
    await inParts(tenantId);
    return undefined;
  }),
  completeUpload: about(operations.completeUpload, async (tenantId) => ({
    fileId: await arrived(tenantId),
  })),
  abandonUpload: about(operations.abandonUpload, async (tenantId) => ({
    fileId: await arrived(tenantId),
  })),
  readFile: about(operations.readFile, ofFile),
  deleteFile: about(operations.deleteFile, ofFile),
  listFiles: about(operations.listFiles, async (tenantId) => {
    for (let index = 0; index < 5; index++) await stored(tenantId);
    return undefined;
  }),
  readFileLink: about(operations.readFileLink, ofFile),
  changeFile: about(operations.changeFile, ofFile, { headers: first, body: { name: "New.pdf" } }),
  copyFile: about(operations.copyFile, ofFile, { body: {} }),
  trashFile: about(operations.trashFile, ofFile),
  restoreFile: about(operations.restoreFile, async (tenantId) => {
    const params = await ofFile(tenantId);
    await asMember(tenantId, () => Trash.put(params.fileId));
    return params;
  }),
  listFolders: about(operations.listFolders, async (tenantId) => {
    await ofFolder(tenantId);
    return undefined;
  }),
  createFolder: about(operations.createFolder, none, { body: { name: "Invoices" } }),
  changeFolder: about(operations.changeFolder, ofFolder, { body: { name: "Invoices 2026" } }),
  deleteFolder: about(operations.deleteFolder, ofFolder),
  readUsage: about(operations.readUsage, async (tenantId) => {
    await stored(tenantId);
    return undefined;
  }),
  onFileUploaded: onEvent((fileId) =>
    FileUploaded.create(fileId, { fileId, ...file, folderId: "root" }),
  ),
  onFileDeleted: onEvent((fileId) => FileDeleted.create(fileId, { fileId, ...file })),
  onUploadEnded: onEvent((fileId) => UploadEnded.create(fileId, { fileId, size, why: "expired" })),
  onQuotaReached: onEvent((fileId) =>
    QuotaReached.create(fileId, { percent: 80, claimedBytes: 8, quotaBytes: 10 }),
  ),
  settleArrived: async (handler) => {
    const tenantId = newTenant();
    const fileId = await arrived(tenantId);
    const found = await asMember(tenantId, () => Objects.find(fileId));
    const object = {
      key: asMember(tenantId, () => Objects.keyOf(fileId)),
      "version-id": found?.version,
    };
    const body = JSON.stringify({ detail: { object } });
    return () => invoke(handler, { Records: [{ messageId: createId("evt"), body }] });
  },
  emptyTrash: async (handler) => {
    const tenantId = newTenant();
    const fileId = await stored(tenantId);
    await asMember(tenantId, () => Trash.put(fileId));
    const body = JSON.stringify({ at: new Date(Date.now() + 31 * 86_400_000).toISOString() });
    const attributes = { MessageGroupId: tenantId, ApproximateReceiveCount: "1" };
    return () => invoke(handler, { Records: [{ messageId: createId("evt"), body, attributes }] });
  },
  everyTenMinutesExpireUploads: async (handler) => {
    await asMember(newTenant(), () => Upload.start(NewUpload.parse({ name, size })));
    return () => invoke(handler, { id: "evt-1", time: new Date().toISOString() });
  },
  everyNightEmptyTrash: async (handler) => {
    await stored(newTenant());
    return () => invoke(handler, { id: "evt-1", time: new Date().toISOString() });
  },
};

import type { Upload } from "@faibric/core/storage/storage.schema";
import { startSuiteCloud } from "../testing/suite-cloud";

interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The whole platform, and people of tenants who keep files in it over HTTP. */
export async function startStorageCloud() {
  const cloud = await startSuiteCloud();
  // Imported once the cloud has said where the table is.
  const { newTenancy, sessionTokenOf } = await import("../testing/matrix-tenancy");

  /** Somebody of a tenant of their own, or of another's. */
  async function someone(
    role: "owner" | "viewer" = "owner",
    of?: Awaited<ReturnType<typeof newTenancy>>,
  ) {
    const tenancy = of ?? (await newTenancy());
    const { tenantId, people } = tenancy;
    const token = await sessionTokenOf(people[role], { secondFactor: true });
    const call = async (method: string, path: string, { body, headers = {} }: Sent = {}) => {
      const response = await fetch(`${cloud.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          "x-tenant-id": tenantId,
          "content-type": "application/json",
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text ? JSON.parse(text) : undefined };
    };

    /** Begins an upload of these bytes. */
    const begin = async (name: string, bytes: Uint8Array<ArrayBuffer>, more: object = {}) => {
      const body = { name, size: bytes.length, ...more };
      const { status, body: upload } = await call("POST", "/api/v1/storage/upload/", { body });
      if (status !== 201) throw new Error(`${status} ${JSON.stringify(upload)}`);
      return upload as Upload;
    };
    const complete = (fileId: string) => call("POST", `/api/v1/storage/upload/${fileId}/complete`);
    const upload = async (name: string, bytes: Uint8Array<ArrayBuffer>, more: object = {}) => {
      const begun = await begin(name, bytes, more);
      const sent = await sendForm(begun, bytes);
      if (!sent.ok) throw new Error(`${sent.status} ${await sent.text()}`);
      return (await complete(begun.fileId)).body;
    };
    return { tenancy, tenantId, token, call, begin, complete, upload };
  }

  return { cloud, someone, close: () => cloud.close() };
}

/** Sends bytes with the form of an upload, as a browser does. */
export function sendForm(
  { url, fields }: Pick<Upload, "url" | "fields">,
  bytes: Uint8Array<ArrayBuffer>,
  changed: Readonly<Record<string, string>> = {},
) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...changed })) form.append(name, value);
  form.append("file", new Blob([bytes]));
  return fetch(url, { method: "POST", body: form });
}

import { ListObjectVersionsCommand, S3Client } from "@aws-sdk/client-s3";
import type { StoredFile } from "@faibric/core/storage/storage.schema";
import { afterAll, describe, expect, it } from "vitest";
import { eventually } from "../testing/eventually";
import { multipartUploads } from "./multipart.cases";
import { BUCKET_NAME } from "./settings";
import { sendForm, startStorageCloud } from "./storage.fixture";

const platform = await startStorageCloud();
const { cloud, someone, close } = platform;
afterAll(close);
const s3 = new S3Client({ forcePathStyle: true });
const { asSystem } = await import("@faibric/core/testing/actors");
const Usage = await import("@faibric/core/storage/usage");
const { makeDue } = await import("./storage-rows.fixture");

const bytesOf = (text: string) => new TextEncoder().encode(text);
const PDF = bytesOf("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n");
const PNG = new Uint8Array(
  Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  ),
);

type Person = Awaited<ReturnType<typeof someone>>;
const usageOf = async (person: Person) => (await person.call("GET", "/api/storage/usage")).body;
const versionsOf = async ({ tenantId }: Person, fileId: string) => {
  const Prefix = `tenant_${tenantId}/files/${fileId}/`;
  const { Versions = [], DeleteMarkers = [] } = await s3.send(
    new ListObjectVersionsCommand({ Bucket: BUCKET_NAME, Prefix }),
  );
  return [...Versions, ...DeleteMarkers].map(({ VersionId }) => VersionId);
};
const list = async (person: Person, query = "") =>
  (await person.call("GET", `/api/storage/files?${query}`)).body as {
    items: StoredFile[];
    cursor: string | null;
  };
/** How long what follows from a notice of the bucket may take, where notices come late and more than once. */
const PATIENCE_MS = 45_000;
const linkOf = async (person: Person, fileId: string, as = "attachment") =>
  (await person.call("GET", `/api/storage/files/${fileId}/link?as=${as}`)).body.url as string;

describe("an upload", () => {
  it("goes straight to the bucket and becomes a file, which is what its bytes are", async () => {
    const owner = await someone();
    const begun = await owner.begin("Speisekarte – Frühling.pdf", PDF, {
      contentType: "application/pdf",
    });
    expect(await usageOf(owner)).toMatchObject({ usedBytes: 0, reservedBytes: PDF.length });
    expect((await owner.complete(begun.fileId)).body.code).toBe("storage.upload.not_received");
    expect((await sendForm(begun, PDF)).status).toBe(204);
    const { status, body } = await owner.complete(begun.fileId);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      fileId: begun.fileId,
      name: "Speisekarte – Frühling.pdf",
      contentType: "application/pdf",
      kind: "document",
      size: PDF.length,
      folderId: "root",
      version: 1,
      trashedAt: null,
    });
    expect(await usageOf(owner)).toMatchObject({
      usedBytes: PDF.length,
      reservedBytes: 0,
      files: 1,
      byKind: expect.arrayContaining([{ kind: "document", bytes: PDF.length }]),
    });
  });

  it("becomes the file by the bucket's notice alone, and completing it later changes nothing", async () => {
    const owner = await someone();
    const begun = await owner.begin("photo.png", PNG, { contentType: "image/png" });
    await sendForm(begun, PNG);
    const { items } = await eventually(
      () => list(owner),
      ({ items }) => items.length === 1,
      PATIENCE_MS,
    );
    expect(items[0]).toMatchObject({ fileId: begun.fileId, kind: "image" });
    const again = await Promise.all([owner.complete(begun.fileId), owner.complete(begun.fileId)]);
    for (const { status, body } of again) {
      expect(status).toBe(200);
      expect(body).toEqual(items[0]);
    }
    expect(await usageOf(owner)).toMatchObject({ usedBytes: PNG.length, files: 1 });
  });

  it("is held to its form: another key, type or length is refused by the bucket", async () => {
    const owner = await someone();
    const begun = await owner.begin("photo.png", PNG, { contentType: "image/png" });
    const other = (await someone()).tenantId;
    const elsewhere = begun.fields.key?.replace(owner.tenantId, other) ?? "";
    expect((await sendForm(begun, PNG, { key: elsewhere })).status).toBe(403);
    expect((await sendForm(begun, PNG, { "Content-Type": "text/html" })).status).toBe(403);
    const longer = new Uint8Array([...PNG, 0]);
    expect((await sendForm(begun, longer)).status).toBe(400);
    expect((await sendForm(begun, PNG.slice(1))).status).toBe(400);
    expect(await versionsOf(owner, begun.fileId)).toEqual([]);
  });

  it("is refused where its bytes are something else, says what, and leaves nothing", async () => {
    const owner = await someone();
    const html = bytesOf("<!doctype html><script>alert(1)</script>");
    const begun = await owner.begin("holiday.png", html, { contentType: "image/png" });
    await sendForm(begun, html);
    for (const look of [1, 2]) {
      const { status, body } = await owner.complete(begun.fileId);
      expect(status, `look ${look}`).toBe(422);
      expect(body).toMatchObject({ code: "storage.upload.type_mismatch" });
      expect(body.detail).toContain("image/png, but its bytes are text/plain");
    }
    await eventually(
      () => versionsOf(owner, begun.fileId),
      (versions) => versions.length === 0,
      PATIENCE_MS,
    );
    await eventually(
      () => usageOf(owner),
      ({ reservedBytes }) => reservedBytes === 0,
      PATIENCE_MS,
    );
    // The reason is told also after the bytes are gone.
    expect((await owner.complete(begun.fileId)).status).toBe(422);
    expect(await list(owner)).toMatchObject({ items: [] });
  });

  it("counts as what was looked into first: what is sent again with the same form is deleted", async () => {
    const owner = await someone();
    const first = bytesOf("the first");
    const begun = await owner.begin("note.txt", first);
    await sendForm(begun, first);
    await owner.complete(begun.fileId);
    const [kept] = await versionsOf(owner, begun.fileId);
    expect((await sendForm(begun, bytesOf("another!!"))).status).toBe(204);
    await eventually(
      () => versionsOf(owner, begun.fileId),
      (versions) => versions.length === 1,
      PATIENCE_MS,
    );
    expect(await versionsOf(owner, begun.fileId)).toEqual([kept]);
    const text = await (await fetch(await linkOf(owner, begun.fileId))).text();
    expect(text).toBe("the first");
  });

  it("that is given up frees its room, and what is sent after it is deleted", async () => {
    const owner = await someone();
    const begun = await owner.begin("note.txt", PDF);
    const abandoned = await owner.call("DELETE", `/api/v1/storage/upload/${begun.fileId}`);
    expect(abandoned.status).toBe(204);
    expect(await usageOf(owner)).toMatchObject({ reservedBytes: 0 });
    expect((await sendForm(begun, PDF)).status).toBe(204);
    await eventually(
      () => versionsOf(owner, begun.fileId),
      (versions) => versions.length === 0,
      PATIENCE_MS,
    );
    expect((await owner.complete(begun.fileId)).status).toBe(404);
    expect(await list(owner)).toMatchObject({ items: [] });
  });

  it("never takes more than there is room for, however many race for the last bytes", async () => {
    const owner = await someone();
    await asSystem(owner.tenantId, () => Usage.setQuota(3 * PDF.length + 1));
    const tries = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        owner.call("POST", "/api/v1/storage/upload", {
          body: { name: `${index}.pdf`, size: PDF.length },
        }),
      ),
    );
    const codes = tries.map(({ status, body }) => body.code ?? status);
    expect(codes.filter((code) => code === 201)).toHaveLength(3);
    expect(new Set(codes.filter((code) => code !== 201))).toEqual(
      new Set(["storage.quota.reached"]),
    );
    expect(await usageOf(owner)).toMatchObject({ reservedBytes: 3 * PDF.length, usedBytes: 0 });
  });

  it("tells a level of the quota once on the way up, and again after it was less", async () => {
    const owner = await someone();
    await asSystem(owner.tenantId, () => Usage.setQuota(2 * PDF.length));
    const told = async (count: number) => {
      const path = `/api/tenants/${owner.tenantId}/activity`;
      const items = await eventually(
        async () => (await owner.call("GET", path)).body.items ?? [],
        (all: { type: string }[]) =>
          all.filter(({ type }) => type === "storage.quota.reached").length === count,
        PATIENCE_MS,
      );
      return items[0];
    };
    await owner.upload("one.pdf", PDF);
    const two = await owner.upload("two.pdf", PDF);
    expect(JSON.stringify(await told(1))).toContain("100 percent of the room");
    await owner.call("DELETE", `/api/v1/storage/${two.fileId}`);
    await eventually(
      () => asSystem(owner.tenantId, async () => (await Usage.find()).toldPercent),
      (percent) => percent === 0,
      PATIENCE_MS,
    );
    await owner.upload("three.pdf", PDF);
    await told(2);
  });

  it("that nobody sends ends by itself, and its room is free again", async () => {
    const owner = await someone();
    const begun = await owner.begin("never.pdf", PDF);
    const sent = await owner.begin("late.pdf", PDF);
    await makeDue(owner.tenantId, begun.fileId);
    await cloud.lambda.invoke("storage-every-ten-minutes-expire-uploads", {
      id: "evt-1",
      time: new Date().toISOString(),
    });
    expect(await usageOf(owner)).toMatchObject({ reservedBytes: PDF.length });
    expect((await owner.complete(begun.fileId)).status).toBe(404);
    await sendForm(sent, PDF);
    expect((await owner.complete(sent.fileId)).status).toBe(200);
  });
});

multipartUploads(platform, (tenantId, bytes) => asSystem(tenantId, () => Usage.setQuota(bytes)));

describe("a name", () => {
  it.each([
    "../../etc/passwd",
    "a\u0000b",
    "exe\u202Egnp.jpg",
    "CON.txt",
    "",
    "...",
    "a/b",
    `${"ß".repeat(200)}.txt`,
    "\u200B",
  ])("%j is refused, with what is wrong", async (name) => {
    const owner = await someone();
    const { status, body } = await owner.call("POST", "/api/v1/storage/upload", {
      body: { name, size: 1 },
    });
    expect(status).toBe(400);
    expect(body.issues[0].message).toMatch(/name/i);
  });

  it.each([
    "Angebot für Köln & Süd 100%.txt",
    "قائمة الطعام.txt",
    "☕️ menu 🥐.txt",
    "it's \u00e9.txt",
    ".env",
  ])("%j comes back as it is, in the list and where it is saved", async (name) => {
    const owner = await someone();
    const { fileId } = await owner.upload(name.normalize("NFD"), bytesOf("x"));
    const { items } = await list(owner);
    expect(items[0]?.name).toBe(name.normalize("NFC"));
    const { headers } = await fetch(await linkOf(owner, fileId));
    const [, encoded = ""] =
      /filename\*=UTF-8''(.+)$/.exec(headers.get("content-disposition") ?? "") ?? [];
    expect(decodeURIComponent(encoded)).toBe(name.normalize("NFC"));
  });
});

describe("an address to download", () => {
  it("is at an origin of its own, where nothing of a file runs", async () => {
    const owner = await someone();
    const html = bytesOf("<script>alert(1)</script>");
    const { fileId } = await owner.upload("page.html", html, { contentType: "text/html" });
    const url = await linkOf(owner, fileId, "inline");
    expect(new URL(url).origin).not.toBe(new URL(cloud.url).origin);
    const answer = await fetch(url, { headers: { range: "bytes=0-7", origin: cloud.url } });
    expect(answer.status).toBe(206);
    expect(await answer.text()).toBe("<script>");
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "text/html",
      "content-disposition": expect.stringMatching(/^attachment; filename="page.html"/),
      "content-security-policy": expect.stringMatching(/^sandbox;/),
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "cross-origin",
      "access-control-allow-origin": "*",
    });
    const image = await owner.upload("photo.png", PNG);
    const shown = await fetch(await linkOf(owner, image.fileId, "inline"));
    expect(shown.headers.get("content-disposition")).toMatch(/^inline;/);
    expect(shown.headers.get("content-type")).toBe("image/png");
  });

  it("opens one file by one method, and nothing once any of it is changed or the file is gone", async () => {
    const owner = await someone();
    const mine = await owner.upload("mine.txt", bytesOf("mine"));
    const other = await someone();
    const theirs = await other.upload("theirs.txt", bytesOf("theirs"));
    const url = await linkOf(owner, mine.fileId);
    expect(await (await fetch(url)).text()).toBe("mine");
    for (const method of ["DELETE", "PUT", "POST"]) {
      expect(
        (await fetch(url, { method, ...(method === "DELETE" ? {} : { body: "x" }) })).ok,
        method,
      ).toBe(false);
    }
    const swapped = url.replace(owner.tenantId, other.tenantId).replace(mine.fileId, theirs.fileId);
    expect((await fetch(swapped)).status).toBe(403);
    const { search } = new URL(url);
    for (let index = 1; index < search.length; index += 7) {
      const letter = search[index] === "a" ? "b" : "a";
      const changed = url.replace(
        search,
        search.slice(0, index) + letter + search.slice(index + 1),
      );
      expect((await fetch(changed)).ok, changed).toBe(false);
    }
    await owner.call("DELETE", `/api/v1/storage/${mine.fileId}/`);
    await eventually(
      async () => (await fetch(url)).status,
      (status) => status === 404,
      PATIENCE_MS,
    );
  });
});

describe("a file", () => {
  it("is gone for good once it is deleted: bytes, versions, room and row", async () => {
    const owner = await someone();
    const { fileId } = await owner.upload("gone.pdf", PDF);
    expect((await owner.call("DELETE", `/api/v1/storage/${fileId}/`)).status).toBe(204);
    expect((await owner.call("GET", `/api/v1/storage/${fileId}/`)).status).toBe(404);
    expect((await owner.call("DELETE", `/api/v1/storage/${fileId}/`)).status).toBe(404);
    expect(await usageOf(owner)).toMatchObject({ usedBytes: 0, files: 0 });
    await eventually(
      () => versionsOf(owner, fileId),
      (versions) => versions.length === 0,
      PATIENCE_MS,
    );
  });

  it("is renamed, moved, tagged and copied, by whoever read it last", async () => {
    const owner = await someone();
    const file = await owner.upload("a.pdf", PDF, { tags: ["Invoice", "invoice"] });
    expect(file.tags).toEqual(["invoice"]);
    const folder = (await owner.call("POST", "/api/storage/folders", { body: { name: "2026" } }))
      .body;
    const change = (version: number, body: object) =>
      owner.call("PATCH", `/api/storage/files/${file.fileId}`, {
        body,
        headers: { "if-match": `"${version}"` },
      });
    const moved = await change(1, { name: "b.pdf", folderId: folder.folderId, tags: ["paid"] });
    expect(moved.body).toMatchObject({ name: "b.pdf", folderId: folder.folderId, version: 2 });
    expect((await change(1, { name: "c.pdf" })).status).toBe(412);
    expect((await change(2, { folderId: "fld_01jd3zq8v5m0w2e7r9t4y6x1kp" })).status).toBe(404);
    const copy = await owner.call("POST", `/api/storage/files/${file.fileId}/copy`, {
      body: { folderId: "root" },
      headers: { "idempotency-key": "copy-1" },
    });
    expect(copy.status).toBe(201);
    expect(copy.body).toMatchObject({ name: "b.pdf", folderId: "root", tags: ["paid"] });
    const again = await owner.call("POST", `/api/storage/files/${file.fileId}/copy`, {
      body: { folderId: "root" },
      headers: { "idempotency-key": "copy-1" },
    });
    expect(again.body).toEqual(copy.body);
    expect(await (await fetch(await linkOf(owner, copy.body.fileId))).bytes()).toEqual(PDF);
    expect(await usageOf(owner)).toMatchObject({
      files: 2,
      usedBytes: 2 * PDF.length,
      reservedBytes: 0,
    });
    const { items } = (await owner.call("GET", "/api/storage/folders")).body;
    expect(items).toMatchObject([{ name: "2026", files: 1, bytes: PDF.length }]);
    expect((await list(owner, `in=${folder.folderId}`)).items).toHaveLength(1);
    expect((await list(owner, "in=root")).items).toMatchObject([{ fileId: copy.body.fileId }]);
  });

  it("waits in the trash, cannot be read there, and comes back, or ends with it", async () => {
    const owner = await someone();
    const folder = (await owner.call("POST", "/api/storage/folders", { body: { name: "Old" } }))
      .body;
    const file = await owner.upload("a.pdf", PDF, { folderId: folder.folderId });
    const path = `/api/storage/files/${file.fileId}`;
    for (const _ of [1, 2]) expect((await owner.call("POST", `${path}/trash`)).status).toBe(200);
    expect((await list(owner)).items).toEqual([]);
    expect((await list(owner, "in=trash")).items).toMatchObject([{ fileId: file.fileId }]);
    expect((await owner.call("GET", `${path}/link`)).body.code).toBe("storage.file.in_trash");
    expect(await usageOf(owner)).toMatchObject({
      trashedFiles: 1,
      trashedBytes: PDF.length,
      usedBytes: PDF.length,
    });
    // Its folder is empty now, and goes; the file comes back at the top.
    expect((await owner.call("DELETE", `/api/storage/folders/${folder.folderId}`)).status).toBe(
      204,
    );
    const restored = await owner.call("POST", `${path}/restore`);
    expect(restored.body).toMatchObject({ folderId: "root", trashedAt: null });
    expect(await usageOf(owner)).toMatchObject({ trashedFiles: 0, trashedBytes: 0 });

    await owner.call("POST", `${path}/trash`);
    const Trash = await import("@faibric/core/storage/trash");
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
    expect(await asSystem(owner.tenantId, () => Trash.empty(inDays(29)))).toBe(0);
    expect(await asSystem(owner.tenantId, () => Trash.empty(inDays(31)))).toBe(1);
    expect(await usageOf(owner)).toMatchObject({ usedBytes: 0, files: 0, trashedFiles: 0 });
  });

  it("is not another tenant's, and a viewer reads without changing", async () => {
    const owner = await someone();
    const file = await owner.upload("a.pdf", PDF);
    const stranger = await someone();
    for (const [method, path] of [
      ["GET", `/api/v1/storage/${file.fileId}`],
      ["DELETE", `/api/v1/storage/${file.fileId}`],
      ["GET", `/api/storage/files/${file.fileId}/link`],
      ["POST", `/api/storage/files/${file.fileId}/trash`],
      ["POST", `/api/v1/storage/upload/${file.fileId}/complete`],
    ] as const) {
      expect((await stranger.call(method, path)).status, path).toBe(404);
    }
    const viewer = await someone("viewer", owner.tenancy);
    expect((await viewer.call("GET", `/api/v1/storage/${file.fileId}`)).status).toBe(200);
    expect((await viewer.call("DELETE", `/api/v1/storage/${file.fileId}`)).status).toBe(403);
  });
});

describe("folders", () => {
  it("are a tree: no two alike in one place, none in itself, and only an empty one is deleted", async () => {
    const owner = await someone();
    const make = (name: string, parentId = "root") =>
      owner.call("POST", "/api/storage/folders", { body: { name, parentId } });
    const top = (await make("Rechnungen")).body;
    expect((await make("RECHNUNGEN")).body.code).toBe("storage.folder.name_taken");
    const inner = (await make("2026", top.folderId)).body;
    const move = (folderId: string, parentId: string) =>
      owner.call("PATCH", `/api/storage/folders/${folderId}`, { body: { parentId } });
    expect((await move(top.folderId, inner.folderId)).body.code).toBe(
      "storage.folder.inside_itself",
    );
    expect((await move(top.folderId, top.folderId)).body.code).toBe("storage.folder.inside_itself");
    const remove = (folderId: string) => owner.call("DELETE", `/api/storage/folders/${folderId}`);
    expect((await remove(top.folderId)).body.code).toBe("storage.folder.not_empty");
    await owner.upload("a.pdf", PDF, { folderId: inner.folderId });
    expect((await remove(inner.folderId)).body.code).toBe("storage.folder.not_empty");
  });

  it("are not put into each other by two moves at once", async () => {
    const owner = await someone();
    const make = async (name: string) =>
      (await owner.call("POST", "/api/storage/folders", { body: { name } })).body
        .folderId as string;
    const [one, other] = [await make("one"), await make("other")];
    const move = (folderId: string, parentId: string) =>
      owner.call("PATCH", `/api/storage/folders/${folderId}`, { body: { parentId } });
    const moves = await Promise.all([move(one, other), move(other, one)]);
    expect(moves.filter(({ status }) => status === 200)).toHaveLength(1);
    const { items } = (await owner.call("GET", "/api/storage/folders")).body;
    expect(items.filter(({ parentId }: { parentId: string }) => parentId === "root")).toHaveLength(
      1,
    );
  });
});

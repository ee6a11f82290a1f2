import type {
  ArrivedParts,
  MultipartUpload,
  OpenUpload,
  SignedParts,
} from "@faibric/core/storage/multipart.schema";
import { describe, expect, it } from "vitest";
import { eventually } from "../testing/eventually";
import { receivedOf } from "../testing/received-parts";
import type { startStorageCloud } from "./storage.fixture";

type Platform = Awaited<ReturnType<typeof startStorageCloud>>;
type Person = Awaited<ReturnType<Platform["someone"]>>;
type Part = SignedParts["items"][number];

const PATIENCE_MS = 45_000;
const MIB = 1024 ** 2;
/** Three parts, of which the last is short; no two are alike. */
const FILM = new Uint8Array(20 * MIB + 7).map((_, index) => (index >> 12) % 251);

const begin = async (person: Person, name: string, bytes = FILM) => {
  const body = { name, size: bytes.length };
  const answer = await person.call("POST", "/api/v1/storage/multipart-upload", { body });
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as MultipartUpload;
};
const ask = (person: Person, fileId: string, partNumbers: readonly number[]) =>
  person.call("POST", `/api/v1/storage/upload/${fileId}/parts`, { body: { partNumbers } });
const sign = async (person: Person, fileId: string, partNumbers: readonly number[]) =>
  (await ask(person, fileId, partNumbers)).body as SignedParts;
const sendPart = ({ url, partNumber, bytes }: Part, body?: Uint8Array<ArrayBuffer>) => {
  const from = (partNumber - 1) * 8 * MIB;
  return fetch(url, { method: "PUT", body: body ?? FILM.slice(from, from + bytes) });
};
const arrivedOf = async (person: Person, fileId: string) =>
  (await person.call("GET", `/api/v1/storage/upload/${fileId}/parts`)).body as ArrivedParts;
const usageOf = async (person: Person) => (await person.call("GET", "/api/storage/usage")).body;

/** A file that is sent in parts. */
export function multipartUploads({ someone }: Platform, setQuota: SetQuota): void {
  describe("an upload in parts", () => {
    it("goes on where it stopped, in any order and several at once, and becomes a file", async () => {
      const owner = await someone();
      const { fileId, partBytes, parts } = await begin(owner, "Opening night.bin");
      expect({ partBytes, parts }).toEqual({ partBytes: 8 * MIB, parts: 3 });
      expect(await usageOf(owner)).toMatchObject({ reservedBytes: FILM.length, usedBytes: 0 });
      const first = await sign(owner, fileId, [3]);
      expect((await sendPart(first.items[0] as Part)).status).toBe(200);
      expect(await arrivedOf(owner, fileId)).toEqual({
        items: [{ partNumber: 3, bytes: 4 * MIB + 7 }],
      });
      expect((await owner.complete(fileId)).body.code).toBe("storage.upload.not_received");

      const open = (await owner.call("GET", "/api/storage/uploads")).body as {
        items: OpenUpload[];
      };
      expect(open.items).toMatchObject([{ fileId, size: FILM.length, isMultipart: true }]);
      const rest = await sign(owner, fileId, [2, 1, 2]);
      expect(rest.items.map(({ partNumber }) => partNumber)).toEqual([2, 1]);
      const sent = await Promise.all(rest.items.map((part) => sendPart(part)));
      expect(sent.map(({ status }) => status)).toEqual([200, 200]);

      const completed = await Promise.all([owner.complete(fileId), owner.complete(fileId)]);
      for (const { status, body } of completed) {
        expect({ status, ...body }).toMatchObject({ status: 200, fileId, size: FILM.length });
      }
      expect(await usageOf(owner)).toMatchObject({ reservedBytes: 0, usedBytes: FILM.length });
      const { url } = (await owner.call("GET", `/api/storage/files/${fileId}/link`)).body;
      const back = new Uint8Array(await (await fetch(url)).arrayBuffer());
      expect(Buffer.compare(back, FILM)).toBe(0);
      expect(await receivedOf(owner.tenantId)).toEqual([]);
      expect((await ask(owner, fileId, [1])).status).toBe(404);
    });

    it("takes each part in its own length, at its own address, by nobody else", async () => {
      const [owner, other] = [await someone(), await someone()];
      const { fileId } = await begin(owner, "film.bin");
      const { items } = await sign(owner, fileId, [1, 2]);
      const [one, two] = items as [Part, Part];
      const short = await sendPart(one, FILM.slice(0, 100));
      const moved = await fetch(one.url.replace("partNumber=1", "partNumber=2"), {
        method: "PUT",
        body: FILM.slice(0, one.bytes),
      });
      const read = await fetch(two.url);
      expect([short.status, moved.status, read.status]).toEqual([403, 403, 403]);
      expect((await arrivedOf(owner, fileId)).items).toEqual([]);

      expect((await ask(other, fileId, [1])).body.code).toBe("storage.upload.not_found");
      const beyond = await ask(owner, fileId, [4]);
      expect(beyond).toMatchObject({ status: 422, body: { code: "storage.upload.no_such_part" } });
      expect(beyond.body.detail).toContain("parts 1 to 3");
      const form = await owner.begin("menu.txt", FILM.slice(0, 10));
      expect((await ask(owner, form.fileId, [1])).body.code).toBe("storage.upload.not_multipart");
    });

    it("that is given up, or does not fit, leaves nothing in the bucket and takes no room", async () => {
      const owner = await someone();
      const { fileId } = await begin(owner, "film.bin");
      const { items } = await sign(owner, fileId, [1]);
      await sendPart(items[0] as Part);
      await owner.call("DELETE", `/api/v1/storage/upload/${fileId}`);
      expect(await usageOf(owner)).toMatchObject({ reservedBytes: 0, usedBytes: 0 });
      await eventually(
        () => receivedOf(owner.tenantId),
        (keys) => keys.length === 0,
        PATIENCE_MS,
      );
      expect((await sendPart(items[0] as Part)).status).toBe(404);

      await setQuota(owner.tenantId, FILM.length - 1);
      const body = { name: "too large.bin", size: FILM.length };
      const refused = await owner.call("POST", "/api/v1/storage/multipart-upload", { body });
      expect(refused).toMatchObject({ status: 409, body: { code: "storage.quota.reached" } });
      expect(await receivedOf(owner.tenantId)).toEqual([]);
    });

    it("that is joined before all of it is there ends, and what came is deleted", async () => {
      const owner = await someone();
      const { fileId } = await begin(owner, "film.bin");
      const { items, completeUrl } = await sign(owner, fileId, [1]);
      const etag = (await sendPart(items[0] as Part)).headers.get("etag");
      const body = `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${etag}</ETag></Part></CompleteMultipartUpload>`;
      expect((await fetch(completeUrl, { method: "POST", body })).status).toBe(200);
      expect(["storage.upload.size_mismatch", "storage.upload.not_found"]).toContain(
        (await owner.complete(fileId)).body.code,
      );
      await eventually(
        () => usageOf(owner),
        ({ reservedBytes, usedBytes }) => reservedBytes + usedBytes === 0,
        PATIENCE_MS,
      );
      expect((await owner.complete(fileId)).status).toBe(404);
    });
  });
}

type SetQuota = (tenantId: Person["tenantId"], bytes: number) => Promise<void>;

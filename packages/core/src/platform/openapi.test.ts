import { describe, expect, it } from "vitest";
import * as z from "zod";
import { type Contract, defineContract, Page, pageOf } from "./contract";
import { describeApi } from "./openapi";

const Note = z
  .object({ text: z.string().meta({ example: "Milk" }), version: z.int().meta({ example: 3 }) })
  .meta({ id: "Note" });
const note = z.object({ text: z.string().max(9).meta({ example: "Ada's" }) });
const params = z.object({ noteId: z.string().meta({ example: "it's here" }) });

const rewriteNote = defineContract({
  method: "PUT",
  path: "/api/notes/{noteId}",
  summary: "Rewrite a note",
  access: "member:tenant.write",
  person: true,
  params,
  body: note,
  response: Note,
  versioned: true,
  refuses: { "notes.note.locked": { status: 409, when: "the note is locked", mend: "Unlock it." } },
});

const readNote = defineContract({
  method: "GET",
  path: "/api/notes/{noteId}",
  summary: "Read a note",
  access: "member:tenant.read",
  params,
  response: Note,
  versioned: true,
});

const listNotes = defineContract({
  method: "GET",
  path: "/api/notes",
  summary: "List notes",
  access: "user",
  query: Page,
  response: pageOf(Note),
});

const ping = defineContract({
  method: "POST",
  path: "/api/ping",
  summary: "Ping",
  access: "anyone",
});

const describeAll = (operations: Record<string, Contract>) =>
  describeApi("1.0.0", [{ capability: "notes", operations }]);

const document = describeAll({ rewriteNote, readNote, listNotes, ping });
const operation = (path: string, method: "get" | "put" | "post") =>
  z
    .looseObject({
      operationId: z.string(),
      parameters: z.array(z.looseObject({})).default([]),
      responses: z.record(z.string(), z.looseObject({})),
    })
    .parse(document.paths?.[path]?.[method]);

describe("describeApi", () => {
  it("names an operation by its key and files it under its capability", () => {
    expect(operation("/api/notes/{noteId}", "put")).toMatchObject({
      operationId: "rewriteNote",
      tags: ["notes"],
      summary: "Rewrite a note",
      security: [{ accessToken: [] }],
    });
  });

  it("asks for the tenant, the version and an idempotency key where the platform does", () => {
    const refs = (name: string) => ({ $ref: `#/components/parameters/${name}` });
    const headers = ["TenantId", "IdempotencyKey", "IfMatch"].map(refs);
    expect(operation("/api/notes/{noteId}", "put").parameters).toEqual([
      {
        in: "path",
        name: "noteId",
        required: true,
        schema: { type: "string", example: "it's here" },
      },
      ...headers,
    ]);
    expect(operation("/api/notes/{noteId}", "get").parameters.slice(1)).toEqual([
      refs("TenantIdUnlessApiKey"),
    ]);
    expect(operation("/api/ping", "post").parameters).toEqual([]);
  });

  it("gives a body its example", () => {
    expect(operation("/api/notes/{noteId}", "put")).toMatchObject({
      requestBody: { content: { "application/json": { example: { text: "Ada's" } } } },
    });
  });

  it("shows how an operation is called, by curl and by the client, with what it needs", () => {
    const [curl, client] = z
      .array(z.object({ lang: z.string(), source: z.string() }))
      .parse(operation("/api/notes/{noteId}", "put")["x-codeSamples"]);
    expect(curl?.source.split(" \\\n  ")).toEqual([
      `curl -X PUT "https://faibric.example/api/notes/it's%20here"`,
      '-H "Authorization: Bearer $FAIBRIC_ACCESS_TOKEN"',
      '-H "X-Tenant-ID: tnt_01jd3zq8v5m0w2e7r9t4y6x1kp"',
      `-H 'If-Match: "3"'`,
      '-H "Idempotency-Key: $(openssl rand -hex 16)"',
      '-H "Content-Type: application/json"',
      `-d '{"text":"Ada'\\''s"}'`,
    ]);
    expect(client?.source).toBe(`import { createFaibric } from "@faibric/sdk";

const faibric = createFaibric({
  baseUrl: "https://faibric.example",
  token: process.env.FAIBRIC_ACCESS_TOKEN ?? "",
  tenantId: "tnt_01jd3zq8v5m0w2e7r9t4y6x1kp",
});

const answer = await faibric.notes.rewriteNote({
  params: { noteId: "it's here" },
  body: { text: "Ada's" },
  version: 3,
});
console.log(answer);
`);
  });

  it("refuses a parameter without an example, and says where to write one", () => {
    const open = defineContract({
      ...ping,
      path: "/api/doors/{doorId}",
      params: z.object({ doorId: z.string() }),
    });
    expect(() => describeAll({ open })).toThrow("open: `doorId` needs an example");
  });

  it("lists only the refusals that an operation can meet", () => {
    const statuses = (path: string, method: "get" | "put" | "post") =>
      Object.keys(operation(path, method).responses);
    expect(statuses("/api/notes/{noteId}", "put")).toEqual([
      "200",
      "400",
      "401",
      "403",
      "404",
      "409",
      "412",
      "413",
      "415",
      "422",
      "429",
      "500",
    ]);
    expect(statuses("/api/notes/{noteId}", "get")).toEqual([
      "200",
      "400",
      "401",
      "403",
      "404",
      "429",
      "500",
    ]);
    expect(statuses("/api/notes", "get")).toEqual(["200", "400", "401", "403", "429", "500"]);
    expect(statuses("/api/ping", "post")).toEqual(["204", "400", "429", "500"]);
    expect(operation("/api/notes", "get")["x-refusals"]).toEqual([
      "platform.request.invalid",
      "platform.actor.unauthenticated",
      "platform.actor.forbidden",
      "platform.limit.exceeded",
      "platform.internal",
    ]);
    expect(operation("/api/notes/{noteId}", "put")["x-refusals"]).toContain("notes.note.locked");
  });

  it("adds what the contract refuses to what the platform refuses with the same status", () => {
    const { description } = operation("/api/notes/{noteId}", "put").responses["409"] ?? {};
    expect(description).toContain("`notes.note.locked`: the note is locked. Unlock it.");
    expect(description).toContain("`platform.idempotency.in_progress`");
  });

  it("answers a versioned thing with its ETag, and a list with the link to its next page", () => {
    expect(operation("/api/notes/{noteId}", "get").responses["200"]).toMatchObject({
      headers: { etag: { $ref: "#/components/headers/ETag" } },
      content: { "application/json": { schema: { $ref: "#/components/schemas/Note" } } },
    });
    expect(operation("/api/notes", "get").responses["200"]).toMatchObject({
      links: { next: { operationId: "listNotes" } },
    });
  });

  it("lets answers grow: no schema of an answer forbids further fields", () => {
    const answers = Object.values(document.paths ?? {}).flatMap((path) =>
      Object.values(path ?? {}).map((operation) => (operation as { responses?: object }).responses),
    );
    expect(answers.length).toBeGreaterThan(3);
    const text = JSON.stringify([answers, document.components]);
    expect(text).not.toContain('"additionalProperties":false');
  });

  it("says that a body takes no further fields, for they are refused", () => {
    expect(JSON.stringify(document.paths?.["/api/notes/{noteId}"]?.put?.requestBody)).toContain(
      '"additionalProperties":false',
    );
  });

  it("refuses two operations of one name, or on one route", () => {
    const twice = { capability: "notes", operations: { readNote } };
    expect(() => describeApi("1", [twice, twice])).toThrow("two operations are named readNote");
    expect(() => describeAll({ readNote, alsoReadNote: readNote })).toThrow(
      "two operations serve GET /api/notes/{noteId}",
    );
  });

  it("refuses a body without an example, and says where to write one", () => {
    const body = z.object({ colour: z.string() });
    const paint = defineContract({ ...ping, path: "/api/paint", body });
    expect(() => describeAll({ paint })).toThrow("paint: its body needs an example");
  });

  it("refuses an answer without an example, and shows the one that it has", () => {
    const response = z.object({ colour: z.string() });
    const look = defineContract({ ...ping, path: "/api/look", response });
    expect(() => describeAll({ look })).toThrow("look: its answer needs an example");
    expect(operation("/api/notes", "get").responses["200"]).toMatchObject({
      content: {
        "application/json": { example: { items: [{ text: "Milk", version: 3 }], cursor: null } },
      },
    });
  });

  it("does not depend on the order in which things are declared", () => {
    const other = describeAll({ ping, listNotes, readNote, rewriteNote });
    expect(JSON.stringify(other)).toBe(JSON.stringify(document));
  });
});

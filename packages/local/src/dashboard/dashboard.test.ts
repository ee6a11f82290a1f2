import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { afterAll, describe, expect, it } from "vitest";
import { eventually } from "../testing/eventually";
import { startTrialCloud } from "./dashboard.fixture";
import type { EventList, EventView } from "./events";
import type { ExecutionDrawing, ExecutionList } from "./executions";
import type { LogList } from "./logs";
import type { MailList } from "./mail";
import type { ObjectList, ObjectView } from "./objects";
import type { Overview } from "./overview";
import type { QueueView } from "./queues";
import type { RequestList, RequestView } from "./requests";
import type { AreaList, ItemList, ItemView } from "./table";

const { cloud, url, heal, found, close } = await startTrialCloud();
// Imported once the cloud has said where the table is.
const { happen } = await import("@faibric/core/testing/trial");
const { newTenant } = await import("@faibric/core/testing/actors");
afterAll(close);

const QUEUE = "trial-on-thing-happened";
const JSON_TYPE = { "content-type": "application/json" };

async function get<T>(path: string): Promise<T> {
  const response = await fetch(`${url}/_local/api${path}`);
  expect(response.status, path).toBe(200);
  return (await response.json()) as T;
}

async function post<T>(path: string, body: object = {}): Promise<T> {
  const options = { method: "POST", headers: JSON_TYPE, body: JSON.stringify(body) };
  const response = await fetch(`${url}/_local/api${path}`, options);
  expect(response.status, path).toBe(200);
  return (await response.json()) as T;
}

const encoded = encodeURIComponent;

describe("a request", () => {
  it("is shown with its events, what became of them, and its executions", async () => {
    const { requestId, tenantId } = await found("Cedar");

    const view = await eventually(
      () => get<RequestView>(`/requests/${encoded(requestId)}`),
      ({ events, executions }) =>
        events.length === 2 &&
        events.every(({ deliveries }) => deliveries.every(({ state }) => state === "handled")) &&
        executions[0]?.status === "SUCCEEDED",
    );
    expect(view.request).toMatchObject({ method: "POST", path: "/api/tenants", status: 201 });
    expect(view.events.map(({ type }) => type)).toEqual([
      "tenant.tenant.created",
      "tenant.tenant.activated",
    ]);
    expect(view.events[0]).toMatchObject({ tenantId, correlationId: requestId });

    const { requests } = await get<RequestList>("/requests");
    expect(requests.map(({ id }) => id)).toContain(requestId);
  });

  it("is shown with what its functions logged, and with nothing of others", async () => {
    await fetch(`${url}/api/tenants`, { headers: { authorization: "Bearer one" } });
    const response = await fetch(`${url}/api/tenants`, {
      headers: { authorization: "Bearer two" },
    });
    const requestId = response.headers.get("x-request-id") ?? "";

    const { lines: all } = await get<RequestView>(`/requests/${encoded(requestId)}`);
    // A figure for CloudWatch, which is a line as well, names no request.
    const lines = all.filter((line) => line.requestId !== null);
    expect(lines.length).toBeGreaterThan(0);
    expect(new Set(lines.map((line) => line.requestId))).toEqual(new Set([requestId]));
    const { lines: found } = await get<LogList>(`/logs?level=warn&q=${encoded(requestId)}`);
    expect(found.map(({ number }) => number)).toEqual(lines.map(({ number }) => number));
  });

  it("that is unknown is answered with a reason", async () => {
    const response = await fetch(`${url}/_local/api/requests/unknown`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ message: expect.stringContaining("not among") });
  });
});

describe("events", () => {
  it("are listed newest first, found by tenant and paged without a gap", async () => {
    const tenantId = newTenant();
    const names = Array.from({ length: 230 }, (_, index) => `n${index}`);
    await Promise.all(names.map((name) => happen(tenantId, name)));

    const pages: EventList[] = [];
    await eventually(
      async () => {
        const page = (before: string | null | undefined) =>
          get<EventList>(`/events?q=${tenantId}${before ? `&before=${before}` : ""}`);
        const first = await page(undefined);
        pages.splice(0, 2, first, ...(first.before ? [await page(first.before)] : []));
        return new Set(pages.flatMap(({ events }) => events.map(({ id }) => id))).size;
      },
      (count) => count === 230,
      60_000,
    );
    expect(pages[1]?.before).toBeNull();
    const times = pages.flatMap(({ events }) => events.map(({ time }) => time));
    expect(times).toEqual(times.toSorted().reverse());
    expect(pages[0]?.events[0]?.consumers).toEqual([QUEUE]);
  }, 60_000);

  it("are not looked for before what is no time", async () => {
    const answer = await fetch(`${url}/_local/api/events?before=null`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ message: expect.stringMatching(/must be a time/) });
  });

  it("are shown whole, with what became of them", async () => {
    const tenantId = newTenant();
    const id = await happen(tenantId, "whole");
    const view = await eventually(
      () => fetch(`${url}/_local/api/events/${id}`).then((response) => response.json()),
      (one: EventView) => one.deliveries?.[0]?.state === "handled",
    );
    expect(view.envelope.detail).toMatchObject({ properties: { name: "whole" } });
  });
});

describe("dead letters", () => {
  const letters = async () => (await get<QueueView>(`/queues/${QUEUE}`)).deadLetters;

  it("are shown with their reason, deleted one by one and redriven", async () => {
    const tenantId = newTenant();
    const [deleted, , kept] = await Promise.all(
      ["a", "b", "c"].map((name) => happen(tenantId, name, "throw")),
    );
    const dead = await eventually(letters, ({ length }) => length === 3, 40_000);
    for (const letter of dead) {
      expect(letter.failure).toMatchObject({
        attempts: 5,
        reason: expect.stringMatching(/broken/),
      });
      expect(letter.carried).toMatchObject({ tenantId, type: "trial.thing.happened" });
    }
    const { problems } = await get<Overview>("/overview");
    expect(problems[0]).toMatchObject({ kind: "dead letters", path: `/queues/${QUEUE}` });
    const event = await get<EventView>(`/events/${kept}`);
    expect(event.deliveries[0]).toMatchObject({ state: "dead", attempts: 5 });

    const one = (id: string | undefined) => dead.find(({ carried }) => carried.eventId === id);
    await post(`/queues/${QUEUE}/delete`, { messageId: one(deleted)?.messageId });
    expect((await letters()).map(({ carried }) => carried.eventId)).not.toContain(deleted);
    expect(await letters()).toHaveLength(2);

    heal();
    const messageIds = [one(kept)?.messageId];
    expect(await post(`/queues/${QUEUE}/redrive`, { messageIds })).toEqual({ moved: 1 });
    expect(await post(`/queues/${QUEUE}/redrive`)).toEqual({ moved: 1 });
    await eventually(letters, ({ length }) => length === 0);
    await eventually(
      () => get<EventView>(`/events/${kept}`),
      ({ deliveries }) => deliveries[0]?.state === "handled",
    );
  }, 60_000);

  it("of an unknown queue are answered with a reason", async () => {
    const options = { method: "POST", headers: JSON_TYPE, body: "{}" };
    const response = await fetch(`${url}/_local/api/queues/nothing/redrive`, options);
    expect(response.status).toBe(404);
  });
});

it("draws an execution with what each state got and gave", async () => {
  const { tenantId, requestId } = await found("Maple");
  const { executions } = await eventually(
    () => get<RequestView>(`/requests/${encoded(requestId)}`),
    (view) => view.executions[0]?.status === "SUCCEEDED",
  );
  const list = await get<ExecutionList>("/executions");
  expect(list.executions.map(({ arn }) => arn)).toContain(executions[0]?.arn);
  const view = await get<ExecutionDrawing>(`/executions/${encoded(executions[0]?.arn ?? "")}`);
  expect(view.graph.nodes.map(({ id }) => id)).toContain("activateTenant");
  expect(view.states.activateTenant).toMatchObject({ status: "succeeded", visits: 1 });
  expect(view.states.activateTenant?.input).toContain(tenantId);
});

it("shows mails, their HTML without scripts, and empties the inbox", async () => {
  const Html = { Data: "<h1>Hello</h1><script>parent.hacked = true</script>" };
  const { MessageId = "" } = await new SESv2Client({}).send(
    new SendEmailCommand({
      FromEmailAddress: "a@example.test",
      Destination: { ToAddresses: ["b@example.test"] },
      Content: { Simple: { Subject: { Data: "שלום" }, Body: { Html } } },
    }),
  );
  const html = await fetch(`${url}/_local/api/inbox/${MessageId}/html`);
  expect(await html.text()).toContain("<h1>Hello</h1>");
  const policy = html.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/sandbox (?!.*allow-(scripts|same-origin))/);

  expect((await get<MailList>("/inbox?q=שלום")).mails).toHaveLength(1);
  await post("/inbox/clear");
  expect((await get<MailList>("/inbox")).mails).toEqual([]);
});

it("shows objects by folder, previews text, and hands out everything else as a file", async () => {
  const s3 = new S3Client({ forcePathStyle: true });
  const Key = "tenant_x/notes/../קובץ & more.html";
  const Body = "<script>alert(1)</script>";
  const object = { Bucket: "faibric-files", Key, Body, ContentType: "text/html" };
  await s3.send(new PutObjectCommand({ ...object, Metadata: { origin: "test" } }));

  const list = await get<ObjectList>(`/objects/faibric-files?prefix=${encoded("tenant_x/")}`);
  expect(list.folders).toEqual(["tenant_x/notes/"]);
  const path = `/objects/faibric-files/object?key=${encoded(Key)}`;
  expect(await get<ObjectView>(path)).toMatchObject({ text: Body, metadata: { origin: "test" } });
  const content = await fetch(
    `${url}/_local/api/objects/faibric-files/content?show=1&key=${encoded(Key)}`,
  );
  expect(await content.text()).toBe(Body);
  expect(content.headers.get("content-type")).toBe("application/octet-stream");
  expect(content.headers.get("content-disposition")).toMatch(/^attachment/);
  const missing = await fetch(`${url}/_local/api/objects/faibric-files/object?key=none`);
  expect(missing.status).toBe(404);
});

describe("the table", () => {
  it("is shown by tenant and entity, an item with when it expires", async () => {
    const { tenantId } = await found("Birch & Sons");
    const list = await eventually(
      () => get<ItemList>(`/table/${tenantId}?entity=outbox`),
      ({ total }) => total === 2,
    );
    expect(list.area).toMatchObject({ name: "Birch & Sons" });
    const { pk, sk } = list.items[0] ?? {};
    expect(pk).toMatch(new RegExp(`^${tenantId}#platform.outbox#`));
    const item = await get<ItemView>(
      `/table/${tenantId}/item?pk=${encoded(String(pk))}&sk=${encoded(String(sk))}`,
    );
    expect(Date.parse(item.expires ?? "")).toBeGreaterThan(Date.now());
    const { areas } = await get<AreaList>("/table");
    expect(areas[0]?.id).toBe("directory");
    expect((await get<AreaList>("/table?q=birch")).areas.map(({ id }) => id)).toEqual([tenantId]);
  });

  it("shows no item of one tenant under another", async () => {
    const { tenantId } = await found("One");
    await found("Other");
    const { items } = await eventually(
      () => get<ItemList>(`/table/${tenantId}`),
      ({ total }) => total > 4,
    );
    for (const { pk } of items) expect(pk).toMatch(new RegExp(`^${tenantId}#`));
  });
});

it("turns chaos on and off", async () => {
  expect(await post("/chaos", { enabled: true })).toEqual({ enabled: true });
  expect(cloud.chaos.enabled).toBe(true);
  await post("/chaos", { enabled: false });
  expect(cloud.chaos.enabled).toBe(false);
});

it("refuses a change of the wrong form", async () => {
  const options = { method: "POST", headers: JSON_TYPE, body: '{"enabled":"yes"}' };
  expect((await fetch(`${url}/_local/api/chaos`, options)).status).toBe(400);
  const broken = { method: "POST", headers: JSON_TYPE, body: "{" };
  expect((await fetch(`${url}/_local/api/chaos`, broken)).status).toBe(400);
});

it("tells open pages what changed", async () => {
  const leaving = new AbortController();
  const response = await fetch(`${url}/_local/live`, { signal: leaving.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  await found("Rowan");
  let heard = "";
  while (!heard.includes('"requests"')) heard += (await reader?.read())?.value ?? "";
  leaving.abort();
  expect(heard).toContain("data: ");
});

it("answers everything with a policy that lets nothing foreign run or look in", async () => {
  for (const path of ["", "/queues", "/app/app.js", "/app/app.css", "/api/overview"]) {
    const { headers, status } = await fetch(`${url}/_local${path}`);
    expect(status).toBe(200);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(policy).not.toContain("unsafe");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  }
});

it("lets no other site read or change anything", async () => {
  const evil = { origin: "https://evil.example", ...JSON_TYPE };
  const options = { method: "POST", headers: evil, body: '{"enabled":true}' };
  expect((await fetch(`${url}/_local/api/chaos`, options)).status).toBe(403);
  const cross = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors" };
  expect((await fetch(`${url}/_local/api/requests`, { headers: cross })).status).toBe(403);
  expect(cloud.chaos.enabled).toBe(false);
});

import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo, LookupFunction } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { callOutside, callThrough, type Network, type OutboundOptions } from "./outbound";
import { isPublicAddress, refusalOfUrl } from "./outbound.schema";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A server on this machine, and what it was asked. */
async function serve(answer: RequestListener) {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  return { port: (server.address() as AddressInfo).port, asked };
}

/** Answers a name with addresses, one list for each time it is asked, the last for all further times. */
const resolving =
  (...answers: readonly (readonly string[])[]): LookupFunction =>
  (_name, _options, callback) => {
    const [now = []] = answers.length > 1 ? (answers as string[][]).splice(0, 1) : answers;
    callback(
      null,
      now.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };

/** The Internet, of which this machine is a public part by the names in `ours`. */
const around = (...ours: readonly string[]): Network => ({
  lookup: resolving(["127.0.0.1"]),
  isPublicAddress: (address) => address === "127.0.0.1" || isPublicAddress(address),
  refusalOfUrl: (url) => (ours.includes(url.host) ? undefined : refusalOfUrl(url)),
});
const call = (port: number, options: OutboundOptions = {}, host = "shop.example.com") =>
  callThrough(around(`${host}:${port}`), `http://${host}:${port}/`, options);
const code = (calling: Promise<unknown>) =>
  calling.then(
    () => "answered",
    (error: { code?: string }) => error.code,
  );
const REFUSED = "platform.outbound.refused";
const FAILED = "platform.outbound.failed";

describe("a call", () => {
  it("answers what the server answers, byte for byte", async () => {
    const { port, asked } = await serve((_, response) => response.writeHead(418).end("مرحبا 😀"));
    const answer = await call(port, { headers: { authorization: "Bearer t" } });
    expect(answer).toMatchObject({ status: 418, url: `http://shop.example.com:${port}/` });
    expect(answer.body.toString()).toBe("مرحبا 😀");
    expect(asked[0]?.headers).toMatchObject({ authorization: "Bearer t", "user-agent": "Faibric" });
  });

  it.each(["http://127.0.0.1/", "http://[::1]/", "http://localhost/", "http://2130706433/"])(
    "of %s is refused before anything is asked",
    async (url) => {
      expect(await code(callOutside(url))).toBe(REFUSED);
    },
  );

  it("of a server on this machine's own port finds nothing there, whatever the spelling", async () => {
    const { port, asked } = await serve((_, response) => response.end("inside"));
    for (const host of ["127.0.0.1", "127.1", "0x7f.1", "[::ffff:127.0.0.1]", "localhost"]) {
      expect(await code(callOutside(`http://${host}:${port}/`))).toBe(REFUSED);
    }
    expect(asked).toHaveLength(0);
  });
});

describe("a name", () => {
  const throughNames = (port: number, lookup: LookupFunction) =>
    callThrough(
      { lookup, isPublicAddress, refusalOfUrl: () => undefined },
      `http://shop.example.com:${port}/`,
      { timeoutMs: 2_000 },
    );

  it.each([
    ["this machine", ["127.0.0.1"]],
    ["the metadata of a cloud", ["169.254.169.254"]],
    ["an IPv6 address of this machine", ["::1"]],
    ["a mapped address", ["::ffff:127.0.0.1"]],
    ["a public address and a private one", ["8.8.8.8", "10.0.0.1"]],
    ["nothing", []],
  ])("that leads to %s is refused", async (_, addresses) => {
    const { port, asked } = await serve((_request, response) => response.end("inside"));
    expect(await code(throughNames(port, resolving(addresses)))).toBe(REFUSED);
    expect(asked).toHaveLength(0);
  });

  it("that led outside when it was entered, and leads inside when it is called, is refused", async () => {
    const { port, asked } = await serve((_, response) => response.end("inside"));
    const rebinding = resolving(["8.8.8.8"], ["127.0.0.1"]);
    // As a check before the call would have seen it.
    const seen = await new Promise((resolve) => {
      rebinding("shop.example.com", { all: true }, (_error, addresses) => resolve(addresses));
    });
    expect(seen).toEqual([{ address: "8.8.8.8", family: 4 }]);
    expect(await code(throughNames(port, rebinding))).toBe(REFUSED);
    expect(asked).toHaveLength(0);
  });

  it("that leads inside only when a redirect asks for it again is refused", async () => {
    const { port, asked } = await serve((_, response) =>
      response.writeHead(302, { location: "/again" }).end(),
    );
    const answers = [["127.0.0.1"], ["10.0.0.1"]];
    const network = { ...around(`shop.example.com:${port}`), lookup: resolving(...answers) };
    expect(await code(callThrough(network, `http://shop.example.com:${port}/`, {}))).toBe(REFUSED);
    expect(asked).toHaveLength(1);
  });

  it("that does not exist is refused like one that leads inside", async () => {
    const missing: LookupFunction = (_name, _options, callback) =>
      callback(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }), "", 0);
    const messageOf = (lookup: LookupFunction) =>
      throughNames(80, lookup).catch((error: Error) => error.message);
    expect(await messageOf(missing)).toBe(await messageOf(resolving(["10.0.0.1"])));
  });

  it("is not asked where an IP address is called: the connection itself is looked at", async () => {
    const { port, asked } = await serve((_, response) => response.end("inside"));
    const blind = { lookup: resolving([]), isPublicAddress, refusalOfUrl: () => undefined };
    expect(await code(callThrough(blind, `http://127.0.0.1:${port}/`, {}))).toBe(REFUSED);
    expect(asked).toHaveLength(0);
  });
});

describe("a redirect", () => {
  const redirecting = (location: string, status = 302) =>
    serve((_, response) => response.writeHead(status, { location }).end());

  it.each([
    "http://169.254.169.254/latest/meta-data/iam/security-credentials/",
    "http://127.0.0.1/",
    "http://[::1]/",
    "//10.0.0.1/",
    "http://0x7f.1/",
    "http://localhost:9000/",
    "file:///etc/passwd",
    "ftp://shop.example.com/",
    "http://user:password@shop.example.com/",
    "http://shop.example.com:6379/",
    "http://",
  ])("to %s is refused", async (location) => {
    const { port } = await redirecting(location);
    expect(await code(call(port))).toBe(REFUSED);
  });

  it("to another server takes no credentials along, and to the same one all", async () => {
    const other = await serve((_, response) => response.end("there"));
    const place = `http://cdn.example.com:${other.port}/b`;
    const first = await serve((request, response) =>
      response.writeHead(302, { location: request.url === "/" ? "/a" : place }).end(),
    );
    const headers = {
      authorization: "Bearer t",
      cookie: "a=b",
      "x-signature": "s",
      accept: "image/png",
    };
    const network = around(`shop.example.com:${first.port}`, `cdn.example.com:${other.port}`);
    const answer = await callThrough(network, `http://shop.example.com:${first.port}/`, {
      headers,
    });
    expect(answer).toMatchObject({ status: 200, url: place });
    expect(first.asked[1]?.headers).toMatchObject(headers);
    const given = other.asked[0]?.headers ?? {};
    expect(given.accept).toBe("image/png");
    for (const name of ["authorization", "cookie", "x-signature"]) {
      expect(given).not.toHaveProperty(name);
    }
  });

  it("does not hand on what was sent, to another server least of all", async () => {
    const after = await redirecting("/done", 307);
    expect(await code(call(after.port, { method: "POST", body: "secret" }))).toBe(FAILED);
    expect(after.asked.every(({ method }) => method === "POST")).toBe(true);
    const elsewhere = await redirecting("https://cdn.example.com/", 307);
    expect(await code(call(elsewhere.port, { method: "POST", body: "secret" }))).toBe(REFUSED);
    const seeOther = await serve((request, response) => {
      if (request.method === "POST") response.writeHead(303, { location: "/done" }).end();
      else response.end("done");
    });
    const answer = await call(seeOther.port, { method: "POST", body: "secret" });
    expect(answer.body.toString()).toBe("done");
    expect(seeOther.asked[1]?.headers).not.toHaveProperty("content-length");
  });

  it("that goes in circles ends, and is the answer itself where none is followed", async () => {
    const { port, asked } = await redirecting("/");
    expect(await code(call(port))).toBe(FAILED);
    expect(asked).toHaveLength(4);
    expect(await call(port, { maxRedirects: 0 })).toMatchObject({ status: 302 });
  });
});

describe("an answer", () => {
  it("that is too large is broken off, whatever length it claims", async () => {
    const { port } = await serve((_, response) => {
      response.on("error", () => undefined); // the caller hangs up, as it should
      for (let written = 0; written < 64; written++) response.write(Buffer.alloc(64 * 1024));
      response.end();
    });
    expect(await code(call(port, { maxBytes: 100_000 }))).toBe(FAILED);
  });

  it("that does not come, or comes drop by drop, is given up in time", async () => {
    const silent = await serve(() => undefined);
    const began = Date.now();
    expect(await code(call(silent.port, { timeoutMs: 200 }))).toBe(FAILED);
    const dripping = await serve((_, response) => {
      const drip = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(drip));
    });
    expect(await code(call(dripping.port, { timeoutMs: 200 }))).toBe(FAILED);
    expect(Date.now() - began).toBeLessThan(3_000);
  });

  it("with headers without end is broken off", async () => {
    const { port } = await serve((_, response) =>
      response.writeHead(200, { "x-long": "x".repeat(20_000) }).end(),
    );
    expect(await code(call(port))).toBe(FAILED);
  });

  it("of nobody is told so", async () => {
    const { port } = await serve(() => undefined);
    await closing.pop()?.();
    expect(await code(call(port))).toBe(FAILED);
  });
});

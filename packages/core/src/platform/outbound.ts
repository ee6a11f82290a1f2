import { type LookupAddress, type LookupOptions, lookup as lookupByDns } from "node:dns";
import { type IncomingMessage, type RequestOptions, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { OutboundFailedError, OutboundRefusedError } from "./outbound.errors";
import { isPublicAddress, refusalOfUrl } from "./outbound.schema";
import { NOT_PUBLIC } from "./public-name";

export interface OutboundOptions {
  readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "DELETE";
  /** Lower case. They are for the server that was named: another, to which it redirects, does not get them. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** For all of it, redirects among it. Default 10 seconds. */
  readonly timeoutMs?: number;
  /** Of the answer's body. Default 1 MiB. */
  readonly maxBytes?: number;
  /** Default 3; 0 takes a redirect as the answer. */
  readonly maxRedirects?: number;
}

export interface OutboundAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** The address that answered, after redirects. */
  readonly url: string;
}

/** What a test puts in place of the Internet. */
export interface Network {
  readonly lookup: LookupFunction;
  readonly isPublicAddress: (address: string) => boolean;
  readonly refusalOfUrl: (url: URL) => string | undefined;
}

const INTERNET: Network = {
  lookup: lookupByDns as LookupFunction, // Node's own, which its type does not say
  isPublicAddress,
  refusalOfUrl,
};

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 1024 * 1024;
const MAX_REDIRECTS = 3;
const MAX_HEADER_BYTES = 16 * 1024;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
/** What a redirect to another server may still say. */
const HARMLESS: readonly string[] = ["accept", "accept-language", "content-type", "user-agent"];

/**
 * Calls an address that a tenant entered: the only way to. It is checked how the address is written, then to
 * which IP addresses its name leads, at the very moment of connecting, so that a name that leads elsewhere the
 * next time gains nothing; and all of it again for each redirect.
 * @throws OutboundRefusedError for what is not on the public Internet
 * @throws OutboundFailedError for no answer, or one that is late, too large or redirects too often
 */
export function callOutside(url: string, options: OutboundOptions = {}): Promise<OutboundAnswer> {
  return callThrough(INTERNET, url, options);
}

/** The same through another network than the Internet: for tests. */
export async function callThrough(
  network: Network,
  url: string,
  options: OutboundOptions,
): Promise<OutboundAnswer> {
  const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  const { maxRedirects = MAX_REDIRECTS } = options;
  let asked: Asked = { ...options, url: parse(network, url), signal };
  for (let redirects = 0; ; redirects++) {
    const answer = await ask(network, asked);
    const { location } = answer.headers;
    if (maxRedirects === 0 || !REDIRECTS.includes(answer.status) || !location) return answer;
    if (redirects === maxRedirects) {
      throw new OutboundFailedError(`The server redirects more than ${maxRedirects} times.`);
    }
    asked = redirected(asked, answer.status, parse(network, String(location), asked.url));
  }
}

interface Asked extends OutboundOptions {
  readonly url: URL;
  readonly signal: AbortSignal;
}

function parse({ refusalOfUrl: refuse }: Network, text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href);
  if (!url) throw new OutboundRefusedError("Not an address.");
  const refusal = refuse(url);
  if (refusal) throw new OutboundRefusedError(refusal);
  return url;
}

/** The next request, as browsers do it: a body is only sent again where the server says so. */
function redirected(asked: Asked, status: number, url: URL): Asked {
  if (asked.url.protocol === "https:" && url.protocol === "http:") {
    throw new OutboundRefusedError("The server redirects from https to http.");
  }
  const { headers = {}, body, method = "GET", ...rest } = asked;
  const isSameServer = asked.url.origin === url.origin;
  const kept = Object.entries(headers).filter(([name]) => isSameServer || HARMLESS.includes(name));
  const next = { ...rest, url, headers: Object.fromEntries(kept) };
  const repeats = status === 307 || status === 308 || method === "GET" || method === "HEAD";
  if (!repeats) return { ...next, method: "GET" };
  // What was meant for one server is not another's to read.
  if (body !== undefined && !isSameServer) {
    throw new OutboundRefusedError("The server redirects what was sent to another server.");
  }
  return { ...next, method, ...(body === undefined ? {} : { body }) };
}

/** One request, on a connection of its own: one that was kept open would not be checked again. */
async function ask(network: Network, asked: Asked): Promise<OutboundAnswer> {
  const { url, method = "GET", headers = {}, body, signal, maxBytes = MAX_BYTES } = asked;
  const options: RequestOptions = {
    method,
    headers: {
      "user-agent": "Faibric",
      ...headers,
      "accept-encoding": "identity", // what is unpacked could be larger than any limit
      ...(body === undefined ? {} : { "content-length": Buffer.byteLength(body) }),
    },
    agent: false,
    lookup: checked(network),
    signal,
    maxHeaderSize: MAX_HEADER_BYTES,
  };
  try {
    const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
      const send = url.protocol === "https:" ? requestHttps : requestHttp;
      const request = send(url, options, resolve).once("error", reject);
      request.once("socket", (socket) => {
        socket.once("connect", () => {
          // Where the lookup was not asked, as for an IP address, the connection itself tells.
          const { remoteAddress = "" } = socket;
          if (!network.isPublicAddress(remoteAddress)) socket.destroy(refused());
        });
      });
      request.end(body);
    });
    const read = method === "HEAD" ? Buffer.alloc(0) : await readUpTo(incoming, maxBytes);
    const { statusCode = 0 } = incoming;
    return { status: statusCode, headers: incoming.headers, body: read, url: url.href };
  } catch (error) {
    throw meaning(error);
  }
}

const refused = () => new OutboundRefusedError(NOT_PUBLIC);

/** A lookup that answers public addresses only. One that is not among them is reason enough to refuse all. */
function checked({ lookup, isPublicAddress: isPublic }: Network): LookupFunction {
  return (hostname, options: LookupOptions, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses: LookupAddress[] = Array.isArray(found)
        ? found
        : [{ address: found, family: isIP(found) }];
      if (error) return callback(error, "", 0);
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => isPublic(address))) {
        return callback(refused(), "", 0);
      }
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

async function readUpTo(incoming: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      incoming.destroy();
      throw new OutboundFailedError(`The answer is over ${maxBytes} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** That there is no such name is told as that it leads nowhere public: names inside are nobody's to find. */
function meaning(error: unknown): unknown {
  if (error instanceof OutboundRefusedError || error instanceof OutboundFailedError) return error;
  const { code = "", name = "" } = error as { code?: string; name?: string };
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return new OutboundRefusedError(NOT_PUBLIC, { cause: error });
  }
  if (name === "TimeoutError" || name === "AbortError") {
    return new OutboundFailedError("The server did not answer in time.", { cause: error });
  }
  return new OutboundFailedError("The server could not be reached.", { cause: error });
}

import { Agent, request as httpRequest } from "node:http";

export interface RawRequest {
  readonly method: string;
  /** As it goes over the wire: nothing is made tidy. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Uint8Array;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/**
 * Sends a request that no decent client would. With a `content-length` of its own it announces a body
 * that it does not send to the end.
 */
export function sendRaw(url: string, sent: RawRequest): Promise<RawAnswer> {
  const { method, target, headers, body } = sent;
  const { port } = new URL(url);
  const announced = headers?.["content-length"] !== undefined;
  // Node itself announces no body of a DELETE, and would send one all the same.
  const unannounced = method === "DELETE" && body !== undefined && !announced;
  const length = unannounced ? { "content-length": String(Buffer.byteLength(body)) } : {};
  return new Promise<RawAnswer>((resolve, reject) => {
    const options = {
      agent,
      host: "127.0.0.1",
      port,
      method,
      path: target,
      headers: { ...length, ...headers },
    };
    const request = httpRequest(options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const named = Object.entries(response.headers).map(([name, value]) => [
          name,
          String(value),
        ]);
        const text = Buffer.concat(chunks).toString();
        if (announced) request.destroy();
        resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(named), text });
      });
    });
    request.on("error", (error: NodeJS.ErrnoException) => {
      // The server let go of an idle connection at the moment it was used again: nothing was asked yet.
      const idle = error.code === "ECONNRESET" && request.reusedSocket;
      if (idle) resolve(sendRaw(url, sent));
      else reject(error);
    });
    if (announced) request.write(body);
    else request.end(body);
  });
}

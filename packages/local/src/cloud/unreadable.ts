import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { PROBLEM_TITLES, problemType } from "@faibric/core/platform/problem";
import { PROBLEM_TYPE } from "@faibric/core/platform/problem.schema";
import { API_HEADERS } from "@faibric/core/platform/security-headers";

/**
 * The address that a request is for, without the scheme and host that a proxy's client puts before it.
 * Undefined for what names none, such as `*`. Source: RFC 9112, 3.2
 */
export function originForm(target = "/"): string | undefined {
  if (target.startsWith("/")) return target;
  if (!/^https?:/i.test(target) || !URL.canParse(target)) return undefined;
  const { pathname, search } = new URL(target);
  return `${pathname}${search}`;
}

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

export const NO_ADDRESS: Refusal = {
  status: 400,
  code: "platform.address.invalid",
  detail: "The request names no address here: it must be a path, such as /api/health.",
};
const UNREADABLE: Refusal = {
  status: 400,
  code: "platform.request.unreadable",
  detail: "This is no HTTP request that can be read.",
};
const TOO_LONG: Refusal = {
  status: 431,
  code: "platform.headers.too_large",
  detail: "The headers are far too long. Send fewer or shorter ones.",
};
const TOO_SLOW: Refusal = {
  status: 408,
  code: "platform.request.timeout",
  detail: "The request did not arrive in time. Send it again.",
};

const BY_CODE: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: TOO_LONG,
  ERR_HTTP_REQUEST_TIMEOUT: TOO_SLOW,
};

/** Answers what Node cannot read as a request, of which it would only tell the status. */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) socket.destroy();
  else refuse(BY_CODE[error.code ?? ""] ?? UNREADABLE, socket);
}

/** Answers on a connection in the form of every other refusal, and ends it. */
export function refuse({ status, code, detail }: Refusal, socket: Duplex): void {
  const reason = STATUS_CODES[status] ?? "Refused";
  const title = PROBLEM_TITLES[status] ?? reason;
  const requestId = randomUUID();
  const body = JSON.stringify({ type: problemType(code), title, status, code, detail, requestId });
  const headers = {
    ...API_HEADERS,
    "content-type": PROBLEM_TYPE,
    "content-length": String(Buffer.byteLength(body)),
    "x-request-id": requestId,
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status} ${reason}\r\n${lines.join("\r\n")}\r\n\r\n${body}`);
}

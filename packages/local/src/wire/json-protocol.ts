import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { AwsError } from "./aws-error";
import { readBody, sendJson } from "./body";
import { log } from "./log";

/** One operation: its input as the SDK sent it, and a signal that fires when the caller has gone. */
export type JsonOperation = (input: never, signal: AbortSignal) => unknown;

const MAX_BODY_BYTES = 16 * 1024 * 1024;

/**
 * Answers the AWS JSON 1.0/1.1 protocol: the operation is named in `X-Amz-Target`, input and output are
 * JSON, an error is `{ __type, message }`. Source: https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export function jsonProtocol(
  namespace: string,
  operations: Readonly<Record<string, JsonOperation>>,
) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const abort = new AbortController();
    response.once("close", () => abort.abort());
    const type = request.headers["content-type"] ?? "application/x-amz-json-1.0";
    const headers = { "content-type": type, "x-amzn-requestid": randomUUID() };
    try {
      const name =
        String(request.headers["x-amz-target"] ?? "")
          .split(".")
          .at(-1) ?? "";
      const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (!operation) {
        throw new AwsError("UnknownOperationException", `${namespace} has no operation ${name}.`);
      }
      const input = parse(await readBody(request, MAX_BODY_BYTES));
      const output = await operation(input as never, abort.signal);
      if (!response.destroyed) sendJson(response, 200, output ?? {}, headers);
    } catch (error) {
      if (response.destroyed) return;
      const failure = asAwsError(error, namespace);
      const { code, message, status, members } = failure;
      const body = { __type: `${namespace}#${code}`, message, ...members };
      sendJson(response, status, body, { ...headers, "x-amzn-errortype": code });
    }
  };
}

function parse(body: Buffer): unknown {
  try {
    return body.length ? JSON.parse(body.toString("utf8")) : {};
  } catch {
    throw new AwsError("SerializationException", "The request body is not valid JSON.");
  }
}

/** What is not an `AwsError` is a defect of the laptop cloud: logged whole, answered as a 500. */
export function asAwsError(error: unknown, service: string): AwsError {
  if (error instanceof AwsError) return error;
  log.error(`${service} failed`, error);
  return new AwsError("InternalFailure", "The laptop cloud failed; its log says why.", {
    status: 500,
  });
}

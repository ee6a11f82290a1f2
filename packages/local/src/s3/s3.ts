import type { IncomingMessage, ServerResponse } from "node:http";
import { presignedCallOf } from "../iam/call";
import type { Judge } from "../iam/judge";
import { ACCOUNT } from "../wire/arn";
import { AwsError } from "../wire/aws-error";
import { asAwsError } from "../wire/json-protocol";
import type { AwsService } from "../wire/service";
import type { Store } from "../wire/store";
import { authenticate, type S3Credentials } from "./authenticate";
import { openBodies } from "./bodies";
import { readConfig } from "./bucket-configs";
import { allowsAnybody } from "./bucket-policy";
import { type S3Call, type S3Request, takeApart } from "./call";
import { answerPreflight, setCorsHeaders } from "./cors";
import { createEventOutbox, type OnS3Event } from "./event-outbox";
import { accessDenied, sendError } from "./respond";
import { findRoute, isFormUpload, type Route } from "./routes";
import type { S3State } from "./state";
import { createTables, namedBodies } from "./tables";
import { current } from "./versions";

/** The emulated S3: what it acknowledged is in the store and under the root. */
export interface S3 extends AwsService {
  /** Resolves when no notification is being delivered. */
  settled(): Promise<void>;
}

export interface S3Options {
  readonly store: Store;
  /** The folder of the objects' bodies; nothing else may live in it. */
  readonly root: string;
  readonly credentials: S3Credentials;
  /** Gets each notification, at least once; a rejection means it is tried again. */
  readonly onEvent?: OnS3Event;
  /** Where callers reach S3, for the URLs in answers; by default the Host header of each request. */
  readonly endpointUrl?: string;
  /** Judges who comes with an address that a function has signed; what functions call themselves is judged where it is sent. */
  readonly judge?: Judge;
}

/** Opens the objects under `root`, sweeps what a crash left there and answers the S3 REST API. */
export function createS3(options: S3Options): S3 {
  const { store, root, credentials, onEvent, endpointUrl, judge } = options;
  createTables(store);
  const bodies = openBodies(root, namedBodies(store));
  const events = createEventOutbox(store, onEvent);
  const state: S3State = { store, bodies, events, credentials, endpointUrl, judge };
  const overdue = setImmediate(() => events.wake()); // when the caller has wired its targets
  return {
    scopes: ["s3"],
    handle: (request, response) => handle(state, request, response),
    settled: () => events.settled(),
    async close() {
      clearImmediate(overdue);
      await events.close();
    },
  };
}

async function handle(
  state: S3State,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let received: S3Request | undefined;
  try {
    received = takeApart(request, response, state.endpointUrl);
    response.setHeader("x-amz-request-id", received.id);
    response.setHeader("x-amz-id-2", received.id);
    const cors = readConfig(state.store, received.bucket, "cors");
    if (received.method === "OPTIONS") {
      answerPreflight(received, cors);
      return;
    }
    setCorsHeaders(received, cors);
    const call = authenticate(received, state.credentials);
    const route = findRoute(call);
    authorize(state, call, route);
    judgeAddress(state, request);
    await route.operation(state, call);
  } catch (error) {
    fail(error, request, response, received);
  } finally {
    drain(request);
  }
}

/**
 * Reads what an operation left of a body, or the next request on the connection would wait behind it.
 * A reader that stopped midway still listens, which keeps the stream from flowing.
 */
function drain(request: IncomingMessage): void {
  if (request.readableEnded || request.destroyed) return;
  request.removeAllListeners("readable");
  request.resume();
}

/** The signer owns everything; anybody else may do what a bucket policy allows to all. */
function authorize({ store }: S3State, call: S3Call, { publicAction }: Route): void {
  const owner = call.headers["x-amz-expected-bucket-owner"];
  if (owner !== undefined && owner !== ACCOUNT) throw accessDenied();
  if (!call.anonymous || isFormUpload(call)) return;
  if (publicAction === undefined) throw accessDenied();
  const bucket = `arn:aws:s3:::${call.bucket}`;
  const resource = call.key === "" ? bucket : `${bucket}/${call.key}`;
  const versioned = publicAction === "s3:GetObject" && call.query.has("versionId");
  const action = versioned ? "s3:GetObjectVersion" : publicAction;
  if (!allowsAnybody(store, call.bucket, action, resource)) throw accessDenied();
  // Whether a key exists is told only to those who may list the bucket.
  const reads = action === "s3:GetObject" && !current(store, call.bucket, call.key);
  if (reads && !allowsAnybody(store, call.bucket, "s3:ListBucket", bucket)) throw accessDenied();
}

/** What an address opens is what its function may do, and no more. Its signature holds: it was looked at before. */
function judgeAddress({ judge }: S3State, { method = "GET", url = "/" }: IncomingMessage): void {
  const call = presignedCallOf(method, url);
  const denial = call && judge?.refusalOf(call);
  if (denial) throw new AwsError("AccessDenied", denial.message, { status: 403 });
}

function fail(
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  call: S3Request | undefined,
): void {
  // The caller hung up: nobody to tell, and no defect.
  if (request.destroyed && !request.complete) return;
  if (response.destroyed && !(error instanceof AwsError)) return;
  const known = asAwsError(error, "s3");
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const shown =
    known.code === "InternalFailure"
      ? new AwsError("InternalError", known.message, { status: 500 })
      : known;
  const answered = { response, method: request.method ?? "GET" };
  sendError(answered, shown, call?.rawPath ?? "", call?.id ?? "");
}

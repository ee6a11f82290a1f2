import { BUCKET_NAME, CREDENTIALS } from "../cloud/settings";
import { currentFunction } from "../lambda/running";
import { keyOfFunction } from "./access-key";
import { callOf, type SentRequest } from "./call";
import { GATE } from "./gate-plugin";
import type { Judge } from "./judge";
import { type Refusal, refusalFor } from "./refusal";

/** What the SDK's clients in functions ask, who find it under a name of this process: see `gate-plugin.ts`. */
export interface Gate {
  /** The key of the function that runs; the operator's outside of all. */
  accessKeyId(): string;
  /** What a request is answered with instead of being sent. */
  refusal(request: SentRequest): Refusal | undefined;
  /** What an answer is replaced with. */
  instead(request: SentRequest, statusCode: number): Refusal | undefined;
}

/**
 * Puts a judge between functions and the laptop's services. Calls are judged where they are sent, in this very
 * process: on the way to the table there is nothing else that could.
 */
export function openGate(judge: Judge): void {
  const gate: Gate = {
    accessKeyId() {
      const name = currentFunction();
      return name === undefined ? CREDENTIALS.accessKeyId : keyOfFunction(name);
    },
    refusal(request) {
      const call = callOf(request);
      const denial = call && judge.refusalOf(call);
      return call && denial && refusalFor(call, denial);
    },
    instead(request, statusCode) {
      if (statusCode !== 404) return undefined;
      const call = callOf(request);
      // S3 does not tell who may not list a bucket that an object is not in it. Of an upload it tells everybody.
      if (call?.service !== "s3" || "uploadId" in call.query) return undefined;
      if (judge.may(call, "s3:ListBucket", `arn:aws:s3:::${BUCKET_NAME}`)) return undefined;
      return refusalFor(call, { message: "Access Denied" });
    },
  };
  Object.assign(globalThis, { [GATE]: gate });
}

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Plugin } from "esbuild";

/** The gate's name in this process. */
export const GATE = Symbol.for("faibric.local.gate");
const FIND = 'globalThis[Symbol.for("faibric.local.gate")]';

/**
 * Stands in for the search for credentials, whose answer a client keeps for good, though all functions share its
 * module here: this one tells, each time that it is signed with, whose turn it is.
 */
const PROVIDER = `const identity = {
  get accessKeyId() { return ${FIND}?.accessKeyId() ?? process.env.AWS_ACCESS_KEY_ID; },
  get secretAccessKey() { return process.env.AWS_SECRET_ACCESS_KEY; },
};
export const defaultProvider = () => async () => identity;`;

/** What every client of the SDK sends with asks first. */
const HANDLER = `
import { Readable as GateBody } from "node:stream";
const sendUnasked = NodeHttpHandler.prototype.handle;
const answeredBy = ({ body, ...answer }) =>
  ({ response: new HttpResponse({ ...answer, body: GateBody.from(body ? [Buffer.from(body)] : []) }) });
NodeHttpHandler.prototype.handle = async function handle(request, options) {
  const gate = ${FIND};
  const refusal = gate?.refusal(request);
  if (refusal) return answeredBy(refusal);
  const answer = await sendUnasked.call(this, request, options);
  const instead = gate?.instead(request, answer.response.statusCode);
  if (!instead) return answer;
  answer.response.body.resume();
  return answeredBy(instead);
};
`;

const REPLACED = [
  {
    filter: /[/\\]@aws-sdk[/\\]credential-provider-node[/\\]dist-es[/\\]index\.js$/,
    instead: () => PROVIDER,
  },
  {
    filter: /[/\\]@smithy[/\\]node-http-handler[/\\]dist-es[/\\]node-http-handler\.js$/,
    instead: (source: string) => source + HANDLER,
  },
] as const;

/** What was bundled with another gate is bundled anew: see `lean-packages.ts`. */
const FINGERPRINT = createHash("sha256")
  .update(PROVIDER + HANDLER)
  .digest("hex")
  .slice(0, 8);

/** An esbuild plugin that puts the gate into functions' bundles on a laptop: no source of theirs can leave it out. */
export const iamGate: Plugin = {
  name: `iam-gate-${FINGERPRINT}`,
  setup(build) {
    for (const { filter, instead } of REPLACED) {
      build.onLoad({ filter }, async ({ path }) => ({
        contents: instead(await readFile(path, "utf8")),
        loader: "js",
        resolveDir: dirname(path),
      }));
    }
  },
};

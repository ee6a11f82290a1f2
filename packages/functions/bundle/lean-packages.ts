import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { Plugin } from "esbuild";
import { ELECTRODB, electrodbModule, UNCALLED } from "./electrodb";
import {
  REFUSAL,
  REFUSAL_SOURCE,
  refused,
  withoutBodies,
  withPureConstants,
} from "./leave-out.mjs";
import { refusingDescriptions, zodSchemas } from "./zod.mjs";

interface LeftOut {
  /** Of the file's path. */
  readonly filter: RegExp;
  /** What the bundle has instead. */
  readonly instead: (source: string, path: string) => string;
  readonly loader?: "js" | "json";
}

/** Parts of packages that no function calls. What is called nevertheless says where it went. */
const LEFT_OUT: readonly LeftOut[] = [
  { filter: /[/\\]electrodb[/\\]index\.js$/, instead: () => ELECTRODB },
  {
    filter: /[/\\]electrodb[/\\]src[/\\]\w+\.js$/,
    instead: (source, path) => electrodbModule(source, basename(path)),
  },
  {
    filter: /[/\\]zod[/\\]v4[/\\]classic[/\\]schemas\.js$/,
    instead: zodSchemas,
  },
  {
    // Schemas are described when the OpenAPI document is written, not by functions.
    filter: /[/\\]zod[/\\]v4[/\\]core[/\\]json-schema-processors\.js$/,
    instead: refused,
  },
  {
    filter: /[/\\]zod[/\\]v4[/\\]core[/\\]to-json-schema\.js$/,
    instead: refusingDescriptions,
  },
  {
    // What proves who made an authenticator. We ask for no such proof, and one that nobody asked for is refused.
    filter:
      /[/\\]@simplewebauthn[/\\]server[/\\]esm[/\\].*[/\\](verifyAttestation(AndroidKey|AndroidSafetyNet|Apple|FIDOU2F|TPM)|validateCertificatePath|getCertificateInfo|convertX509PublicKeyToCOSE|validateExtFIDOGenCEAAGUID|isCertRevoked)\.js$/,
    instead: refused,
  },
  {
    // A client reads its own version from it, for the user agent.
    filter: /[/\\]@aws-sdk[/\\]client-[\w-]+[/\\]package\.json$/,
    instead: (source) =>
      JSON.stringify({ version: (JSON.parse(source) as { version: string }).version }),
    loader: "json",
  },
  {
    // Answers that go on for as long as they like: no operation that we call has one.
    filter: /[/\\]dist-es[/\\]submodules[/\\]protocols[/\\]HttpProtocol\.js$/,
    instead: (source) => withoutBodies(source, ["HttpProtocol.loadEventStreamCapability"]),
  },
  {
    // S3's client makes itself one for such an answer, which only queries over objects have.
    filter: /[/\\]eventstream-codec[/\\]HeaderMarshaller\.js$/,
    instead: (source) =>
      withoutBodies(source, [
        "HeaderMarshaller.format",
        "HeaderMarshaller.formatHeaderValue",
        "HeaderMarshaller.parse",
      ]),
  },
  {
    filter: /[/\\]eventstream-codec[/\\]splitMessage\.js$/,
    instead: refused,
  },
  {
    // What a type is told by is in memory: no file, stream or blob is read.
    filter: /[/\\]strtok3[/\\]lib[/\\](ReadStreamTokenizer|BlobTokenizer|FileTokenizer)\.js$/,
    instead: refused,
  },
  {
    // By which archives' reader would tell a developer what it does.
    filter: /[/\\]debug[/\\]src[/\\]index\.js$/,
    instead: () => "export default () => () => {};",
  },
  {
    // Hashes in JavaScript, where Node has none.
    filter:
      /[/\\](checksum[/\\]sha256[/\\]Sha256Js|checksum[/\\]md5[/\\]Md5Js|sha[/\\]sha1[/\\]Sha1Js)\.js$/,
    instead: refused,
  },
  {
    // What is asked for with AWS_RETRY_MODE=adaptive.
    filter: /[/\\]retry[/\\]util-retry[/\\]AdaptiveRetryStrategy\.js$/,
    instead: refused,
  },
  {
    // Lambda has no ~/.aws: everything comes from the environment.
    filter: /[/\\]shared-ini-file-loader[/\\]loadSharedConfigFiles\.js$/,
    instead: () => `export { CONFIG_PREFIX_SEPARATOR } from "./constants";
      export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });`,
  },
  {
    // The region comes from the environment, not from the machine below.
    filter: /[/\\]regionConfig[/\\]getInstanceMetadataRegion\.js$/,
    instead: refused,
  },
  {
    // A client makes itself one for endpoints it would have to find out; DynamoDB's are known.
    filter: /[/\\]endpoint-cache[/\\]dist-es[/\\]EndpointCache\.js$/,
    instead: () => "export class EndpointCache {}",
  },
  {
    // Errors of operations on tables, backups and exports, which are the stacks' business.
    filter: /[/\\]client-dynamodb[/\\]dist-es[/\\]schemas[/\\]schemas_0\.js$/,
    instead: withoutErrorsOfTables,
  },
  {
    // What S3's client knows of each operation: a function keeps that of those it calls.
    filter: /[/\\]client-s3[/\\]dist-es[/\\]schemas[/\\]schemas_0\.js$/,
    instead: (source) => withPureConstants(source.replace(/^(export )?var /gm, "$1const ")),
  },
];

const ERRORS_OF_TABLES =
  /^n0_registry\.registerError\(\w*(Backup|Export|Import|GlobalTable|Replica[A-Z]|Policy|PointInTime|RestoreTime|TableAlready|TableInUse|TableNot|IndexNot|DuplicateItem)\w*\$, \w+\);$/gm;

function withoutErrorsOfTables(source: string): string {
  return source.replace(ERRORS_OF_TABLES, "");
}

/** What was bundled with other parts left out is bundled anew: a bundler that keeps its work asks for the name. */
const FINGERPRINT = createHash("sha256")
  .update(LEFT_OUT.map(({ filter, instead }) => `${filter}${instead}`).join())
  .update(JSON.stringify([UNCALLED, ELECTRODB]))
  .digest("hex")
  .slice(0, 8);

/** An esbuild plugin that bundles large packages without the parts that no function calls. */
export const leanPackages: Plugin = {
  name: `lean-packages-${FINGERPRINT}`,
  setup(build) {
    build.onResolve({ filter: new RegExp(`^${REFUSAL}$`) }, ({ path }) => ({
      path,
      namespace: "left-out",
      sideEffects: false,
    }));
    build.onLoad({ filter: /.*/, namespace: "left-out" }, () => ({ contents: REFUSAL_SOURCE }));
    for (const { filter, instead, loader = "js" } of LEFT_OUT) {
      build.onLoad({ filter }, async ({ path }) => ({
        contents: instead(await readFile(path, "utf8"), path),
        loader,
        resolveDir: dirname(path),
      }));
    }
  },
};

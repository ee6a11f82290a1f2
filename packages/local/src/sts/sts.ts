import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "../wire/body";
import type { AwsService } from "../wire/service";

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const MAX_BODY_BYTES = 64 * 1024;
const NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

/**
 * STS, as far as a session of a role goes: it checks what AWS checks of the request, and answers a key that says
 * which role the session is of, and whose tenant's it is tagged with: by those its calls are judged.
 */
export function createSts(
  credentials: Credentials,
  keyOf: (role: string, tenantId: string) => string,
): AwsService {
  return {
    scopes: ["sts"],
    async handle(request: IncomingMessage, response: ServerResponse) {
      const body = await readBody(request, MAX_BODY_BYTES);
      const { status, xml } = answer(
        new URLSearchParams(body.toString("utf8")),
        credentials,
        keyOf,
      );
      response.writeHead(status, { "content-type": "text/xml" }).end(xml);
    },
    close: async () => undefined,
  };
}

function answer(
  input: URLSearchParams,
  { secretAccessKey }: Credentials,
  keyOf: (role: string, tenantId: string) => string,
) {
  const fault = faultOf(input);
  if (fault) return refused(...fault);
  const seconds = Number(input.get("DurationSeconds") ?? 3_600);
  const session = input.get("RoleSessionName") ?? "";
  const role = (input.get("RoleArn") ?? "").replace(/^.*:role\//, "");
  const fields = [
    ["AccessKeyId", keyOf(role, tagOf(input))],
    ["SecretAccessKey", secretAccessKey],
    ["SessionToken", Buffer.from(`${role}/${session}`).toString("base64")],
    ["Expiration", new Date(Date.now() + seconds * 1_000).toISOString()],
  ].map(([name, value]) => `<${name}>${value}</${name}>`);
  const user = `<AssumedRoleUser><AssumedRoleId>LOCAL:${session}</AssumedRoleId><Arn>arn:aws:sts::000000000000:assumed-role/${role}/${session}</Arn></AssumedRoleUser>`;
  const result = `<AssumeRoleResult><Credentials>${fields.join("")}</Credentials>${user}</AssumeRoleResult>`;
  return {
    status: 200,
    xml: `<AssumeRoleResponse xmlns="${NAMESPACE}">${result}${metadata()}</AssumeRoleResponse>`,
  };
}

/** The one tag that a session of ours may have, and must. */
const tagOf = (input: URLSearchParams): string =>
  input.get("Tags.member.1.Key") === "tenantId" ? (input.get("Tags.member.1.Value") ?? "") : "";

function faultOf(input: URLSearchParams): [code: string, message: string] | undefined {
  const action = input.get("Action") ?? "";
  if (action !== "AssumeRole")
    return ["InvalidAction", `Could not find operation ${action.replace(/\W/g, "")}`];
  const seconds = Number(input.get("DurationSeconds") ?? 3_600);
  if (!/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(input.get("RoleArn") ?? ""))
    return ["ValidationError", "RoleArn is no ARN of a role"];
  if (!/^[\w+=,.@-]{2,64}$/.test(input.get("RoleSessionName") ?? ""))
    return ["ValidationError", "RoleSessionName must be 2 to 64 of [\\w+=,.@-]"];
  if (!(seconds >= 900 && seconds <= 43_200))
    return ["ValidationError", "DurationSeconds must be 900 to 43200"];
  return undefined;
}

function refused(code: string, message: string) {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status: 400, xml: `<ErrorResponse xmlns="${NAMESPACE}">${error}</ErrorResponse>` };
}

const metadata = () =>
  `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;

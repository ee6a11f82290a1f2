import type { Estate } from "@faibric/functions/platform/estate";
import { ACCOUNT, arn, nameOf, REGION } from "../wire/arn";
import { type AwsCall, jsonOf, operationOf } from "./call";
import { dynamoDbRequests } from "./dynamodb-actions";
import type { IamRequest } from "./evaluate-policy";
import { s3Requests } from "./s3-actions";

/**
 * What a call asks IAM: one action on one resource, or several. Of a service that is not here everything is
 * asked under a name that no policy allows.
 */
export function iamRequestsOf(call: AwsCall, estate: Estate): readonly IamRequest[] {
  return BY_SERVICE[call.service]?.(call, estate) ?? [asked(`${call.service}:Unknown`, "*")];
}

type Reading = (call: AwsCall, estate: Estate) => readonly IamRequest[];

const asked = (
  action: string,
  resource: string,
  context: IamRequest["context"] = {},
): IamRequest => ({ action, resource, context });

const BY_SERVICE: Readonly<Record<string, Reading>> = {
  dynamodb: dynamoDbRequests,
  s3: s3Requests,
  sqs: (call) => {
    const action = `sqs:${operationOf(call).replace(/Batch$/, "")}`;
    return [asked(action, arn("sqs", nameOf(String(jsonOf(call).QueueUrl))))];
  },
  events: (call) => {
    const action = `events:${operationOf(call)}`;
    const { Entries = [] } = jsonOf(call) as { Entries?: { EventBusName?: string }[] };
    const buses = Entries.map(({ EventBusName = "default" }) => nameOf(EventBusName));
    return [...new Set(buses)].map((bus) => asked(action, arn("events", `event-bus/${bus}`)));
  },
  states: (call) => [asked(`states:${operationOf(call)}`, String(jsonOf(call).stateMachineArn))],
  secretsmanager: (call) => {
    const { SecretId, Name } = jsonOf(call) as { SecretId?: string; Name?: string };
    const id = SecretId ?? Name ?? "";
    // A secret's ARN ends in six characters that a name has not.
    const resource = id.startsWith("arn:") ? id : arn("secretsmanager", `secret:${id}-000000`);
    return [asked(`secretsmanager:${operationOf(call)}`, resource)];
  },
  kms: kmsRequests,
  logs: (call) => {
    const { logGroupName, logGroupNamePrefix = "" } = jsonOf(call) as Record<string, string>;
    const group = `log-group:${logGroupName ?? logGroupNamePrefix}`;
    const resource = `arn:aws:logs:${REGION}:${ACCOUNT}:${group}`;
    return [asked(`logs:${operationOf(call)}`, resource)];
  },
  sts: stsRequests,
  ses: (call) => {
    const { FromEmailAddress = "" } = jsonOf(call) as { FromEmailAddress?: string };
    const [, address = FromEmailAddress] = /<([^>]+)>/.exec(FromEmailAddress) ?? [];
    const isSending = call.method === "POST" && call.path.endsWith("/outbound-emails");
    const resource = `arn:aws:ses:${REGION}:${ACCOUNT}:identity/${address}`;
    return [asked(isSending ? "ses:SendEmail" : `ses:${call.method}`, resource)];
  },
  cloudfront: (call) => {
    const [, kind = "", id = ""] = /^\/[\d-]+\/([\w-]+)(?:\/([^/]+))?/.exec(call.path) ?? [];
    const action = CLOUDFRONT[`${call.method} ${kind}${id ? "/:id" : ""}`] ?? call.method;
    const resource = `arn:aws:cloudfront::${ACCOUNT}:distribution-tenant/${id || "new"}`;
    return [asked(`cloudfront:${action}`, resource)];
  },
  "execute-api": (call, estate) => {
    const place = `${estate.sockets()}/${call.method}${decodeURIComponent(call.path)}`;
    return [asked("execute-api:ManageConnections", arn("execute-api", place))];
  },
};

const CLOUDFRONT: Readonly<Record<string, string>> = {
  "POST distribution-tenant": "CreateDistributionTenant",
  "GET distribution-tenant": "GetDistributionTenantByDomain",
  "GET distribution-tenant/:id": "GetDistributionTenant",
  "PUT distribution-tenant/:id": "UpdateDistributionTenant",
  "DELETE distribution-tenant/:id": "DeleteDistributionTenant",
  "POST distribution-tenants": "ListDistributionTenants",
  "GET managed-certificate/:id": "GetManagedCertificateDetails",
};

type Sealed = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

function kmsRequests(call: AwsCall, estate: Estate): IamRequest[] {
  const operation = operationOf(call);
  const input = jsonOf(call) as Sealed;
  const one = (action: string, context: Readonly<Record<string, string>> = {}) =>
    asked(
      `kms:${action}`,
      estate.key(),
      Object.fromEntries(
        Object.entries(context).map(([name, value]) => [`kms:EncryptionContext:${name}`, value]),
      ),
    );
  if (operation !== "ReEncrypt") return [one(operation, input.EncryptionContext)];
  return [
    one("ReEncryptFrom", input.SourceEncryptionContext),
    one("ReEncryptTo", input.DestinationEncryptionContext),
  ];
}

/** To begin a session and to tag it are two actions. */
function stsRequests(call: AwsCall): IamRequest[] {
  const form = new URLSearchParams(call.body());
  const role = form.get("RoleArn") ?? "*";
  const tags = [...form].flatMap(([name, key]) => {
    const [, index] = /^Tags\.member\.(\d+)\.Key$/.exec(name) ?? [];
    const value = form.get(`Tags.member.${index}.Value`);
    return index && value !== null ? [[`aws:RequestTag/${key}`, value] as const] : [];
  });
  const context = Object.fromEntries(tags);
  return [
    asked(`sts:${form.get("Action")}`, role, context),
    ...(tags.length ? [asked("sts:TagSession", role, context)] : []),
  ];
}

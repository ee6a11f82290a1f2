import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { AwsError } from "../wire/aws-error";
import { readBody, sendJson } from "../wire/body";
import { asAwsError } from "../wire/json-protocol";
import { isObject, parseJson } from "./json";

type Operation = (input: unknown) => unknown;

const MAX_BODY_BYTES = 1024 * 1024;

/** The routes of the Scheduler; a query parameter's name on the wire differs from its member's. */
const ROUTES: readonly {
  readonly method: string;
  readonly path: RegExp;
  readonly operation: string;
  readonly member?: string;
}[] = [
  { method: "POST", path: /^\/schedules\/([^/]+)$/, operation: "CreateSchedule", member: "Name" },
  { method: "PUT", path: /^\/schedules\/([^/]+)$/, operation: "UpdateSchedule", member: "Name" },
  { method: "GET", path: /^\/schedules\/([^/]+)$/, operation: "GetSchedule", member: "Name" },
  { method: "DELETE", path: /^\/schedules\/([^/]+)$/, operation: "DeleteSchedule", member: "Name" },
  { method: "GET", path: /^\/schedules$/, operation: "ListSchedules" },
  {
    method: "POST",
    path: /^\/schedule-groups\/([^/]+)$/,
    operation: "CreateScheduleGroup",
    member: "Name",
  },
  {
    method: "GET",
    path: /^\/schedule-groups\/([^/]+)$/,
    operation: "GetScheduleGroup",
    member: "Name",
  },
  {
    method: "DELETE",
    path: /^\/schedule-groups\/([^/]+)$/,
    operation: "DeleteScheduleGroup",
    member: "Name",
  },
  { method: "GET", path: /^\/schedule-groups$/, operation: "ListScheduleGroups" },
  { method: "POST", path: /^\/tags\/(.+)$/, operation: "TagResource", member: "ResourceARN" },
  { method: "DELETE", path: /^\/tags\/(.+)$/, operation: "UntagResource", member: "ResourceARN" },
  {
    method: "GET",
    path: /^\/tags\/(.+)$/,
    operation: "ListTagsForResource",
    member: "ResourceARN",
  },
];

const QUERY_MEMBERS: Readonly<Record<string, string>> = {
  groupName: "GroupName",
  ScheduleGroup: "GroupName",
};

/**
 * Answers the Scheduler's REST-JSON: path, query and body become the input of one operation.
 * Source: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Operations.html
 */
export function schedulerRoutes(operations: Readonly<Record<string, Operation>>) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const headers = { "x-amzn-requestid": randomUUID() };
    try {
      const url = new URL(request.url ?? "/", "http://localhost");
      const { operation, members } = route(request.method ?? "GET", url.pathname);
      const body = parseBody(await readBody(request, MAX_BODY_BYTES));
      const input = { ...body, ...queryMembers(url.searchParams), ...members };
      const output = operations[operation]?.(input);
      sendJson(response, 200, output ?? {}, headers);
    } catch (error) {
      const { code, message, status } = asAwsError(error, "scheduler");
      const type = { ...headers, "x-amzn-errortype": code };
      sendJson(response, status, { Message: message }, type);
    }
  };
}

function route(method: string, path: string) {
  for (const { operation, member, ...one } of ROUTES) {
    const match = one.method === method ? one.path.exec(path) : null;
    if (!match) continue;
    const members = member ? { [member]: decodeURIComponent(match[1] ?? "") } : {};
    return { operation, members };
  }
  const message = `The Scheduler has no operation ${method} ${path}.`;
  throw new AwsError("UnknownOperationException", message, { status: 404 });
}

function queryMembers(query: URLSearchParams) {
  const members: Record<string, string | string[]> = {};
  for (const name of new Set(query.keys())) {
    if (name === "TagKeys") members.TagKeys = query.getAll(name);
    else members[QUERY_MEMBERS[name] ?? name] = query.get(name) ?? "";
  }
  return members;
}

function parseBody(body: Buffer) {
  if (body.length === 0) return {};
  const json = parseJson(body.toString("utf8"));
  if (isObject(json)) return json;
  throw new AwsError("SerializationException", "The request body is not valid JSON.");
}

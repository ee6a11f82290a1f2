import type { ZodOpenApiResponseObject } from "zod-openapi";
import {
  type Contract,
  isCrossOrigin,
  isSafe,
  needsVersion,
  permissionOf,
  takesIdempotencyKey,
} from "./contract";
import { PROBLEM_TITLES, problemType } from "./problem";
import { PROBLEM_TYPE, Problem } from "./problem.schema";

interface Refusal {
  readonly status: number;
  readonly code: string;
  /** Completes "Refused when …". */
  readonly when: string;
  /** What the caller can do about it, in a sentence. */
  readonly mend: string;
  readonly applies: (contract: Contract) => boolean;
}

const isPrivate = ({ access }: Contract) => access !== "anyone";
const isForMembers = (contract: Contract) => permissionOf(contract) !== undefined;
const isInTenant = (contract: Contract) => isForMembers(contract) || contract.access === "customer";

/** Whether the caller sends anything that may be wrong. */
const takesInput = (contract: Contract) =>
  !isSafe(contract) || takes(contract.params) || takes(contract.query) || isCrossOrigin(contract);

/** What can change, so that two may change it at once. */
const mayConflict = (contract: Contract) => !isSafe(contract) && isPrivate(contract);

const takesBody = (contract: Contract) => !isSafe(contract) && takes(contract.body);

/** What the platform itself refuses, before or after the operation had its say. */
export const REFUSALS: readonly Refusal[] = [
  {
    status: 400,
    code: "platform.request.invalid",
    when: "a parameter, a header or the body is not as described: `issues` names every fault",
    mend: "Mend the fields that it names.",
    applies: takesInput,
  },
  {
    status: 401,
    code: "platform.actor.unauthenticated",
    when: "the access token or the key is missing, expired, revoked or not valid",
    mend: "Sign in again, or use a key that is good.",
    applies: isPrivate,
  },
  {
    status: 403,
    code: "keys.origin.refused",
    when: "the page's origin is not on the list of the app key",
    mend: "Add the origin to the key, or ask from a page that is on the list.",
    applies: isCrossOrigin,
  },
  {
    status: 403,
    code: "platform.tenant.refused",
    when: "`X-Tenant-ID` is missing, or what names the tenant is of none of yours",
    mend: "Send the `tenantId` of a tenant that `GET /api/tenants` lists.",
    applies: isInTenant,
  },
  {
    status: 403,
    code: "tenant.tenant.suspended",
    when: "the tenant is suspended: its owners may read, nothing else",
    mend: "Ask an owner to restore it.",
    applies: (contract) => isInTenant(contract) || isCrossOrigin(contract),
  },
  {
    status: 403,
    code: "platform.actor.forbidden",
    when: "your role or API key does not have the permission, or it is for people only",
    mend: "Ask an owner for a role that has the permission, or make a key that has it as a scope.",
    applies: (contract) => isForMembers(contract) || contract.access === "user",
  },
  {
    status: 403,
    code: "auth.mfa.required",
    when: "the tenant asks for a second factor, and this session has proved none",
    mend: "Set up a second factor, and sign in with it.",
    applies: isForMembers,
  },
  {
    status: 403,
    code: "auth.step_up.required",
    when: "the session has not proved within ten minutes that it is yours",
    mend: "Do so under `/api/auth/step-up`, or sign in again.",
    applies: ({ stepUp }) => stepUp === true,
  },
  {
    status: 404,
    code: "<capability>.<noun>.not_found",
    when: "there is no such thing in your tenant; another tenant's is not found either",
    mend: "List the things there are, and take the ID from there.",
    applies: (contract) => isForMembers(contract) && takes(contract.params),
  },
  {
    status: 409,
    code: "platform.item.conflict",
    when: "somebody changed the same thing at the same moment",
    mend: "Try again.",
    applies: mayConflict,
  },
  {
    status: 409,
    code: "platform.idempotency.in_progress",
    when: "the first request with this `Idempotency-Key` is still running",
    mend: "Try again in a moment.",
    applies: takesIdempotencyKey,
  },
  {
    status: 412,
    code: "platform.item.stale",
    when: "somebody changed it since you read it",
    mend: "Read it again, and repeat your change.",
    applies: needsVersion,
  },
  {
    status: 413,
    code: "platform.body.too_large",
    when: "the body is over 1 MiB",
    mend: "Send less at once.",
    applies: takesBody,
  },
  {
    status: 415,
    code: "platform.content_type.unsupported",
    when: "the body is not sent as JSON",
    mend: "Send `Content-Type: application/json`.",
    applies: takesBody,
  },
  {
    status: 422,
    code: "platform.idempotency.key_reused",
    when: "the `Idempotency-Key` was used for another request",
    mend: "Give each request a key of its own.",
    applies: takesIdempotencyKey,
  },
  {
    status: 429,
    code: "platform.limit.exceeded",
    when: "there were too many requests",
    mend: "Wait for as many seconds as `Retry-After` says.",
    applies: () => true,
  },
  {
    status: 500,
    code: "platform.internal",
    when: "something went wrong on our side",
    mend: "Try again with the same `Idempotency-Key`; if it stays, tell us the `requestId`.",
    applies: () => true,
  },
];

/** Whether a part of a request has any field at all. */
export function takes(part: Contract["params"]): boolean {
  const { shape } = part as { shape?: object };
  return shape === undefined || Object.keys(shape).length > 0;
}

const NAMES: Readonly<Record<number, string>> = {
  400: "BadRequest",
  401: "Unauthenticated",
  403: "Forbidden",
  404: "NotFound",
  409: "Conflict",
  412: "Stale",
  413: "TooLarge",
  415: "UnsupportedContentType",
  422: "KeyReused",
  429: "TooManyRequests",
  500: "InternalError",
};

/** What every answer says of the limits that the request was counted on. */
export const QUOTA_HEADERS = {
  ratelimit: { $ref: "#/components/headers/RateLimit" },
  "ratelimit-policy": { $ref: "#/components/headers/RateLimitPolicy" },
};

type Reason = Pick<Refusal, "status" | "code" | "when" | "mend">;

const platformReasons = (status: number): readonly Reason[] =>
  REFUSALS.filter((refusal) => refusal.status === status);

/** The responses that operations share, by the name of the component. */
export const PLATFORM_RESPONSES: Record<string, ZodOpenApiResponseObject> = Object.fromEntries(
  Object.entries(NAMES).map(([status, name]) => [
    name,
    responseTo(Number(status), platformReasons(Number(status))),
  ]),
);

/** The codes of what an operation may refuse: those of a status that it shares with others are not all its own. */
export function refusalCodesOf(contract: Contract): readonly string[] {
  const platform = REFUSALS.filter(({ applies }) => applies(contract)).map(({ code }) => code);
  return [...new Set([...platform, ...Object.keys(contract.refuses ?? {})])];
}

/** The problem responses of an operation, by status: the platform's, and what the contract names. */
export function refusalsOf(
  contract: Contract,
): Record<string, ZodOpenApiResponseObject | { $ref: string }> {
  const platform = REFUSALS.filter(({ applies }) => applies(contract));
  const own = Object.entries(contract.refuses ?? {}).map(([code, refusal]) => ({
    code,
    ...refusal,
  }));
  const statuses = [...new Set([...platform, ...own].map(({ status }) => status))];
  return Object.fromEntries(
    statuses.map((status) => {
      const named = own.filter((reason) => reason.status === status);
      if (!named.length) return [status, { $ref: `#/components/responses/${NAMES[status]}` }];
      const shared = platform.filter((reason) => reason.status === status);
      return [status, responseTo(status, [...shared, ...named])];
    }),
  );
}

function responseTo(status: number, reasons: readonly Reason[]): ZodOpenApiResponseObject {
  return {
    description: reasons
      .map(({ code, when, mend }) => `- \`${code}\`: ${when}. ${mend}`)
      .join("\n"),
    headers: {
      "x-request-id": { $ref: "#/components/headers/RequestId" },
      ...(status === 429
        ? { "retry-after": { $ref: "#/components/headers/RetryAfter" }, ...QUOTA_HEADERS }
        : {}),
      ...(status === 401 ? { "www-authenticate": { $ref: "#/components/headers/Challenge" } } : {}),
    },
    content: {
      [PROBLEM_TYPE]: {
        schema: Problem,
        examples: Object.fromEntries(
          reasons.map((reason) => [reason.code, { value: exampleFor(reason) }]),
        ),
      },
    },
  };
}

function exampleFor({ status, code, when, mend }: Reason): Problem {
  const detail = `${when.charAt(0).toUpperCase()}${when.slice(1)}. ${mend}`;
  return {
    type: problemType(code),
    title: PROBLEM_TITLES[status] ?? "Error",
    status,
    code,
    detail,
    ...(status === 400 ? { issues: [{ path: ["body", "name"], message: "body.name: …" }] } : {}),
    requestId: "JKJaXmPLvHcESHA=",
  };
}

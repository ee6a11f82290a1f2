import { PROBLEM_TYPE } from "@faibric/core/platform/problem.schema";
import { manifests } from "@faibric/functions/manifests";
import type { Page, Request, Route } from "playwright-core";

/** An operation of the API, as a browser asks for it. */
export interface Asked {
  readonly name: string;
  readonly method: string;
  readonly path: RegExp;
}

/** Every operation there is. What has its own word at a place comes before what has a gap there. */
export const OPERATIONS: readonly Asked[] = manifests
  .flatMap(({ operations }) => Object.entries(operations))
  .map(([name, contract]) => ({
    name,
    method: contract.method,
    gaps: contract.path.split("{").length,
    path: new RegExp(`^${contract.path.replace(/\{\w+\}/g, "[^/]+")}$`),
  }))
  .toSorted((one, other) => one.gaps - other.gaps);

/** Which operation a request asks for; undefined where it is none of the API. */
export function operationOf(request: Request): string | undefined {
  const { pathname } = new URL(request.url());
  return OPERATIONS.find(({ method, path }) => method === request.method() && path.test(pathname))
    ?.name;
}

/** One way in which an answer can be bad, and what a person is told of it. */
export interface Bad {
  readonly name: string;
  readonly says: string;
  /** Whether it names what is wrong with a field, which is told there. */
  readonly isFault?: boolean;
  readonly answer: (route: Route, field: string | undefined) => Promise<void>;
}

const PAGE = "<!doctype html><title>Not what you asked for</title>";

const problem = (status: number, code: string, more: Record<string, unknown> = {}) => ({
  status,
  contentType: PROBLEM_TYPE,
  body: JSON.stringify({
    ...{ type: `urn:problem:${code}`, title: "Refused", status, code },
    ...{ detail: `Refused: ${code}`, requestId: `of-${status}`, ...more },
  }),
});
const page = (status: number) => ({
  status,
  contentType: "text/html",
  headers: { "x-request-id": `page-of-${status}` },
  body: PAGE,
});
const told =
  (answer: Parameters<Route["fulfill"]>[0]): Bad["answer"] =>
  (route) =>
    route.fulfill(answer);

/** The message of the API about one field. */
export const FAULT = "This is one sugar too many.";

export const BAD: readonly Bad[] = [
  {
    name: "an unexpected error",
    says: "tell us this number: of-500",
    answer: told(problem(500, "platform.internal")),
  },
  {
    name: "an answer that is no JSON",
    says: "tell us this number: page-of-200",
    answer: told(page(200)),
  },
  {
    name: "the page of a proxy that is down",
    says: "tell us this number: page-of-502",
    answer: told(page(502)),
  },
  {
    name: "the page of a proxy that refuses",
    says: "tell us this number: page-of-403",
    answer: told(page(403)),
  },
  {
    name: "too many requests",
    says: "Try again in 42 seconds",
    answer: told({ ...problem(429, "platform.rate.limited"), headers: { "retry-after": "42" } }),
  },
  {
    name: "a refusal for the role",
    says: "Your role does not allow this",
    answer: told(problem(403, "platform.actor.forbidden")),
  },
  {
    name: "a conflict",
    says: "Somebody changed the same thing at the same moment",
    answer: told(problem(409, "platform.item.conflict")),
  },
  {
    name: "what somebody else changed meanwhile",
    says: "Somebody else changed this meanwhile",
    answer: told(problem(412, "platform.item.stale")),
  },
  {
    name: "a fault of what was entered",
    says: "Something that was entered is not accepted",
    isFault: true,
    answer: (route, field) => {
      const issues = field && [{ path: ["body", field], message: `body.${field}: ${FAULT}` }];
      return route.fulfill(problem(422, "platform.request.invalid", issues ? { issues } : {}));
    },
  },
  {
    name: "no network",
    says: "We could not reach the server",
    answer: (route) => route.abort(),
  },
];

interface Now {
  /** Which operations are answered badly, and how. */
  readonly isBad?: (op: string) => boolean;
  readonly bad?: Bad;
  /** The field of the body that a fault is told of. */
  readonly field?: string | undefined;
}

/** Lets the requests of a page through, but for those that are to be answered badly. */
export async function answerBadly(visited: Page) {
  let now: Now = {};
  let wasBad = false;
  // The pauses of the client are as long as chance makes them: here it makes them short.
  await visited.addInitScript(() => {
    Math.random = () => 0;
  });
  await visited.route("**/api/**", async (route) => {
    const name = operationOf(route.request());
    if (name && now.bad && now.isBad?.(name)) {
      wasBad = true;
      return now.bad.answer(route, now.field);
    }
    return route.fallback();
  });
  return {
    /** Whether anything was answered badly since what is now. */
    wasBad: () => wasBad,
    with: (next: Now) => {
      now = next;
      wasBad = false;
    },
  };
}

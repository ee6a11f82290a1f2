import { Problem } from "@faibric/core/platform/problem.schema";
import { expect } from "vitest";
import type { Refused } from "./fuzz-refusals";
import { type Caller, type Operation, type Parts, seed } from "./fuzz-requests";
import type { RawAnswer, RawRequest } from "./raw-http";

/** What must hold for any answer to any request. `told` is what a failure should show. */
export function checkAnswer({ contract }: Operation, answer: RawAnswer, told: string): void {
  const { status, headers, text } = answer;
  expect(status, told).toBeLessThan(500);
  if (status >= 400) {
    expect(headers["content-type"], told).toBe("application/problem+json");
    const problem = Problem.strict().parse(JSON.parse(text));
    expect(problem.status, told).toBe(status);
    return;
  }
  expect(status, told).toBe(contract.status);
  if (contract.contentType) expect(headers["content-type"], told).toBe(contract.contentType);
  else contract.response.parse(text ? JSON.parse(text) : undefined);
}

/** To HEAD, the answer says in its headers alone what GET would have said. */
export function checkHead({ status, headers, text }: RawAnswer, told: string): void {
  expect(status, told).toBeLessThan(500);
  expect(text, told).toBe("");
  if (status >= 400) expect(headers["content-type"], told).toBe("application/problem+json");
  else expect(status, told).toBeLessThan(300);
}

export const tell = (key: string, what: string, request: RawRequest, answer: RawAnswer) => {
  const body = String(request.body ?? "").slice(0, 500);
  const asked = `${request.method} ${request.target.slice(0, 300)} ${body}`;
  return `FUZZ_SEED=${seed} ${key}: ${what}\n${asked}\n${answer.status} ${answer.text.slice(0, 500)}`;
};

export function checkRefusal(
  operation: Operation,
  { what, request, statuses, place }: Refused,
  answer: RawAnswer,
) {
  const told = tell(operation.key, what, request, answer);
  checkAnswer(operation, answer, told);
  expect(statuses, told).toContain(answer.status);
  if (!place) return;
  const { issues = [] } = JSON.parse(answer.text) as Problem;
  const wanted = place.map(String);
  const named = issues.some(({ path }) =>
    path.every((part, index) => index >= wanted.length || String(part) === wanted[index]),
  );
  expect(named, `${told}\nshould name ${wanted.join(".")}`).toBe(true);
}

/** Where API Gateway itself answers, it does in its own words: as on AWS, no function has run. */
export function checkGateway({ status, text }: RawAnswer, told: string): void {
  expect([400, 404, 413, 417, 431], told).toContain(status);
  if (text) expect(Object.keys(JSON.parse(text)), told).toEqual(["message"]);
}

/** Remembers what an answer names: `tenantId` and the like, and where the next page is. */
export function learn(caller: Caller, key: string, text: string): void {
  const look = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [name, part] of Object.entries(value)) {
      if (typeof part === "string" && /Id$/.test(name) && /^[a-z]+_[0-9a-z]{26}$/.test(part)) {
        caller.ids.set(name, (caller.ids.get(name) ?? new Set()).add(part));
      }
      look(part);
    }
    const { cursor } = value as { cursor?: unknown };
    if (typeof cursor === "string") caller.cursors.set(key, cursor);
  };
  if (text) look(JSON.parse(text));
}

/** What its caller has deleted is no longer theirs to ask about. */
export function forget(caller: Caller, { contract }: Operation, { params }: Parts): void {
  const [, name = ""] = /\{(\w+)\}$/.exec(contract.path) ?? [];
  if (contract.method === "DELETE") caller.ids.get(name)?.delete(String(params[name]));
}

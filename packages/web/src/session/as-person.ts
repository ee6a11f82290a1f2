import { PROBLEM_TYPE, Problem } from "@faibric/core/platform/problem.schema";
import { afterRefusal } from "./session";
import { askForProof, type Proof } from "./step-up";
import { withCookie } from "./with-cookie";

const REPEAT_MS = 30_000;
const PROOFS: Readonly<Record<string, Proof>> = {
  "auth.step_up.required": "person",
  "auth.mfa.required": "second-factor",
};

/**
 * Asks the API as the person who is signed in. What only they can clear away is asked of them, and then the
 * same request is sent again: a session that has ended, a proof that it is them. Nothing typed is lost.
 */
export async function asPerson(input: RequestInfo | URL, init: RequestInit = {}) {
  const answer = await withCookie(input, init);
  const headers = new Headers(init.headers);
  const token = await tokenToRepeatWith(answer, headers.get("authorization") ?? "");
  if (!token) return answer;
  headers.set("authorization", `Bearer ${token}`);
  // The time that the person took is not the server's.
  return withCookie(input, { ...init, headers, signal: AbortSignal.timeout(REPEAT_MS) });
}

async function tokenToRepeatWith(answer: Response, sent: string): Promise<string | undefined> {
  const token = sent.replace(/^Bearer /, "");
  if (answer.status === 401) return afterRefusal(token);
  if (answer.status !== 403) return undefined;
  // A proxy before the API may refuse as well, with a page of its own.
  if (!answer.headers.get("content-type")?.startsWith(PROBLEM_TYPE)) return undefined;
  const problem = Problem.safeParse(await answer.clone().json());
  const proof = problem.data && PROOFS[problem.data.code];
  return proof && (await askForProof(proof)) ? afterRefusal("") : undefined;
}

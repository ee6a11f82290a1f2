/** What is to be proved: that it is still the same person, or their second factor. */
export type Proof = "person" | "second-factor";

interface Asked {
  readonly proof: Proof;
  readonly answer: Promise<boolean>;
  settle(proved: boolean): void;
}

let asked: Asked | undefined;
const listeners = new Set<() => void>();

export const currentProof = (): Proof | undefined => asked?.proof;

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Asks the person to prove something, once for all that wait. @returns whether they have */
export function askForProof(proof: Proof): Promise<boolean> {
  if (asked) return asked.answer;
  let settle: (proved: boolean) => void = () => undefined;
  const answer = new Promise<boolean>((resolve) => {
    settle = resolve;
  });
  become({ proof, answer, settle });
  return answer;
}

/** The person has proved it, or does not want to. */
export function answerProof(proved: boolean): void {
  const waiting = asked;
  become(undefined);
  waiting?.settle(proved);
}

function become(next: Asked | undefined): void {
  asked = next;
  for (const listener of listeners) listener();
}

/** A pattern that is not valid; its message is the reason given to the caller. */
export class PatternError extends Error {
  override readonly name = "PatternError";
}

export function invalid(reason: string): never {
  throw new PatternError(reason);
}

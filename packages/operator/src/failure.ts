/** The words were wrong. Shown with how to ask for help; exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** What was asked cannot be done. The message says how to mend it; exit code 1. */
export class OperatorError extends Error {
  override readonly name = "OperatorError";
}

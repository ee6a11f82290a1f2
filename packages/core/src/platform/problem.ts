/** What each status means: the title of a problem. */
export const PROBLEM_TITLES: Readonly<Record<number, string>> = {
  400: "The request is not valid",
  401: "Sign in first",
  403: "This is not allowed",
  404: "Not found",
  409: "Conflict",
  412: "Changed in the meantime",
  413: "Too large",
  415: "Unsupported content type",
  422: "Cannot be processed",
  429: "Too many requests",
  500: "Internal error",
};

/** The type of a problem: its code as an address. */
export const problemType = (code: string): string => `https://faibric.dev/problems/${code}`;

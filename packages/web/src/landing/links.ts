interface Link {
  readonly href: string;
  readonly name: string;
  readonly says: string;
}

const EVERYWHERE: readonly Link[] = [
  { href: "/api/docs", name: "API reference", says: "every operation, and how to call it" },
  { href: "/api/openapi.json", name: "OpenAPI document", says: "the same, for tools" },
  { href: "/api/health", name: "Health", says: "whether the platform answers" },
];

// The laptop cloud serves its dashboard beside the site; on AWS there is none.
const LAPTOP: readonly Link[] = [
  { href: "/_local", name: "Laptop dashboard", says: "requests, events, queues, tables and mail" },
];

/** The laptop cloud sets FAIBRIC_LOCAL; a deployed build never has it. */
export const LINKS: readonly Link[] = process.env.FAIBRIC_LOCAL
  ? [...EVERYWHERE, ...LAPTOP]
  : EVERYWHERE;

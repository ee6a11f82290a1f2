/** Why the cloud did not give what was asked for, in words for the person who asked. */
export class AskError extends Error {
  override readonly name = "AskError";
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

const GONE = "The laptop cloud does not answer. Is it running? Start it with npm start.";

export function ask<T>(path: string, query: Record<string, string | null> = {}): Promise<T> {
  const given = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []));
  const search = new URLSearchParams(given).toString();
  return fetchJson<T>(`${path}${search && `?${search}`}`, {});
}

export function change<T>(path: string, body: object = {}): Promise<T> {
  const headers = { "content-type": "application/json" };
  return fetchJson<T>(path, { method: "POST", headers, body: JSON.stringify(body) });
}

async function fetchJson<T>(path: string, options: RequestInit): Promise<T> {
  const response = await fetch(`/_local/api${path}`, options).catch(() => undefined);
  if (!response) throw new AskError(GONE, 0);
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return body as T;
  const { message = `The cloud answered ${response.status}.` } = (body ?? {}) as {
    message?: string;
  };
  throw new AskError(message, response.status);
}

/** The answer to a question about one thing, or why there is none; the rest of the page goes on. */
export interface Detail<T> {
  /** What it is about. */
  readonly of: string;
  readonly value?: T;
  readonly error?: string;
}

export async function detail<T>(of: string | undefined, question: (of: string) => Promise<T>) {
  if (of === undefined) return undefined;
  try {
    return { of, value: await question(of) };
  } catch (error) {
    return { of, error: error instanceof Error ? error.message : String(error) };
  }
}

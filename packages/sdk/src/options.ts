/** What a client is made with. */
export interface ClientOptions {
  /** Where the API is: `https://faibric.example`. In a browser, `/` is the page's own origin. */
  readonly baseUrl: string;
  /** The access token or API key, or a function that gives one; it is asked before each try. */
  readonly token?: string | (() => string | Promise<string>);
  /** The public app key, for what widgets call. It is no secret. */
  readonly appKey?: string;
  /** The tenant to work in, where neither the operation's path nor an API key names one. */
  readonly tenantId?: string;
  /** Instead of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** How long to wait for the answer to one try, in milliseconds. Default 30,000. */
  readonly timeoutMs?: number;
  /** How often to try again, where that is safe. Default 4. */
  readonly retries?: number;
  /** The first pause before a retry, at most, in milliseconds; it doubles each time. Default 250. */
  readonly retryDelayMs?: number;
  /** The longest pause, in milliseconds. A server that asks for more gets no retry. Default 20,000. */
  readonly maxRetryDelayMs?: number;
}

/** What one call may set for itself. */
export interface CallOptions extends Pick<ClientOptions, "tenantId" | "timeoutMs" | "retries"> {
  /** Ends the call, with the signal's reason. */
  readonly signal?: AbortSignal;
  /**
   * The key under which this change happens once, kept for 24 hours. By default each call has a random
   * one. Give your own, such as an order number, where a restarted program may send the same again.
   */
  readonly idempotencyKey?: string;
}

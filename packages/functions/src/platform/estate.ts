/** One statement of an IAM policy that allows something. */
export interface Statement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Conditions;
}

/** By operator and key, as IAM writes them. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;

/**
 * Where the things are that grants name: on AWS the references of the stacks, on a laptop its own names. Each is
 * asked for only where something is granted of it.
 */
export interface Estate {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** ARNs. */
  table(): string;
  bucket(): string;
  bus(): string;
  key(): string;
  pipeline(key: string): string;
  role(which: "tenant-session" | "tenant-reader" | "tenant-eraser"): string;
  /** The distribution and the connection group of businesses' own domains. */
  sites(): readonly string[];
  /** `<api>/<stage>` of the live connections. */
  sockets(): string;
  /** Names. */
  queue(key: string): string;
  secret(name: string): string;
  logGroupPrefixes(): readonly string[];
}

type Line = Readonly<Record<string, unknown>>;

/** The log lines and metrics that `fn` writes. None of them reaches the test's own output. */
export async function logged<R>(fn: () => Promise<R>): Promise<{ result: R; lines: Line[] }> {
  const { stdout } = process;
  const write = stdout.write;
  const written: string[] = [];
  stdout.write = ((chunk: string | Uint8Array) => {
    written.push(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString());
    return true;
  }) as typeof write; // without its forms that call back, which no log line uses
  try {
    const result = await fn();
    const lines = written.join("").split("\n").filter(Boolean);
    return { result, lines: lines.map((line) => JSON.parse(line) as Line) };
  } finally {
    stdout.write = write;
  }
}

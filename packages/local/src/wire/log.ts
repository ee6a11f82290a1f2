type Sink = (line: string) => void;

let sink: Sink = (line) => process.stderr.write(`${line}\n`);

/** Sends the laptop cloud's own log somewhere else, such as a file or a test. */
export function logTo(next: Sink): void {
  sink = next;
}

/** The laptop cloud's own log: one JSON line an entry, apart from what product functions log. */
export const log = {
  info: (message: string, fields: object = {}) => write("info", message, fields),
  error: (message: string, error: unknown, fields: object = {}) =>
    write("error", message, { ...fields, error: describe(error) }),
};

function write(level: string, message: string, fields: object) {
  sink(JSON.stringify({ time: new Date().toISOString(), level, message, ...fields }));
}

function describe(error: unknown) {
  if (!(error instanceof Error)) return { message: String(error) };
  return { name: error.name, message: error.message, stack: error.stack };
}

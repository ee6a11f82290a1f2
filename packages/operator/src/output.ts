import { stripVTControlCharacters, styleText } from "node:util";

export type Colour = "bold" | "dim" | "green" | "yellow" | "red";

export interface Column<Row> {
  readonly title: string;
  text(row: Row): string;
  readonly align?: "right";
  /** Only ever said a second time by its colour. */
  colour?(row: Row): Colour | undefined;
}

export interface Output {
  readonly json: boolean;
  /** A table, or a JSON array. `none` is said, on stderr, where there is no row. */
  table<Row>(rows: readonly Row[], columns: readonly Column<Row>[], none: string): void;
  /** One result: lines of text, or one JSON value. */
  result(value: unknown, text: string): void;
  /** What is no result, on stderr. */
  note(text: string): void;
  /** A line on stderr that the next one replaces, where somebody watches. */
  progress(text: string): void;
}

export function createOutput(json: boolean): Output {
  let shown = "";
  return {
    json,
    table(rows, columns, none) {
      if (json) return print(JSON.stringify(rows, null, 2));
      if (rows.length === 0) process.stderr.write(`${none}\n`);
      else print(tableOf(rows, columns));
    },
    result(value, text) {
      print(json ? JSON.stringify(value, null, 2) : text);
    },
    note(text) {
      process.stderr.write(`${shown && process.stderr.isTTY ? "\n" : ""}${text}\n`);
      shown = "";
    },
    progress(text) {
      if (text === shown) return;
      process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
      shown = text;
    },
  };
}

const print = (text: string) => void process.stdout.write(`${text}\n`);

const GAP = "  ";

function tableOf<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const cells = rows.map((row) => columns.map((column) => printable(column.text(row))));
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, ...cells.map((row) => widthOf(row[index] ?? ""))),
  );
  const line = (texts: readonly string[], paint: (text: string, index: number) => string) =>
    texts
      .map((text, index) => {
        const room = " ".repeat((widths[index] ?? 0) - widthOf(text));
        const painted = paint(text, index);
        return columns[index]?.align === "right" ? room + painted : painted + room;
      })
      .join(GAP)
      .trimEnd();
  const titles = columns.map(({ title }) => title);
  return [
    line(titles, (text) => paint("bold", text)),
    ...rows.map((row, at) =>
      line(cells[at] ?? [], (text, index) => paint(columns[index]?.colour?.(row), text)),
    ),
  ].join("\n");
}

const widthOf = (text: string) => [...text].length;

/** Coloured for a person; plain where the output is read by a program, or NO_COLOR is set. */
export function paint(colour: Colour | undefined, text: string): string {
  return colour && process.stdout.isTTY && !process.env.NO_COLOR
    ? styleText(colour, text, { validateStream: false })
    : text;
}

/** On one line and harmless: what tenants have written must not steer the operator's terminal. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
}

const STEPS = [
  [86_400, "d"],
  [3_600, "h"],
  [60, "min"],
] as const;

/** `3 min`, `2 h`, `5 d`: the time since. */
export function ageOf(instant: string | undefined, now = Date.now()): string {
  if (!instant) return "-";
  const seconds = Math.max(0, Math.floor((now - Date.parse(instant)) / 1000));
  const [size, unit] = STEPS.find(([step]) => seconds >= step) ?? [1, "s"];
  return `${Math.floor(seconds / size)} ${unit}`;
}

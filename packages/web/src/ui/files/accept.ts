/** What is asked of files before anything is sent. The server asks again. */
export interface Limits {
  /** As `accept` has it: `image/*`, `application/pdf`, `.csv`. None is any. */
  readonly types: readonly string[];
  readonly mostBytes: number;
  readonly mostFiles: number;
}

export type Fault = "wrongType" | "tooLarge" | "empty" | "tooMany" | "twice";
export interface Refused {
  readonly file: File;
  readonly why: Fault;
}

/** Whether a file is of one of the types. What no system knows a type of is told by its name. */
export function isOfType({ name, type }: Pick<File, "name" | "type">, types: readonly string[]) {
  if (types.length === 0) return true;
  const [kind = ""] = type.toLowerCase().split(";");
  return types.some((wanted) => {
    const pattern = wanted.trim().toLowerCase();
    if (pattern.startsWith(".")) return name.toLowerCase().endsWith(pattern);
    return pattern.endsWith("/*") ? kind.startsWith(pattern.slice(0, -1)) : kind === pattern;
  });
}

const isSame = (one: File, other: File): boolean =>
  one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;

/** Those of the new files that may join the others, and why the rest may not. */
export function accept(before: readonly File[], added: readonly File[], limits: Limits) {
  const files = limits.mostFiles === 1 ? [] : [...before]; // one file takes the place of another
  const refused: Refused[] = [];
  for (const file of added) {
    const why = faultOf(file, files, limits);
    if (why) refused.push({ file, why });
    else files.push(file);
  }
  return { files: files.length > 0 ? files : [...before], refused };
}

function faultOf(file: File, files: readonly File[], limits: Limits): Fault | undefined {
  if (!isOfType(file, limits.types)) return "wrongType";
  if (file.size === 0) return "empty";
  if (file.size > limits.mostBytes) return "tooLarge";
  if (files.some((other) => isSame(file, other))) return "twice";
  return files.length >= limits.mostFiles ? "tooMany" : undefined;
}

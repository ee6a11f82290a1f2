import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "@swc/core";
import { expect, it } from "vitest";

const WEB = join(import.meta.dirname, "../..");
/** What these hold is read by a person, or to one. */
const SEEN =
  /^(aria-(label|description|placeholder|roledescription|valuetext)|alt|title|placeholder|label|hint|lead|about|said)$/;
const LETTERS = /\p{L}{2}/u;
/** Names of things, the same in every language. */
const NAMES = ["⌘K", "Ctrl K", "Faibric", "fbk_…", "CSV", "JSON lines"];

/** A node of the tree, of which nothing is known but that it may have others in it. */
type Node = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;

/** The texts in a tree that somebody would read, and that are no word of the catalogue. */
function literalsIn(node: unknown): string[] {
  if (!isNode(node)) return [];
  const { type, value, name } = node;
  if (type === "JSXText") return typeof value === "string" ? [value.trim()] : [];
  if (type === "JSXExpressionContainer" && isNode(node.expression)) {
    const text = stringIn(node.expression);
    if (text !== undefined) return [text.trim()];
  }
  if (type === "JSXAttribute") {
    const named = isNode(name) ? String(name.value) : "";
    const text = SEEN.test(named) ? stringIn(value) : undefined;
    if (text !== undefined) return [text.trim()];
    // Another attribute's own text is a class, a key or an address.
    return isNode(value) && value.type !== "StringLiteral" ? inside(value) : [];
  }
  return Object.values(node).flatMap(literalsIn);
}

/** What stands in the braces of an attribute: elements in it are looked through, its own text is not. */
const inside = (value: Node): string[] =>
  value.type === "JSXExpressionContainer" && stringIn(value.expression) !== undefined
    ? []
    : Object.values(value).flatMap(literalsIn);

function stringIn(value: unknown): string | undefined {
  if (!isNode(value)) return undefined;
  if (value.type === "StringLiteral") return String(value.value);
  if (value.type === "JSXExpressionContainer") return stringIn(value.expression);
  if (value.type !== "TemplateLiteral" || !Array.isArray(value.quasis)) return undefined;
  return value.quasis.map((part: unknown) => (isNode(part) ? String(part.raw) : "")).join(" ");
}

const read = (source: string) =>
  literalsIn(parseSync(source, { syntax: "typescript", tsx: true, target: "es2022" })).filter(
    (text) => LETTERS.test(text) && !NAMES.includes(text),
  );

it("finds what is said outside of the catalogue", () => {
  const page = `const a = <p title="Hallo" className="grid">Plain {"words"} {words("nice")}
    <Field label={\`Name of \${who}\`} hint={words("hint")} action={<b>Deep</b>} /></p>;`;
  expect(read(page).sort()).toEqual(["Deep", "Hallo", "Name of", "Plain", "words"].sort());
});

it("says everything in words of the catalogue", () => {
  // The page that shows the parts is for who builds them, in English.
  const files = globSync("{src,app}/**/*.tsx", { cwd: WEB }).filter(
    (file) => !file.startsWith("src/gallery/"),
  );
  expect(files.length).toBeGreaterThan(80);
  const found = files.flatMap((file) =>
    read(readFileSync(join(WEB, file), "utf8")).map((text) => `${file}: ${text}`),
  );
  expect(found).toEqual([]);
});

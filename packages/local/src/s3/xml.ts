import { XMLParser } from "fast-xml-parser";
import { AwsError } from "../wire/aws-error";

/** An XML element's children by name; an array is a repeated element, `undefined` an absent one. */
export interface XmlTree {
  [name: string]: XmlValue;
}
export type XmlValue = string | number | boolean | undefined | XmlTree | XmlValue[];

const NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

// Entities are decoded here, in one pass: the parser caps their number, and a list of parts has
// thousands (each ETag is quoted).
const parser = new XMLParser({
  processEntities: false,
  parseTagValue: false,
  trimValues: false,
  removeNSPrefix: true,
  tagValueProcessor: (_name, value) => decodeEntities(String(value)),
});

/** Reads a document whose root element is `root`. Throws `MalformedXML`. */
export function parseXml(text: string, root: string): XmlTree {
  let tree: XmlTree;
  try {
    tree = parser.parse(text, true);
  } catch (error) {
    throw malformedXml(error);
  }
  const found = tree[root];
  if (found === undefined) throw malformedXml();
  return isTree(found) ? found : {};
}

export function malformedXml(cause?: unknown): AwsError {
  const error = new AwsError(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );
  error.cause = cause;
  return error;
}

/** The elements called `name`, be there none, one or many. */
export function trees(tree: XmlTree, name: string): XmlTree[] {
  return values(tree, name).map((value) => (isTree(value) ? value : {}));
}

export function texts(tree: XmlTree, name: string): string[] {
  return values(tree, name).filter((value) => typeof value === "string");
}

export function textOf(tree: XmlTree, name: string): string | undefined {
  return texts(tree, name)[0];
}

function values(tree: XmlTree, name: string): XmlValue[] {
  const value = Object.hasOwn(tree, name) ? tree[name] : undefined;
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

export function isTree(value: XmlValue): value is XmlTree {
  return typeof value === "object" && !Array.isArray(value);
}

/** Writes a document. An error has no namespace; everything else is in S3's. */
export function writeXml(root: string, tree: XmlTree): string {
  const attribute = root === "Error" ? "" : ` xmlns="${NAMESPACE}"`;
  return `${DECLARATION}<${root}${attribute}>${writeChildren(tree)}</${root}>`;
}

function writeChildren(tree: XmlTree): string {
  return Object.entries(tree)
    .filter(([name]) => name !== "#text")
    .map(([name, value]) => writeElement(name, value))
    .join("");
}

function writeElement(name: string, value: XmlValue): string {
  if (value === undefined) return "";
  if (Array.isArray(value)) return value.map((item) => writeElement(name, item)).join("");
  const inner = isTree(value) ? writeChildren(value) : escapeXml(String(value));
  return `<${name}>${inner}</${name}>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a key may hold them; S3 answers numeric entities
  return text.replace(/[&<>"\u0000-\u001f\u007f]/g, (character) => {
    return ESCAPES[character] ?? `&#x${character.charCodeAt(0).toString(16)};`;
  });
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (all, decimal, hex, name) => {
    if (name) return ENTITIES[name] ?? all;
    const point = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    const surrogate = point >= 0xd800 && point <= 0xdfff;
    return point > 0x10ffff || surrogate ? "\ufffd" : String.fromCodePoint(point);
  });
}

/** What a page consists of: text is always text, so nothing shown can become markup. */
export interface Node {
  readonly tag: string;
  readonly key: string | undefined;
  readonly props: Props;
  readonly children: readonly (Node | string)[];
}

export interface Props {
  /** Tells siblings apart, so that one keeps its focus, selection and open parts while others come and go. */
  readonly key?: string | undefined;
  readonly on?: Readonly<Record<string, (event: Event) => void>>;
  readonly [attribute: string]: unknown;
}

export type Child = Node | string | number | null | undefined | false | readonly Child[];

export function h(tag: string, props: Props = {}, ...children: Child[]): Node {
  return { tag, key: props.key, props, children: flatten(children) };
}

function flatten(children: readonly Child[]): (Node | string)[] {
  const flat: (Node | string)[] = [];
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (typeof child === "number") flat.push(String(child));
    else if (typeof child === "string") flat.push(child);
    else if (isList(child)) flat.push(...flatten(child));
    else flat.push(child);
  }
  return flat;
}

const isList = (child: Child): child is readonly Child[] => Array.isArray(child);

const SVG = "http://www.w3.org/2000/svg";
const shown = new WeakMap<Element, Node>();

/** Makes the element's children be these, changing only what differs. */
export function show(parent: Element, ...children: Child[]): void {
  patchChildren(parent, flatten(children));
}

function patchChildren(parent: Element, next: readonly (Node | string)[]): void {
  const keyed = new Map<string, Element>();
  const loose: ChildNode[] = [];
  for (const child of parent.childNodes) {
    const key = child instanceof Element ? shown.get(child)?.key : undefined;
    if (child instanceof Element && key !== undefined) keyed.set(key, child);
    else loose.push(child);
  }
  let place: ChildNode | null = parent.firstChild;
  const kept = new Set<ChildNode>();
  for (const child of next) {
    const reused = typeof child === "string" ? text(loose) : element(child, keyed, loose);
    const node = bring(reused, child, parent);
    kept.add(node);
    if (node === place) place = node.nextSibling;
    else parent.insertBefore(node, place);
    while (place && kept.has(place)) place = place.nextSibling;
  }
  for (const child of [...parent.childNodes]) if (!kept.has(child)) child.remove();
}

function text(loose: ChildNode[]): ChildNode | undefined {
  const index = loose.findIndex((node) => node instanceof Text);
  return index < 0 ? undefined : loose.splice(index, 1)[0];
}

function element(child: Node, keyed: Map<string, Element>, loose: ChildNode[]) {
  if (child.key !== undefined) {
    const found = keyed.get(child.key);
    keyed.delete(child.key);
    return found && shown.get(found)?.tag === child.tag ? found : undefined;
  }
  const index = loose.findIndex((node) => node instanceof Element && fits(node, child));
  return index < 0 ? undefined : loose.splice(index, 1)[0];
}

const fits = (node: Element, { tag }: Node) => shown.get(node)?.tag === tag;

function bring(reused: ChildNode | undefined, child: Node | string, parent: Element): ChildNode {
  if (typeof child === "string") {
    const node = reused ?? document.createTextNode("");
    if (node.textContent !== child) node.textContent = child;
    return node;
  }
  const node = reused instanceof Element ? reused : create(child.tag, parent);
  const before = shown.get(node);
  if (before === child) return node;
  setProps(node, before?.props ?? {}, child.props);
  patchChildren(node, child.children);
  // After its options are there; and what somebody is typing is ahead of what was shown.
  if (isField(node) && document.activeElement !== node)
    node.value = String(child.props.value ?? "");
  shown.set(node, child);
  return node;
}

function create(tag: string, parent: Element): Element {
  const inSvg =
    tag === "svg" || (parent.namespaceURI === SVG && parent.tagName !== "foreignObject");
  return inSvg ? document.createElementNS(SVG, tag) : document.createElement(tag);
}

function setProps(node: Element, before: Props, next: Props): void {
  for (const name of Object.keys({ ...before, ...next })) {
    if (name === "key" || name === "on" || (name === "value" && isField(node))) continue;
    const value = next[name];
    if (value !== before[name]) setAttribute(node, name, value);
  }
  listen(node, before.on ?? {}, next.on ?? {});
}

const isField = (node: Element): node is HTMLInputElement | HTMLSelectElement =>
  node instanceof HTMLInputElement || node instanceof HTMLSelectElement;

function setAttribute(node: Element, name: string, value: unknown): void {
  // The content policy forbids a style attribute, but not what a script sets.
  if (name.startsWith("--") && (node instanceof HTMLElement || node instanceof SVGElement)) {
    node.style.setProperty(name, String(value ?? ""));
    return;
  }
  if (value === undefined || value === null || value === false) node.removeAttribute(name);
  else node.setAttribute(name, value === true ? "" : String(value));
}

const listeners = new WeakMap<Element, Record<string, (event: Event) => void>>();

/** One listener an event that calls what is shown now. */
function listen(node: Element, before: NonNullable<Props["on"]>, next: NonNullable<Props["on"]>) {
  const current = listeners.get(node) ?? {};
  listeners.set(node, current);
  for (const name of Object.keys(before)) if (!next[name]) delete current[name];
  for (const [name, listener] of Object.entries(next)) {
    if (!(name in before))
      node.addEventListener(name, (event) => listeners.get(node)?.[name]?.(event));
    current[name] = listener;
  }
}

import type { VNode } from './vnode.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';

/** What was drawn into an element last. */
const drawn = new WeakMap<Node, VNode>();

/** Makes the children of `parent` look as told, with as few changes to the document as keys and tags allow. */
export function patchChildren(parent: Element, children: readonly (VNode | string)[]): void {
  const old = [...parent.childNodes];
  const keyed = new Map(old.flatMap((node) => keyOf(node).map((key) => [key, node] as const)));
  const used = new Set<Node>();
  let at: ChildNode | null = parent.firstChild;
  for (const child of children) {
    const node = reuse(child, keyed, old, used) ?? create(child, parent);
    used.add(node);
    if (node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
    if (typeof child !== 'string') patchElement(node as Element, child);
    else if (node.nodeValue !== child) node.nodeValue = child;
  }
  for (const node of old) if (!used.has(node)) node.remove();
}

function keyOf(node: Node): readonly string[] {
  const key = drawn.get(node)?.key;
  return key === undefined ? [] : [key];
}

function reuse(
  child: VNode | string,
  keyed: ReadonlyMap<string, ChildNode>,
  old: readonly ChildNode[],
  used: ReadonlySet<Node>,
): ChildNode | undefined {
  if (typeof child === 'string')
    return old.find((node) => node.nodeType === Node.TEXT_NODE && !used.has(node));
  if (child.key !== undefined) {
    const node = keyed.get(child.key);
    return node !== undefined && !used.has(node) && drawn.get(node)?.tag === child.tag ? node : undefined;
  }
  return old.find((node) => {
    const before = drawn.get(node);
    return before !== undefined && before.key === undefined && before.tag === child.tag && !used.has(node);
  });
}

function create(child: VNode | string, parent: Element): ChildNode {
  if (typeof child === 'string') return document.createTextNode(child);
  const isSvg =
    child.tag === 'svg' || (parent.namespaceURI === svgNamespace && parent.tagName !== 'foreignObject');
  return isSvg ? document.createElementNS(svgNamespace, child.tag) : document.createElement(child.tag);
}

function patchElement(element: Element, now: VNode): void {
  const before = drawn.get(element);
  for (const name of Object.keys(before?.attributes ?? {})) {
    if (!(name in now.attributes)) element.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(now.attributes)) {
    if (before?.attributes[name] !== value) element.setAttribute(name, value);
  }
  patchStyle((element as HTMLElement).style, before?.style ?? {}, now.style);
  drawn.set(element, now);
  patchChildren(element, now.children);
}

function patchStyle(
  style: CSSStyleDeclaration,
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): void {
  for (const name of Object.keys(before)) if (!(name in now)) style.removeProperty(name);
  for (const [name, value] of Object.entries(now)) {
    if (before[name] !== value) style.setProperty(name, value);
  }
}

import type { VNode } from '../../../client/webview/dom/vnode.ts';

/** Looks into what a page draws, without a document. */

type Drawn = VNode | string | number | boolean | null | undefined | readonly Drawn[];

/** All elements that pass a test, in the order of the document. */
export function find(drawn: Drawn, test: (node: VNode) => boolean): readonly VNode[] {
  return elementsIn(drawn).filter(test);
}

/** All the text in an element. */
export function textOf(drawn: Drawn): string {
  if (typeof drawn === 'string') return drawn;
  return childrenOf(drawn).map(textOf).join('');
}

/** An attribute as the document would have it; undefined where it is left out. */
export function attribute(node: VNode | undefined, name: string): string | undefined {
  const value = node?.props[name];
  return value === undefined ? undefined : String(value);
}

function elementsIn(drawn: Drawn): readonly VNode[] {
  const inside = childrenOf(drawn).flatMap(elementsIn);
  return isElement(drawn) ? [drawn, ...inside] : inside;
}

function childrenOf(drawn: Drawn): readonly Drawn[] {
  if (typeof drawn !== 'object' || drawn === null) return [];
  return isElement(drawn) ? [drawn.props.children as Drawn].flat() : drawn;
}

const isElement = (drawn: Drawn): drawn is VNode =>
  typeof drawn === 'object' && drawn !== null && 'props' in drawn;

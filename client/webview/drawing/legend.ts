import type { TypeView } from '../../../shared/layoutView.ts';
import { el, type VNode } from '../dom/vnode.ts';

/** What the patterns and marks mean; only those that occur. */
export function drawLegend(type: TypeView): VNode | undefined {
  const pieces = [...type.pieces, ...(type.variants ?? []).flatMap((variant) => variant.pieces)];
  const entries = [
    pieces.some((piece) => piece.kind === 'padding') && entry('padding', 'padding'),
    hasOther(type) && entry('other', "another member's bytes"),
    type.tag?.encoding === 'direct' && entry('tag', 'tag'),
    type.tag?.encoding === 'niche' && entry('tag', 'niche that holds the tag'),
    type.niche !== undefined && type.tag === undefined && entry('niche', 'niche'),
  ].filter((part) => typeof part === 'object');
  if (entries.length === 0) return undefined;
  return el('p', { class: 'legend', key: 'legend', 'aria-hidden': 'true' }, entries);
}

function hasOther({ kind, pieces }: TypeView): boolean {
  const sizes = pieces.filter((piece) => piece.kind === 'field').map(({ size }) => size);
  return kind === 'union' && new Set(sizes).size > 1;
}

const entry = (kind: string, text: string): VNode =>
  el('span', { class: 'entry', key: kind }, el('span', { class: `swatch ${kind}` }), text);

import type { VariantView } from '../../../shared/layoutView.ts';
import { el, type VNode } from '../dom/vnode.ts';
import { bytes } from '../geometry/figures.ts';

/** The line above a variant's bytes: its name, and what it leaves unused. */
export function variantHead(
  variant: VariantView | undefined,
  together: readonly VariantView[] | undefined,
  size: number,
): VNode {
  if (variant === undefined) {
    const names = (together ?? []).map((one) => variantName(one));
    return el('h3', { class: 'variantHead', key: 'head' }, names, lost(together?.[0], size));
  }
  return el('h3', { class: 'variantHead', key: 'head' }, variantName(variant), lost(variant, size));
}

function variantName(variant: VariantView): VNode {
  const { name, uninhabited, place } = variant;
  return el(
    'button',
    {
      class: uninhabited ? 'variantName uninhabited' : 'variantName',
      type: 'button',
      'data-action': place === undefined ? undefined : 'selectVariant',
      'data-variant': String(variant.index),
    },
    name,
  );
}

function lost(variant: VariantView | undefined, size: number): VNode | undefined {
  if (variant === undefined) return undefined;
  if (variant.uninhabited) return el('span', { class: 'lost' }, "can't exist");
  if (variant.unused === 0) return el('span', { class: 'lost full' }, 'uses every byte');
  return el('span', { class: 'lost' }, `${bytes(variant.unused)} of ${size} unused`);
}

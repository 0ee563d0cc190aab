import type { VariantView } from '../../../shared/layoutView.ts';
import { el, type VNode } from '../dom/vnode.ts';
import { bytes, grouped } from '../geometry/figures.ts';

/** The line above a variant's bytes: its name, and what it leaves unused. */
export function variantHead(
  variant: VariantView | undefined,
  together: readonly VariantView[] | undefined,
  size: number,
  fold: Fold,
): VNode {
  if (variant === undefined) {
    return el(
      'h3',
      { class: 'variantHead', key: 'head' },
      namesOf(together ?? [], fold),
      lost(together?.[0], size),
    );
  }
  return el('h3', { class: 'variantHead', key: 'head' }, variantName(variant), lost(variant, size));
}

/** A list of names that is opened and closed as a whole. */
export interface Fold {
  readonly key: string;
  readonly open: boolean;
}

/** More names than these are folded. */
const MAX_NAMES = 12;

function namesOf(variants: readonly VariantView[], { key, open }: Fold): readonly VNode[] {
  if (variants.length <= MAX_NAMES) return variants.map((one) => variantName(one));
  const some = variants.slice(0, 3).map(({ name }) => name);
  const words = `${grouped(variants.length)} variants alike: ${some.join(', ')} … ${variants.at(-1)?.name ?? ''}`;
  const button = el(
    'button',
    {
      type: 'button',
      class: 'disclosure',
      key: 'fold',
      'data-action': 'expand',
      'data-expand': key,
      'aria-expanded': String(open),
    },
    words,
  );
  return open ? [button, ...variants.map((one) => variantName(one))] : [button];
}

function variantName(variant: VariantView): VNode {
  const { name, uninhabited, place } = variant;
  return el(
    'button',
    {
      class: uninhabited ? 'variantName uninhabited' : 'variantName',
      type: 'button',
      key: name,
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

import { bytes, grouped } from '../figures.ts';
import { code } from '../hover/markdown.ts';
import { variantSpread } from '../hover/remarks/largestVariant.ts';
import { behind, type HintKind } from './hint.ts';

/** `320 bytes, 300 more than the next` behind a variant that makes all others pay. */
export const variantSpreadHints: HintKind = ({ item, view, settings, text }) => {
  if (item.kind !== 'enum') return [];
  const spread = variantSpread(view.variants ?? []);
  if (!spread || spread.bytes < settings.minimumVariantSpread) return [];
  const variant = item.variants.find((v) => v.name.text === spread.largest.name);
  if (!variant) return [];
  return [
    {
      offset: behind(text, variant.span.end),
      label: `${bytes(spread.largest.usedSize)}, ${grouped(spread.bytes)} more than the next`,
      tooltip: `Every value of ${code(view.name)} takes ${bytes(view.size ?? 0)}, as ${code(spread.largest.name)} needs that much; ${code(spread.next.name)}, the next one, needs ${bytes(spread.next.usedSize)}. A box around its data would make the others smaller.`,
      space: 'before',
      subject: item.name.span.start,
    },
  ];
};

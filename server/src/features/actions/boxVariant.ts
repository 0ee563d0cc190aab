import { bytes } from '../figures.ts';
import { variantSpread } from '../hover/remarks/largestVariant.ts';
import type { ActionKind } from './action.ts';

/** From here on a box is worth its allocation: what clippy takes for a large difference. */
const WORTH_IT = 200;

/** Puts the largest field of a variant that makes all others pay into a box. */
export const boxVariant: ActionKind = ({ item, view, text }) => {
  if (item.kind !== 'enum') return undefined;
  const spread = variantSpread(view.variants ?? []);
  if (!spread || spread.bytes < WORTH_IT) return undefined;
  const syntax = item.variants.find((v) => v.name.text === spread.largest.name);
  const fields = spread.largest.pieces.filter((p) => p.kind === 'field');
  const largest = fields.toSorted((a, b) => b.size - a.size)[0];
  const field = largest && syntax?.fields.find((f) => f.name.text === largest.name);
  if (!field || !largest) return undefined;
  const { span } = field.ty;
  const name = largest.name === '0' && fields.length === 1 ? '' : ` \`${largest.name}\``;
  return {
    title: `Box${name || ' the content'} of \`${spread.largest.name}\` (${bytes(largest.size)})`,
    edits: [{ span, text: `Box<${text.slice(span.start, span.end)}>` }],
  };
};

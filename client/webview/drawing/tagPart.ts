import type { TypeView } from '../../../shared/layoutView.ts';
import { el, prose, type VNode } from '../dom/vnode.ts';
import { byteRange } from '../geometry/figures.ts';
import { nicheField, variantMeaning } from '../geometry/tagWords.ts';

/** More than these say nothing new. */
const MAX_MEANINGS = 30;

/** How an enum's variants are told apart: where the tag is, and which bit pattern means which variant. */
export function drawTagPart(type: TypeView): VNode | undefined {
  const { variants, tag } = type;
  if (variants === undefined || variants.length === 0) return undefined;
  const meanings = variants.flatMap((variant) => variantMeaning(type, variant) ?? []);
  return el(
    'section',
    { class: 'part', key: 'tag', 'aria-label': 'How the variants are told apart' },
    el('h2', {}, 'Which variant it is'),
    el('p', {}, prose(whereText(type))),
    tag !== undefined &&
      el(
        'ul',
        { class: 'meanings' },
        meanings.slice(0, MAX_MEANINGS).map((text) => el('li', { key: text }, prose(text))),
        meanings.length > MAX_MEANINGS &&
          el(
            'li',
            { key: 'more' },
            `… and ${meanings.length - MAX_MEANINGS} more, each with a pattern of its own`,
          ),
      ),
  );
}

function whereText(type: TypeView): string {
  const { tag, variants = [] } = type;
  if (tag === undefined) {
    const exists = variants.filter((variant) => !variant.uninhabited);
    return exists.length === 0 ? 'No variant can exist.' : 'Only one variant can exist: no tag is needed.';
  }
  const where = byteRange(tag.offset, tag.size);
  if (tag.encoding === 'direct') return `A tag of its own, in ${where}.`;
  return `No tag of its own: a niche of \`${nicheField(type)}\` (${where}) tells them apart, so it costs no space.`;
}

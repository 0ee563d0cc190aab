import { bytes } from '../figures.ts';
import { code } from '../hover/markdown.ts';
import { behind, byName, type Hint, type HintKind } from './hint.ts';

/** `24 bytes` behind each variant of an enum with data. */
export const variantSizeHints: HintKind = ({ item, view, text }) => {
  if (item.kind !== 'enum' || item.variants.every((v) => v.fields.length === 0)) return [];
  const variants = byName(view.variants ?? [], ({ name }) => name);
  return item.variants.flatMap((variant): readonly Hint[] => {
    const shown = variants.get(variant.name.text);
    if (!shown || shown.uninhabited) return [];
    return [
      {
        offset: behind(text, variant.span.end),
        label: bytes(shown.usedSize),
        tooltip: `${code(shown.name)} uses ${bytes(shown.usedSize)} of the ${bytes(view.size ?? 0)} of ${code(view.name)}, the tag included.`,
        space: 'before',
        subject: variant.name.span.start,
      },
    ];
  });
};

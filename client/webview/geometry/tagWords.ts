import type { TagView, TypeView, VariantView } from '../../../shared/layoutView.ts';
import { byteRange, patternText } from './figures.ts';

/** Which bit pattern means which variant, in words. Backticks stand around code. */

/** A variant's name with what tells it from the others: `Quit · tag 0`. */
export function variantTitle(type: TypeView, variant: VariantView): string {
  if (variant.uninhabited && variant.tagValue === undefined) return `${variant.name} · can't exist`;
  const meaning = shortMeaning(type, variant);
  return meaning === '' ? variant.name : `${variant.name} · ${meaning}`;
}

function shortMeaning({ tag }: TypeView, variant: VariantView): string {
  if (tag === undefined) return '';
  if (variant.tagValue === undefined) return tag.encoding === 'niche' ? 'any other value' : '';
  const where = tag.encoding === 'niche' ? nicheField(tag) : 'tag';
  return `${where} = ${patternText(variant.tagValue)}`;
}

/**
 * One sentence on what means this variant: `` `None` = 0 in `name` ``. Undefined where an enum needs no tag, or the
 * variant never exists.
 */
export function variantMeaning({ tag }: TypeView, variant: VariantView): string | undefined {
  const name = `\`${variant.name}\``;
  if (tag === undefined || (variant.uninhabited && variant.tagValue === undefined)) return undefined;
  if (variant.tagValue === undefined) {
    return tag.encoding === 'niche'
      ? `${name} = any other value of ${quoted(nicheField(tag))}, which is its own data`
      : undefined;
  }
  const value = patternText(variant.tagValue);
  if (tag.encoding === 'direct') return `${name} = ${value} in the tag, ${byteRange(tag.offset, tag.size)}`;
  return `${name} = ${value} in ${quoted(nicheField(tag))}, ${byteRange(tag.offset, tag.size)}`;
}

/** The field whose niche holds the tag, without the numbers of tuple fields at its end; long ways are cut short. */
export function nicheField({ field }: Pick<TagView, 'field'>): string {
  if (field === undefined) return 'niche';
  return shortPath(field);
}

/** `name.vec.buf.inner.cap.0` as `name…cap`. */
export function shortPath(path: string): string {
  const names = path.split('.');
  while (names.length > 1 && /^\d+$/.test(names.at(-1) ?? '')) names.pop();
  return names.length <= 3 ? names.join('.') : `${names[0]}…${names.at(-1)}`;
}

const quoted = (text: string): string => `\`${text}\``;

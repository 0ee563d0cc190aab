import type { TypeView, VariantView } from '../../../shared/layoutView.ts';
import { byteRange, patternText } from './figures.ts';

/** Which bit pattern means which variant, in words. Backticks stand around code. */

/** A variant's name with what tells it from the others: `Quit · tag 0`. */
export function variantTitle(type: TypeView, variant: VariantView): string {
  if (variant.uninhabited && variant.tagValue === undefined) return `${variant.name} · can't exist`;
  const meaning = shortMeaning(type, variant);
  return meaning === '' ? variant.name : `${variant.name} · ${meaning}`;
}

function shortMeaning(type: TypeView, variant: VariantView): string {
  const { tag } = type;
  if (tag === undefined) return '';
  if (variant.tagValue === undefined) return tag.encoding === 'niche' ? 'any other value' : '';
  const where = tag.encoding === 'niche' ? nicheField(type) : 'tag';
  return `${where} = ${patternText(variant.tagValue)}`;
}

/**
 * One sentence on what means this variant: `` `None` = 0 in `name` ``. Undefined where an enum needs no tag, or the
 * variant never exists.
 */
export function variantMeaning(type: TypeView, variant: VariantView): string | undefined {
  const { tag } = type;
  const name = `\`${variant.name}\``;
  if (tag === undefined || (variant.uninhabited && variant.tagValue === undefined)) return undefined;
  if (variant.tagValue === undefined) {
    return tag.encoding === 'niche'
      ? `${name} = any other value of ${quoted(nicheField(type))}, which is its own data`
      : undefined;
  }
  const value = patternText(variant.tagValue);
  if (tag.encoding === 'direct') return `${name} = ${value} in the tag, ${byteRange(tag.offset, tag.size)}`;
  return `${name} = ${value} in ${quoted(nicheField(type))}, ${byteRange(tag.offset, tag.size)}`;
}

/**
 * The field whose niche holds the tag: `name`, or `Some.0` where it has but a number. The numbers of tuple fields at
 * its end are left out, and long ways are cut short.
 */
export function nicheField({ tag, variants = [] }: TypeView): string {
  if (tag?.field === undefined) return 'niche';
  const path = shortPath(tag.field);
  const owner = variants.find((variant) => variant.index === tag.untagged);
  return /^\d/.test(path) && owner !== undefined ? `${owner.name}.${path}` : path;
}

/** `name.vec.buf.inner.cap.0` as `name…cap`. */
export function shortPath(path: string): string {
  const names = path.split('.');
  while (names.length > 1 && /^\d+$/.test(names.at(-1) ?? '')) names.pop();
  return names.length <= 3 ? names.join('.') : `${names[0]}…${names.at(-1)}`;
}

const quoted = (text: string): string => `\`${text}\``;

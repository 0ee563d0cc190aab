import type { TypeView, VariantView } from '../../../../../shared/layoutView.ts';
import { isUnknown } from '../../../base/unknown.ts';
import { bytes, grouped as digits } from '../../figures.ts';
import { leafAt, nichePattern, patternInWords } from '../../view/nicheWords.ts';
import { code } from '../markdown.ts';
import type { Remark, Subject } from './remark.ts';

const MAX_VARIANTS = 4;

/** Where an enum keeps which variant it is. */
export const tagRemark: Remark = (subject) => {
  const { tag, variants, size } = subject.view;
  if (!variants || variants.length === 0) return undefined;
  if (!tag) return untagged(subject.view);
  const place = size === tag.size ? '' : ` at offset ${digits(tag.offset)}`;
  if (tag.encoding === 'direct') return `The tag takes ${bytes(tag.size)}${place}.`;
  return inNiche(subject, variants);
};

function untagged({ variants = [] }: TypeView): string | undefined {
  const possible = variants.filter((v) => !v.uninhabited);
  if (variants.length < 2 || possible.length !== 1) return undefined;
  return `No tag: only ${code(possible[0]!.name)} can exist.`;
}

/** `None` is a null pointer in `name`; anything else is `Some`. */
function inNiche({ ty, env, view, engine }: Subject, variants: readonly VariantView[]): string | undefined {
  const layout = engine.layouts.layoutOf(ty, env);
  const { tag } = view;
  if (isUnknown(layout) || !tag) return undefined;
  const leaf = leafAt(ty, tag.offset, env, engine, tag.untagged);
  const marked = variants.flatMap((v) => {
    const value = v.uninhabited ? undefined : nichePattern(layout, v.index, engine);
    return value === undefined ? [] : [{ name: v.name, words: patternInWords(leaf, value, engine) }];
  });
  const where = leaf.path.length > 0 ? ` in ${code(leaf.path.join('.'))}` : '';
  const other = variants.find((v) => v.index === tag.untagged);
  return `No tag of its own: ${grouped(marked).join(', ')}${where}; anything else is ${code(other?.name ?? '')}.`;
}

/** Variants whose patterns are said in the same words are named together. */
function grouped(marked: readonly { readonly name: string; readonly words: string }[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { name, words } of marked) groups.set(words, [...(groups.get(words) ?? []), name]);
  const shown = [...groups].slice(0, MAX_VARIANTS).map(([words, same]) => {
    const names = same.slice(0, MAX_VARIANTS).map(code);
    if (same.length > names.length) names.push(`${same.length - names.length} more`);
    return `${names.join(', ')} ${same.length > 1 ? 'are each' : 'is'} ${words}`;
  });
  return groups.size > shown.length ? [...shown, 'and so on'] : shown;
}

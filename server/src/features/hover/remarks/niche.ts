import { isUnknown } from '../../../base/unknown.ts';
import type { Ty } from '../../../types/terms/ty.ts';
import { bytes } from '../../figures.ts';
import { leafAt, nichePattern, patternInWords } from '../../view/nicheWords.ts';
import { code } from '../markdown.ts';
import type { Remark } from './remark.ts';

/** Whether `Option` of the type costs anything, and which bit pattern means `None`. */
export const nicheRemark: Remark = ({ ty, env, view, engine }) => {
  if (!view.size || view.unsized || view.uninhabited) return undefined;
  const option = engine.types.stdDef('core::option::Option');
  if (!option || (ty.kind === 'adt' && ty.def === option)) return undefined;
  const optional: Ty = { kind: 'adt', def: option, args: [ty] };
  const layout = engine.layouts.layoutOf(optional, env);
  if (isUnknown(layout)) return undefined;
  const name = code(`Option<${view.name}>`);
  const value = nichePattern(layout, 0, engine);
  if (value === undefined) {
    // Of a number nobody expects it to be free.
    if (view.kind === 'scalar' || layout.size === view.size) return undefined;
    return `${name} is ${bytes(layout.size)}: no bit pattern is free for \`None\`.`;
  }
  if (layout.variants.kind !== 'multiple' || layout.fields.kind !== 'arbitrary') return undefined;
  const leaf = leafAt(ty, layout.fields.offsets[layout.variants.tagField] ?? 0, env, engine);
  const words = patternInWords(leaf, value, engine);
  const where = leaf.path.length > 0 ? ` in ${code(leaf.path.join('.'))}` : '';
  return `${name} is also ${bytes(layout.size)}: \`None\` is ${words}${where}.`;
};

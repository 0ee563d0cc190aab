import type { VariantView } from '../../../../../shared/layoutView.ts';
import { isUnknown } from '../../../base/unknown.ts';
import { partsOf } from '../../../engine/layoutParts.ts';
import { availableOf } from '../../../layout/abi/niche.ts';
import { grouped } from '../../figures.ts';
import { code } from '../markdown.ts';
import type { Remark, Subject } from './remark.ts';

/** Why an enum with data has a tag of its own instead of hiding it in a field: rustc's `layout_of_enum`. */
export const noNicheRemark: Remark = (subject) => {
  const { view, ty, engine } = subject;
  const { tag, variants } = view;
  if (tag?.encoding !== 'direct' || !variants?.some((v) => v.pieces.some((p) => p.kind === 'field')))
    return undefined;
  const adt = ty.kind === 'adt' ? engine.types.adtDef(ty.def) : undefined;
  if (!adt || isUnknown(adt)) return undefined;
  if (adt.repr.c || adt.repr.int) return 'Its `repr` asks for a tag of its own.';
  const possible = variants.filter((v) => !v.uninhabited);
  const largest = possible.reduce((a, b) => (dataSize(b) > dataSize(a) ? b : a));
  const free = freePatterns(subject, largest.index);
  const needed = BigInt(possible.length - 1);
  if (free === undefined || free >= needed) return undefined;
  const have = free === 0n ? 'has no bit pattern' : `has only ${grouped(free)} bit patterns`;
  return `It needs a tag since no field of ${code(largest.name)}, the largest variant, ${have.replace('has no', 'has a')} to spare${
    free === 0n ? '' : ` for ${grouped(needed)} other variants`
  }.`;
};

/** Bytes of the fields alone. */
function dataSize({ pieces }: VariantView): number {
  return pieces.reduce((sum, p) => (p.kind === 'field' ? sum + p.size : sum), 0);
}

/** The most bit patterns that one field of a variant leaves free. */
function freePatterns({ ty, env, engine }: Subject, variant: number): bigint | undefined {
  const parts = partsOf(ty, env, engine);
  if (!parts || isUnknown(parts)) return undefined;
  let most = 0n;
  for (const part of parts.variants[variant]?.parts ?? []) {
    const layout = engine.layouts.layoutOf(part.ty, env);
    if (isUnknown(layout)) return undefined;
    const free = availableOf(engine.layouts.cx.dl, layout.largestNiche);
    if (free > most) most = free;
  }
  return most;
}

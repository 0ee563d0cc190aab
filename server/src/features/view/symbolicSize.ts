import { isUnknown } from '../../base/unknown.ts';
import type { Engine } from '../../engine/engine.ts';
import { partsOf } from '../../engine/layoutParts.ts';
import type { ParamEnv } from '../../types/model.ts';
import { displayConst, displayTy } from '../../types/terms/displayTy.ts';
import type { Ty } from '../../types/terms/ty.ts';
import { hasFlags, termFlags } from '../../types/terms/tyKey.ts';

/** What is known of a size that depends on generic parameters. */
export interface SymbolicSize {
  /** `16 + size_of::<T>()`, without the padding that rounds it up to the alignment. */
  readonly text: string;
  /** The alignment is at least this. */
  readonly align: number;
}

/**
 * The sum of a struct's or tuple's fields, those of unknown size as `size_of::<…>()`. Undefined for enums and
 * unions, and where a size is unknown for another reason than a generic parameter.
 */
export function symbolicSize(ty: Ty, env: ParamEnv, engine: Engine): SymbolicSize | undefined {
  const parts = partsOf(ty, env, engine);
  if (!parts || isUnknown(parts) || (parts.adt && parts.adt.kind !== 'struct')) return undefined;
  if (parts.adt?.partial !== undefined) return undefined;
  let known = 0;
  let align = 1;
  let depends = false;
  const terms = new Map<string, number>();
  for (const part of parts.variants[0]?.parts ?? []) {
    const layout = engine.layouts.layoutOf(part.ty, env);
    if (!isUnknown(layout)) {
      known += layout.size;
      align = Math.max(align, layout.align);
    } else if (hasFlags(part.ty, termFlags.param)) {
      depends = true;
      if (isEmptyArray(part.ty)) continue;
      const term = termOf(part.ty);
      terms.set(term, (terms.get(term) ?? 0) + 1);
    } else return undefined;
  }
  const sum = [...terms].map(([term, count]) => (count === 1 ? term : `${count} * ${term}`));
  if (!depends) return undefined;
  return { text: [...(known > 0 || sum.length === 0 ? [String(known)] : []), ...sum].join(' + '), align };
}

/** An array without elements takes no bytes, whatever its elements are. */
function isEmptyArray(ty: Ty): boolean {
  return ty.kind === 'array' && (displayConst(ty.length) === '0' || isEmptyArray(ty.element));
}

function termOf(ty: Ty): string {
  if (ty.kind === 'array') return `${displayConst(ty.length)} * ${termOf(ty.element)}`;
  return `size_of::<${displayTy(ty)}>()`;
}

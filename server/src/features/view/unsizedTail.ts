import type { TailView } from '../../../../shared/layoutView.ts';
import { isUnknown } from '../../base/unknown.ts';
import type { Engine } from '../../engine/engine.ts';
import { offsetsOf, partsOf } from '../../engine/layoutParts.ts';
import type { Layout } from '../../layout/abi/types.ts';
import type { ParamEnv } from '../../types/model.ts';
import type { Ty } from '../../types/terms/ty.ts';

/**
 * What an unsized type ends with, and what that makes of its size (Rust Reference, "Dynamically sized types"; rustc's
 * `size_and_align_of_dst`). The elements of a slice have a known alignment, so that its offset is known and only the
 * length is open. The value behind a `dyn Trait` has an alignment of its own: its offset is rounded up to that, and the
 * whole is at least as aligned.
 *
 * Undefined for an `extern type`, of which nothing is known, and where a field's layout isn't known.
 */
export function unsizedTail(ty: Ty, layout: Layout, env: ParamEnv, engine: Engine): TailView | undefined {
  const tail = tailOf(ty, env, engine);
  if (!tail) return undefined;
  const { path, offset, of } = tail;
  const head = { ...(path.length > 0 && { field: path.join('.') }), offset };
  if (of.kind === 'dyn') return { ...head, kind: 'traitObject', stride: 0 };
  const stride = of.kind === 'str' ? 1 : sizeOf(of.element, env, engine);
  if (stride === undefined) return undefined;
  return { ...head, kind: of.kind, stride, ...sizeFormula(offset, stride, layout.align) };
}

interface Tail {
  /** Names of the fields that lead there, outermost first. */
  readonly path: readonly string[];
  readonly offset: number;
  readonly of: Extract<Ty, { kind: 'slice' | 'str' | 'dyn' }>;
}

/** Follows last fields, as only they may be unsized. */
function tailOf(ty: Ty, env: ParamEnv, engine: Engine): Tail | undefined {
  const path: string[] = [];
  let offset = 0;
  let at = engine.types.normalize(ty, env);
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    if (at.kind === 'slice' || at.kind === 'str' || at.kind === 'dyn') return { path, offset, of: at };
    const layout = engine.layouts.layoutOf(at, env);
    const parts = partsOf(at, env, engine);
    if (isUnknown(layout) || !parts || isUnknown(parts)) return undefined;
    const last = parts.variants[0]?.parts.at(-1);
    if (!last) return undefined;
    path.push(last.name);
    offset += offsetsOf(layout)[last.index] ?? 0;
    at = engine.types.normalize(last.ty, env);
  }
  return undefined;
}

/** More structs are not nested by hand. */
const MAX_DEPTH = 64;

function sizeOf(ty: Ty, env: ParamEnv, engine: Engine): number | undefined {
  const layout = engine.layouts.layoutOf(ty, env);
  return isUnknown(layout) ? undefined : layout.size;
}

/** `4 + 4 × len` bytes, and what that is rounded up to; the rounding is only said where some length needs it. */
function sizeFormula(offset: number, stride: number, align: number) {
  const elements = stride === 1 ? 'len' : `${stride} × len`;
  const formula = offset === 0 ? elements : `${offset} + ${elements}`;
  const isRound = offset % align === 0 && stride % align === 0;
  return isRound ? { formula } : { formula, roundedTo: align };
}

import type { Ty } from '../../types/terms/ty.ts';
import type { BodyCx } from './bodyCx.ts';

const I32: Ty = { kind: 'int', name: 'i32' };
const F64: Ty = { kind: 'float', name: 'f64' };

/**
 * What is still open falls back: integers to `i32`, floats to `f64`, the value of what diverges to `()`, from
 * edition 2024 on to `!` (rustc_hir_typeck's `fallback`).
 */
export function applyFallback(cx: BodyCx): void {
  cx.selectWherePossible();
  for (const variable of cx.numberVars) numbers(cx, variable);
  const diverging: Ty = cx.edition === '2024' ? { kind: 'never' } : { kind: 'tuple', elements: [] };
  for (const variable of cx.divergingVars) {
    const at = cx.shallow(variable);
    if (at.kind === 'infer' && at.of === 'any') cx.unify(at, diverging);
  }
  cx.selectWherePossible();
}

function numbers(cx: BodyCx, ty: Ty): void {
  const at = cx.shallow(ty);
  if (at.kind !== 'infer' || at.of === 'any') return;
  cx.unify(at, at.of === 'int' ? I32 : F64);
}

import type { Kinds } from '../../base/kinds.ts';
import { isUnknown } from '../../base/unknown.ts';
import type { GenericArg, Ty } from '../../types/terms/ty.ts';
import type { Adjustment } from '../typedBody.ts';
import type { InferCx } from './inferCx.ts';

/** One step of autoderef; `ty` is the type there. */
export interface DerefStep {
  readonly ty: Ty;
  /** How the step was reached from the one before; absent for the first. */
  readonly by?: 'builtin' | 'overloaded';
}

const MAX_STEPS = 32;

/** The types that autoderef goes through, the type itself first (rustc_hir_analysis's `Autoderef`). */
export function autoderef(cx: InferCx, ty: Ty): readonly DerefStep[] {
  const steps: DerefStep[] = [{ ty: cx.structurally(ty) }];
  while (steps.length < MAX_STEPS) {
    const next = derefOf(cx, steps.at(-1)!.ty);
    if (!next) break;
    steps.push({ ty: cx.structurally(next.ty), by: next.by });
  }
  return steps;
}

/** What `*x` is for a value of a type; undefined where it can't be dereferenced (raw pointers only on demand). */
export function derefOf(
  cx: InferCx,
  ty: Ty,
  raw = false,
): { readonly ty: Ty; readonly by: 'builtin' | 'overloaded' } | undefined {
  const builtin = builtinDeref(cx, ty, raw);
  if (builtin) return { ty: builtin, by: 'builtin' };
  const overloaded = overloadedDeref(cx, ty);
  return overloaded && { ty: overloaded, by: 'overloaded' };
}

/** References and `Box`. */
export function builtinDeref(cx: InferCx, ty: Ty, raw: boolean): Ty | undefined {
  if (ty.kind === 'ref' || (raw && ty.kind === 'ptr')) return ty.inner;
  return ty.kind === 'adt' && isBox(cx, ty) ? (ty.args[0] as Ty) : undefined;
}

/** `Box`, whose content can be moved out. */
export function isBox(cx: InferCx, ty: Ty): ty is Extract<Ty, { kind: 'adt' }> {
  if (ty.kind !== 'adt' || ty.def.origin !== 'facts') return false;
  const adt = cx.types.adtDef(ty.def);
  return !isUnknown(adt) && adt.flags.ownedBox === true;
}

function overloadedDeref(cx: InferCx, ty: Ty): Ty | undefined {
  switch (ty.kind) {
    case 'adt':
    case 'param':
    case 'projection':
    case 'opaque':
      break;
    default:
      ty.kind satisfies
        | Kinds<'int float bool char str never foreign tuple array slice ref ptr fnPtr fnDef dyn'>
        | Kinds<'closure pattern infer unknown'>;

      return undefined;
  }
  const trait = cx.types.stdDef('core::ops::Deref');
  if (!trait) return undefined;
  const args: readonly GenericArg[] = [ty];
  const held = cx.mayHold({ trait, args });
  if (held.match === 'no') return undefined;
  if (held.match === 'maybe' && ty.kind !== 'adt') return undefined;
  const target = cx.norm({ kind: 'projection', trait, name: 'Target', args });
  return target;
}

/** The adjustments for the first `count` steps behind the start. */
export function derefAdjustments(steps: readonly DerefStep[], count: number): readonly Adjustment[] {
  return steps.slice(1, count + 1).map((step) => ({
    kind: 'deref' as const,
    ty: step.ty,
    ...(step.by === 'overloaded' && { overloaded: { mutable: false } }),
  }));
}

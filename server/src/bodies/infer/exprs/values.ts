import type { Expr } from '../../../syntax/bodyAst.ts';
import { lowerConstExpr } from '../../../types/lower/lowerConst.ts';
import type { Ty } from '../../../types/terms/ty.ts';
import type { BodyCx } from '../bodyCx.ts';
import { checkCoerce, checkExpr } from '../check.ts';
import { addToMerge, mergedTy, newMerge } from '../merge.ts';
import { markMutated } from '../places.ts';
import { USIZE } from './literals.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** `&x`, `&mut x`, `&raw const x`. */
export function checkRef(cx: BodyCx, expr: Of<'ref'>, expected: Ty | undefined): Ty {
  const hint = expected && cx.shallow(expected);
  const behind = hint?.kind === 'ref' || hint?.kind === 'ptr' ? cx.shallow(hint.inner) : undefined;
  const { operand } = expr;
  // `&[1, 2]` where `&[T]` is wanted: the array only hints at its elements, unsizing comes later.
  const inner = checkExpr(cx, operand, behind && sizedHint(cx, operand, behind));
  if (expr.mutable) markMutated(cx, operand);
  return { kind: expr.raw ? 'ptr' : 'ref', mutable: expr.mutable, inner };
}

/** An unsized hint counts only for what it says of elements, and of a closure's signature (rustc's `rvalue_hint`). */
function sizedHint(cx: BodyCx, operand: Expr, hint: Ty): Ty | undefined {
  if (cx.draft(operand).place) return hint;
  if (operand.kind === 'paren') return sizedHint(cx, operand.inner, hint);
  if (operand.kind === 'closure') return hint;
  return hint.kind === 'str' || hint.kind === 'dyn' ? undefined : hint;
}

export function checkTuple(cx: BodyCx, expr: Of<'tuple'>, expected: Ty | undefined): Ty {
  const hint = expected && cx.structurally(expected);
  const wanted =
    hint?.kind === 'tuple' && hint.elements.length === expr.elements.length ? hint.elements : undefined;
  const elements = expr.elements.map((element, i) => {
    const want = wanted?.[i];
    return want ? checkCoerce(cx, element, want) : checkExpr(cx, element);
  });
  return { kind: 'tuple', elements };
}

function elementHint(cx: BodyCx, expected: Ty | undefined): Ty | undefined {
  const hint = expected && cx.structurally(expected);
  return hint?.kind === 'array' || hint?.kind === 'slice' ? hint.element : undefined;
}

export function checkArray(cx: BodyCx, expr: Of<'array'>, expected: Ty | undefined): Ty {
  const merge = newMerge(elementHint(cx, expected));
  for (const element of expr.elements) addToMerge(cx, merge, element, checkExpr(cx, element, merge.expected));
  const element = expr.elements.length === 0 ? (merge.expected ?? cx.fresh()) : mergedTy(cx, merge);
  const length = { kind: 'value', value: BigInt(expr.elements.length), ty: USIZE } as const;
  return { kind: 'array', element, length };
}

export function checkRepeat(cx: BodyCx, expr: Of<'repeat'>, expected: Ty | undefined): Ty {
  const hint = elementHint(cx, expected);
  const element = hint ? checkCoerce(cx, expr.element, hint) : checkExpr(cx, expr.element);
  const length = cx.search.constant(lowerConstExpr(cx.lowering, expr.length, USIZE));
  return { kind: 'array', element, length };
}

const RANGES = {
  full: 'core::ops::RangeFull',
  from: 'core::ops::RangeFrom',
  to: 'core::ops::RangeTo',
  toInclusive: 'core::ops::RangeToInclusive',
  both: 'core::ops::Range',
  bothInclusive: 'core::ops::RangeInclusive',
} as const;

function rangePath(expr: Of<'range'>): string {
  const { start, end, inclusive } = expr;
  if (start && end) return inclusive ? RANGES.bothInclusive : RANGES.both;
  if (start) return RANGES.from;
  if (end) return inclusive ? RANGES.toInclusive : RANGES.to;
  return RANGES.full;
}

/** `a..b` and its kin: structs of `core::ops`. */
export function checkRange(cx: BodyCx, expr: Of<'range'>, expected: Ty | undefined): Ty {
  const def = cx.types.stdDef(rangePath(expr));
  const ends = [expr.start, expr.end].filter((end) => end !== undefined);
  if (!def) {
    for (const end of ends) checkExpr(cx, end);
    return cx.gap(expr.span, 'the facts of std have no ranges');
  }
  if (ends.length === 0) return { kind: 'adt', def, args: [] };
  const hint = expected && cx.shallow(expected);
  const wanted = hint?.kind === 'adt' && hint.def === def ? (hint.args[0] as Ty) : undefined;
  // As for the fields of any struct literal: each end is coerced to the one parameter.
  const index = wanted ?? cx.fresh();
  for (const end of ends) checkCoerce(cx, end, index);
  return { kind: 'adt', def, args: [index] };
}

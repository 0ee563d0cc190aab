import type { Name } from '../../../syntax/ast.ts';
import type { Expr } from '../../../syntax/bodyAst.ts';
import { UNIT } from '../../../types/lower/lowerCx.ts';
import type { Ty } from '../../../types/terms/ty.ts';
import { isActive } from '../active.ts';
import type { BodyCx } from '../bodyCx.ts';
import { checkCoerce, checkExpr } from '../check.ts';
import type { Breakable } from '../drafts.ts';
import { addToMerge, mergedTy, newMerge } from '../merge.ts';
import { checkPattern, declarePattern } from '../patterns/patterns.ts';
import { checkBlock } from './blocks.ts';
import { BOOL } from './literals.ts';
import { isFromLocalMacro } from './paths.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

const NEVER: Ty = { kind: 'never' };

/** `if`; the variables of `let`s in the condition are in scope in the consequence alone. */
export function checkIf(cx: BodyCx, expr: Of<'if'>, expected: Ty | undefined): Ty {
  const { lexical } = cx;
  checkCoerce(cx, expr.condition, BOOL);
  const conditionDiverges = cx.diverges;
  const hint = usableHint(cx, expected);
  cx.diverges = false;
  const merge = newMerge(expr.otherwise ? hint : undefined);
  const thenTy = checkBlock(cx, expr.consequence, expr.otherwise ? hint : UNIT);
  const thenDiverges = cx.diverges;
  cx.lexical = lexical;
  if (!expr.otherwise) {
    if (cx.structurally(thenTy).kind !== 'never') cx.unify(thenTy, UNIT);
    cx.diverges = conditionDiverges;
    return UNIT;
  }
  cx.diverges = false;
  addToMerge(cx, merge, expr.consequence.tail, thenTy);
  const elseTy = checkExpr(cx, expr.otherwise, hint);
  addToMerge(cx, merge, expr.otherwise, elseTy);
  cx.diverges = conditionDiverges || (thenDiverges && cx.diverges);
  return mergedTy(cx, merge);
}

/** An expected type that is still open says nothing for the branches, which are merged by themselves. */
function usableHint(cx: BodyCx, expected: Ty | undefined): Ty | undefined {
  return expected && cx.resolve(expected);
}

/** `let PAT = value` in a condition. */
export function checkLet(cx: BodyCx, expr: Of<'let'>): Ty {
  const ty = checkExpr(cx, expr.value);
  checkPattern(cx, expr.pat, ty, 'pattern');
  declarePattern(cx, expr.pat);
  return BOOL;
}

export function checkMatch(cx: BodyCx, expr: Of<'match'>, expected: Ty | undefined): Ty {
  const scrutinee = checkExpr(cx, expr.scrutinee);
  const scrutineeDiverges = cx.diverges;
  const hint = usableHint(cx, expected);
  const merge = newMerge(hint);
  const { lexical } = cx;
  const arms = expr.arms.filter((arm) => isActive(cx, arm, arm.attrs, arm.span));
  // All patterns come first: they may settle the scrutinee's type.
  for (const arm of arms) checkPattern(cx, arm.pat, scrutinee, 'pattern');
  let allDiverge = true;
  for (const arm of arms) {
    cx.diverges = false;
    declarePattern(cx, arm.pat);
    if (arm.guard) checkCoerce(cx, arm.guard, BOOL);
    cx.diverges = false;
    const ty = checkExpr(cx, arm.body, hint);
    allDiverge &&= cx.diverges;
    addToMerge(cx, merge, arm.body, ty);
    cx.lexical = lexical;
  }
  cx.diverges = scrutineeDiverges || allDiverge;
  return mergedTy(cx, merge);
}

function inLoop(cx: BodyCx, breakable: Breakable, inside: () => void): void {
  cx.frame.breakables.push(breakable);
  inside();
  cx.frame.breakables.pop();
}

export function checkLoop(cx: BodyCx, expr: Of<'loop'>, expected: Ty | undefined): Ty {
  const value = newMerge(expected);
  const breakable: Breakable = { expr, label: expr.label, value, isLoop: true, broken: false };
  inLoop(cx, breakable, () => {
    const ty = checkBlock(cx, expr.body, UNIT);
    if (cx.structurally(ty).kind !== 'never') cx.unify(ty, UNIT);
  });
  cx.diverges = !breakable.broken;
  return breakable.broken ? mergedTy(cx, value) : NEVER;
}

export function checkWhile(cx: BodyCx, expr: Of<'while'>): Ty {
  const breakable: Breakable = { expr, label: expr.label, value: undefined, isLoop: true, broken: false };
  const { lexical } = cx;
  inLoop(cx, breakable, () => {
    checkCoerce(cx, expr.condition, BOOL);
    checkBlock(cx, expr.body, UNIT);
  });
  cx.lexical = lexical;
  cx.diverges = false;
  return UNIT;
}

/** `for PAT in x`: `IntoIterator::into_iter(x)`, then `Iterator::next`. */
export function checkFor(cx: BodyCx, expr: Of<'for'>): Ty {
  const iterable = checkExpr(cx, expr.iterable);
  const before = cx.diverges;
  const iterator = assocTy(cx, 'core::iter::IntoIterator', 'IntoIter', iterable);
  const item = assocTy(cx, 'core::iter::Iterator', 'Item', iterator);
  cx.mean(expr, { kind: 'for', iterator, item });
  const { lexical } = cx;
  checkPattern(cx, expr.pat, item, 'pattern');
  declarePattern(cx, expr.pat);
  const breakable: Breakable = { expr, label: expr.label, value: undefined, isLoop: true, broken: false };
  inLoop(cx, breakable, () => {
    checkBlock(cx, expr.body, UNIT);
  });
  cx.lexical = lexical;
  cx.diverges = before;
  return UNIT;
}

/** `<self as Trait>::name` for a trait of std by its path. */
export function assocTy(cx: BodyCx, path: string, name: string, self: Ty): Ty {
  const trait = cx.types.stdDef(path);
  if (!trait) return { kind: 'unknown', reason: `the facts of std have no \`${path}\`` };
  const at = cx.structurally(self);
  cx.requireTrait(trait, [at]);
  return cx.structurally(cx.norm({ kind: 'projection', trait, name, args: [at] }));
}

export function checkReturn(cx: BodyCx, expr: Of<'return'>): Ty {
  const { returns } = cx.frame;
  if (expr.value) addToMerge(cx, returns, expr.value, checkExpr(cx, expr.value, returns.expected));
  else addToMerge(cx, returns, undefined, UNIT);
  return NEVER;
}

function findBreakable(cx: BodyCx, label: Name | undefined): Breakable | undefined {
  const inside = [...cx.frame.breakables].reverse();
  if (!label) return inside.find((at) => at.isLoop);
  const named = inside.filter((at) => at.label?.text === label.text);
  const same = named.find((at) => at.label?.mark === label.mark);
  return same ?? (isFromLocalMacro(cx, label) ? named.find((at) => at.label?.mark === undefined) : undefined);
}

export function checkBreak(cx: BodyCx, expr: Of<'break'>): Ty {
  const target = findBreakable(cx, expr.label);
  const value = expr.value ? checkExpr(cx, expr.value, target?.value?.expected) : UNIT;
  if (!target) return unknownBreak(cx, expr);
  cx.mean(expr, { kind: 'jump', target: target.expr });
  if (target.value) addToMerge(cx, target.value, expr.value, value);
  target.broken = true;
  return NEVER;
}

/** A `break` of which it isn't known what it leaves may leave any loop around. */
function unknownBreak(cx: BodyCx, expr: Of<'break'>): Ty {
  const unknown = cx.gap(expr.span, '`break` outside of a loop');
  for (const breakable of cx.frame.breakables) {
    if (breakable.value) addToMerge(cx, breakable.value, undefined, unknown);
    breakable.broken = true;
  }
  return unknown;
}

export function checkContinue(cx: BodyCx, expr: Of<'continue'>): Ty {
  const target = findBreakable(cx, expr.label);
  if (target) cx.mean(expr, { kind: 'jump', target: target.expr });
  return NEVER;
}

/** `x?`: `Try::branch(x)`, leaving by `FromResidual::from_residual`. */
export function checkTry(cx: BodyCx, expr: Of<'try'>): Ty {
  const operand = cx.structurally(checkExpr(cx, expr.operand));
  if (operand.kind === 'unknown') return operand;
  if (operand.kind === 'infer') return cx.gap(expr.operand.span, 'the type before `?` is not inferred yet');
  const path = 'core::ops::Try';
  const output = assocTy(cx, path, 'Output', operand);
  const residual = assocTy(cx, path, 'Residual', operand);
  const target = cx.frame.returns.expected ?? cx.frame.returns.merged ?? cx.fresh();
  if (!cx.frame.returns.expected && !cx.frame.returns.merged) cx.frame.returns.merged = target;
  const from = cx.types.stdDef('core::ops::FromResidual');
  if (from) cx.requireTrait(from, [target, residual]);
  cx.mean(expr, { kind: 'try', output, residual, target });
  return output;
}

export function checkAwait(cx: BodyCx, expr: Of<'await'>): Ty {
  const operand = checkExpr(cx, expr.operand);
  const future = assocTy(cx, 'core::future::IntoFuture', 'IntoFuture', operand);
  cx.mean(expr, { kind: 'await', future });
  return assocTy(cx, 'core::future::Future', 'Output', future);
}

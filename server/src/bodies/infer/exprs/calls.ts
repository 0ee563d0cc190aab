import type { Kinds } from '../../../base/kinds.ts';
import { isUnknown } from '../../../base/unknown.ts';
import type { Expr } from '../../../syntax/bodyAst.ts';
import { substitute } from '../../../types/terms/fold.ts';
import type { Ty } from '../../../types/terms/ty.ts';
import { sameTerm } from '../../../types/terms/tyKey.ts';
import type { CallMeaning } from '../../meanings.ts';
import type { ClosureKind } from '../../typedBody.ts';
import { autoderef, derefAdjustments } from '../autoderef.ts';
import type { BodyCx } from '../bodyCx.ts';
import { checkExpr } from '../check.ts';
import { coerce, tryCoerce, withFreshLifetimes } from '../coerce.ts';

/** What something callable takes and gives. */
export interface CallSig {
  readonly inputs: readonly Ty[];
  readonly output: Ty;
  readonly variadic: boolean;
}

/** `callee(args)`. */
export function checkCall(cx: BodyCx, expr: Extract<Expr, { kind: 'call' }>, expected: Ty | undefined): Ty {
  const callee = cx.structurally(checkExpr(cx, expr.callee));
  const steps = autoderef(cx, callee);
  for (const [count, { ty }] of steps.entries()) {
    const found = callable(cx, ty, expr.args.length);
    if (!found) continue;
    cx.adjust(expr.callee, derefAdjustments(steps, count));
    cx.mean(expr, found.meaning);
    const { sig } = found;
    checkArgs(cx, sig.inputs, expr.args, sig.output, expected);
    return cx.norm(sig.output);
  }
  const last = steps.at(-1)!.ty;
  const reason = last.kind === 'unknown' ? last.reason : 'what is called here is not known to be a function';
  checkUnknownArgs(cx, expr.args, reason);
  return last.kind === 'unknown' ? last : cx.gap(expr.callee.span, reason);
}

function callable(
  cx: BodyCx,
  ty: Ty,
  count: number,
): { readonly sig: CallSig; readonly meaning: CallMeaning } | undefined {
  switch (ty.kind) {
    case 'fnDef': {
      const sig = cx.types.fnSig(ty.def);
      if (isUnknown(sig)) return undefined;
      const inputs = sig.inputs.map((input) => cx.norm(substitute(withFreshLifetimes(input), ty.args)));
      const output = cx.norm(substitute(sig.output, ty.args));
      const how = ty.def.kind === 'fn' ? 'fn' : 'ctor';
      const callee = { def: ty.def, args: ty.args };
      return { sig: { inputs, output, variadic: sig.variadic }, meaning: { kind: 'call', how, callee } };
    }
    case 'fnPtr':
      return {
        sig: { inputs: ty.params, output: ty.ret, variadic: false },
        meaning: { kind: 'call', how: 'fnPtr' },
      };
    case 'closure': {
      const own = cx.sigOf(ty);
      if (own) return { sig: { ...own, variadic: false }, meaning: { kind: 'call', how: 'closure' } };
      return throughTraits(cx, ty, count);
    }
    case 'param':
    case 'projection':
    case 'opaque':
    case 'dyn':
    case 'adt':
      return throughTraits(cx, ty, count);
    default:
      ty.kind satisfies
        | Kinds<'int float bool char str never foreign tuple array slice ref ptr pattern infer'>
        | Kinds<'unknown'>;

      return undefined;
  }
}

/** A way to call a value: the trait, how it takes the value, and the item of which trait the result is. */
interface CallTrait {
  readonly trait: string;
  readonly by: ClosureKind;
  readonly output: readonly [trait: string, name: string];
}

/** Tried in this order (rustc_hir_typeck's `try_overloaded_call_traits`). */
const CALL_TRAITS: readonly CallTrait[] = [
  { trait: 'core::ops::Fn', by: 'Fn', output: ['core::ops::FnOnce', 'Output'] },
  { trait: 'core::ops::FnMut', by: 'FnMut', output: ['core::ops::FnOnce', 'Output'] },
  { trait: 'core::ops::FnOnce', by: 'FnOnce', output: ['core::ops::FnOnce', 'Output'] },
  { trait: 'core::ops::AsyncFn', by: 'Fn', output: ['core::ops::AsyncFnMut', 'CallRefFuture'] },
  { trait: 'core::ops::AsyncFnMut', by: 'FnMut', output: ['core::ops::AsyncFnMut', 'CallRefFuture'] },
  { trait: 'core::ops::AsyncFnOnce', by: 'FnOnce', output: ['core::ops::AsyncFnOnce', 'CallOnceFuture'] },
];

/** A value that is called through `Fn`, `FnMut` or `FnOnce`, or their asynchronous kin. */
function throughTraits(
  cx: BodyCx,
  ty: Ty,
  count: number,
): { readonly sig: CallSig; readonly meaning: CallMeaning } | undefined {
  for (const { trait: path, by, output: result } of CALL_TRAITS) {
    const trait = cx.types.stdDef(path);
    const declaring = cx.types.stdDef(result[0]);
    if (!trait || !declaring) continue;
    const inputs = Array.from({ length: count }, () => cx.fresh());
    const args = [ty, { kind: 'tuple', elements: inputs } as const];
    if (cx.mayHold({ trait, args }).match === 'no') continue;
    cx.search.predicate({ kind: 'trait', ref: { trait, args } });
    const output = cx.norm({ kind: 'projection', trait: declaring, name: result[1], args });
    return {
      sig: { inputs: boundInputs(cx, ty) ?? inputs, output, variadic: false },
      meaning: { kind: 'call', how: 'closure', by },
    };
  }
  return undefined;
}

/** The parameters as the bound on a callee writes them, lifetimes and all (`F: Fn(&'a str)`). */
function boundInputs(cx: BodyCx, callee: Ty): readonly Ty[] | undefined {
  const refs = cx.env.predicates.flatMap((p) => (p.kind === 'trait' ? [p.ref] : []));
  if (callee.kind === 'dyn' && callee.principal)
    refs.unshift({ trait: callee.principal.trait, args: [callee, ...callee.principal.args] });
  for (const { trait, args } of refs) {
    const [self, tuple] = args as readonly Ty[];
    if (!self || !sameTerm(self, callee) || tuple?.kind !== 'tuple') continue;
    if (CALL_TRAITS.some(({ trait: path }) => cx.types.isStd(trait, path)))
      return tuple.elements.map((e) => cx.norm(e));
  }
  return undefined;
}

/** Arguments of something that isn't known: they are checked for themselves, and their numbers stay open. */
export function checkUnknownArgs(cx: BodyCx, args: readonly Expr[], reason: string): void {
  const unknown: Ty = { kind: 'unknown', reason };
  for (const arg of args) cx.poison(checkExpr(cx, arg, isClosure(arg) ? unknown : undefined), reason);
}

/**
 * Checks arguments against the parameters' types (rustc's `check_argument_types`): closures come last, when the
 * other arguments have said what they can of the generic parameters.
 */
export function checkArgs(
  cx: BodyCx,
  formals: readonly Ty[],
  args: readonly Expr[],
  output: Ty,
  expected: Ty | undefined,
): void {
  const hints = expectedInputs(cx, formals, output, expected);
  const closures = args.some(isClosure);
  for (const closurePhase of closures ? [false, true] : [false]) {
    if (closurePhase) cx.selectWherePossible();
    for (const [i, arg] of args.entries()) {
      if (isClosure(arg) !== closurePhase) continue;
      const formal = formals[i];
      if (formal) checkArg(cx, arg, formal, hints?.[i]);
      else checkExpr(cx, arg);
    }
  }
}

function checkArg(cx: BodyCx, arg: Expr, formal: Ty, hint: Ty | undefined): void {
  const ty = checkExpr(cx, arg, hint ?? formal);
  if (hint) {
    const found = tryCoerce(cx, ty, hint);
    if (found && cx.unify(formal, hint) !== 'no') {
      cx.adjust(arg, found);
      return;
    }
  }
  coerce(cx, arg, ty, formal);
}

function isClosure(arg: Expr): boolean {
  if (arg.kind === 'paren') return isClosure(arg.inner);
  return arg.kind === 'closure';
}

/** What the expected result says of the parameters, without settling it (rustc's `expected_inputs_for_expected_output`). */
function expectedInputs(
  cx: BodyCx,
  formals: readonly Ty[],
  output: Ty,
  expected: Ty | undefined,
): readonly Ty[] | undefined {
  const wanted = expected && cx.resolve(expected);
  if (!wanted || wanted.kind === 'infer' || wanted.kind === 'unknown' || formals.length === 0)
    return undefined;
  const given = cx.resolve(output);
  if (given.kind === 'infer' && given.of === 'any' && !formals.some((f) => cx.table.occurs(given.id, f)))
    return undefined;
  return cx.probe(() => {
    if (cx.search.unifier.ty(given, wanted) === 'no') return undefined;
    return formals.map((formal) => cx.resolve(formal));
  });
}

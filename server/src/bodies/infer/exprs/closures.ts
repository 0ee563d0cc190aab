import type { Kinds } from '../../../base/kinds.ts';
import type { Expr } from '../../../syntax/bodyAst.ts';
import type { Predicate } from '../../../types/model.ts';
import type { Ty } from '../../../types/terms/ty.ts';
import { sameTerm } from '../../../types/terms/tyKey.ts';
import { impliedBounds, objectBounds } from '../../../types/traits/candidates.ts';
import type { BodyCx } from '../bodyCx.ts';
import { checkExpr } from '../check.ts';
import { tryCoerce } from '../coerce.ts';
import type { ClosureDraft, FnFrame, Merge } from '../drafts.ts';
import { addToMerge, mergedTy, newMerge } from '../merge.ts';
import { checkPattern, declarePattern } from '../patterns/patterns.ts';
import { checkBlock } from './blocks.ts';

/** What the place that a closure is passed to says of it. */
interface ExpectedSig {
  inputs?: readonly Ty[];
  output?: Ty;
  kind?: NonNullable<ClosureDraft['expectedKind']>;
}

type Closure = Extract<Expr, { kind: 'closure' }>;

/** A closure: its signature from the expected type and the written parts, then its body. */
export function checkClosure(cx: BodyCx, expr: Closure, expected: Ty | undefined): Ty {
  const sig = (expected && expectedSig(cx, expected)) || {};
  // What takes the closure is not known, and so isn't what it is called with.
  const unknown = expected?.kind === 'unknown' ? expected : undefined;
  const lower = (syntax: NonNullable<Closure['ret']>): Ty =>
    cx.norm(cx.types.lowerTy(syntax, cx.lowerEnv, () => cx.fresh()));
  const inputs = expr.params.map(({ ty }, i) => {
    const hint = sig.inputs?.length === expr.params.length ? sig.inputs[i] : undefined;
    if (!ty) return hint ?? unknown ?? cx.fresh();
    const written = lower(ty);
    if (hint) cx.unify(written, hint);
    return written;
  });
  const result = expr.ret ? lower(expr.ret) : sig.output && !expr.isAsync ? cx.norm(sig.output) : cx.fresh();
  const identity = cx.types.identityArgs(cx.owner);
  const output = expr.isAsync
    ? cx.closureTy('async block', expr.body.span, { inputs: [], output: result }, identity)
    : result;
  const ty = cx.closureTy('closure', expr.span, { inputs, output }, identity);
  note(cx, {
    expr,
    flavor: expr.isAsync ? 'async closure' : 'closure',
    ty,
    isMove: expr.isMove,
    inputs,
    output: result,
    ...(sig.kind && { expectedKind: sig.kind }),
  });
  inFrame(cx, expr, result, () => {
    for (const [i, { pat }] of expr.params.entries()) {
      checkPattern(cx, pat, inputs[i]!, 'param');
      declarePattern(cx, pat);
    }
    const { returns } = cx.frame;
    addToMerge(cx, returns, expr.body, checkExpr(cx, expr.body, result));
    settleResult(cx, returns, result);
  });
  return ty;
}

/** `async { … }`: its output comes from its end, `return` and `?`. */
export function checkAsyncBlock(
  cx: BodyCx,
  expr: Extract<Expr, { kind: 'block' }>,
  _expected: Ty | undefined,
): Ty {
  const result = cx.fresh();
  const identity = cx.types.identityArgs(cx.owner);
  const ty = cx.closureTy('async block', expr.span, { inputs: [], output: result }, identity);
  note(cx, {
    expr,
    flavor: 'async block',
    ty,
    isMove: expr.flavor === 'asyncMove',
    inputs: [],
    output: result,
  });
  inFrame(cx, expr, result, () => {
    const { returns } = cx.frame;
    addToMerge(cx, returns, expr.block.tail, checkBlock(cx, expr.block, result));
    settleResult(cx, returns, result);
  });
  return ty;
}

/**
 * What all ways out of a closure come to is its result. Where all diverge, the result is open, and only what uses the
 * closure may tell it: `let n: u8 = x.parse().unwrap_or_else(|_| panic!());`
 */
function settleResult(cx: BodyCx, returns: Merge, result: Ty): void {
  const ty = mergedTy(cx, returns);
  if (cx.shallow(ty).kind !== 'never') {
    cx.unify(ty, result);
    return;
  }
  const adjustments = tryCoerce(cx, ty, result) ?? [];
  for (const expr of returns.exprs) cx.adjust(expr, adjustments);
}

function note(cx: BodyCx, draft: Omit<ClosureDraft, 'unit' | 'parent'>): void {
  const { closure } = cx.frame;
  cx.drafts.closures.set(draft.expr, {
    ...draft,
    unit: cx.lexical.unit,
    ...(closure && { parent: closure }),
  });
}

/** Runs a closure's body with a frame of its own; what diverges in it does not diverge outside. */
function inFrame(cx: BodyCx, closure: Expr, result: Ty, inside: () => void): void {
  const { frame, lexical, diverges } = cx;
  const inner: FnFrame = { returns: newMerge(result), closure, breakables: [] };
  cx.frame = inner;
  cx.diverges = false;
  inside();
  cx.frame = frame;
  cx.lexical = lexical;
  cx.diverges = diverges;
}

/** What is expected of a closure (rustc_hir_typeck's `deduce_closure_signature`). */
function expectedSig(cx: BodyCx, expected: Ty): ExpectedSig | undefined {
  const ty = cx.shallow(expected);
  switch (ty.kind) {
    case 'fnPtr':
      return { inputs: ty.params, output: ty.ret };
    case 'dyn':
      return fromPredicates(cx, ty, objectBounds(cx.search, ty));
    case 'opaque':
      return fromPredicates(cx, ty, impliedBounds(cx.search, ty));
    case 'closure': {
      const sig = cx.sigOf(ty);
      return sig && { inputs: sig.inputs, output: sig.output };
    }
    case 'infer':
      return fromPredicates(cx, ty, pendingOn(cx, ty));
    default:
      ty.kind satisfies
        | Kinds<'int float bool char str never adt foreign tuple array slice ref ptr fnDef param'>
        | Kinds<'projection pattern unknown'>;

      return undefined;
  }
}

/** What is pending on a variable, with what the traits in it imply. */
function pendingOn(cx: BodyCx, variable: Ty): readonly Predicate[] {
  const out: Predicate[] = [];
  for (const { predicate } of cx.pending) {
    if (predicate.kind === 'unknown') continue;
    const args = predicate.kind === 'trait' ? predicate.ref.args : predicate.projection.args;
    if (!isSame(cx.shallow(args[0] as Ty), variable)) continue;
    out.push(predicate);
    if (predicate.kind === 'trait' && !isFnTrait(cx, predicate.ref.trait))
      out.push(...cx.types.elaborated([predicate]).predicates);
  }
  return out;
}

function isSame(a: Ty, b: Ty): boolean {
  return a.kind === 'infer' && b.kind === 'infer' ? a.id === b.id : sameTerm(a, b);
}

const FN_TRAITS: ReadonlySet<string> = new Set([
  'core::ops::function::Fn',
  'core::ops::function::FnMut',
  'core::ops::function::FnOnce',
  'core::ops::async_function::AsyncFn',
  'core::ops::async_function::AsyncFnMut',
  'core::ops::async_function::AsyncFnOnce',
]);

function isFnTrait(cx: BodyCx, trait: Parameters<BodyCx['types']['stdPath']>[0]): boolean {
  const path = cx.types.stdPath(trait);
  return path !== undefined && FN_TRAITS.has(path);
}

const KINDS = ['Fn', 'FnMut', 'FnOnce'] as const;

function kindOf(cx: BodyCx, trait: Parameters<BodyCx['types']['stdPath']>[0]): ExpectedSig['kind'] {
  const name = cx.types
    .stdPath(trait)
    ?.split('::')
    .at(-1)
    ?.replace(/^Async/, '');
  return KINDS.find((kind) => kind === name);
}

/** Of several bounds the one that allows the most calls counts. */
function narrower(a: ExpectedSig['kind'], b: ExpectedSig['kind']): NonNullable<ExpectedSig['kind']> {
  return KINDS.find((kind) => kind === a || kind === b) ?? 'FnOnce';
}

function fromPredicates(cx: BodyCx, self: Ty, predicates: readonly Predicate[]): ExpectedSig | undefined {
  const sig: ExpectedSig = {};
  for (const predicate of predicates) {
    if (predicate.kind === 'unknown') continue;
    const ref = predicate.kind === 'trait' ? predicate.ref : predicate.projection;
    if (!isFnTrait(cx, ref.trait) || !isSame(cx.shallow(ref.args[0] as Ty), cx.shallow(self))) continue;
    if (predicate.kind === 'trait') sig.kind = narrower(sig.kind, kindOf(cx, ref.trait));
    const tuple = ref.args[1] === undefined ? undefined : cx.structurally(ref.args[1] as Ty);
    if (tuple?.kind === 'tuple') sig.inputs ??= tuple.elements;
    if (predicate.kind === 'projection' && predicate.projection.name === 'Output')
      sig.output ??= predicate.ty as Ty;
  }
  return sig;
}

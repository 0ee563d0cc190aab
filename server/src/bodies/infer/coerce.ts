import { isUnknown } from '../../base/unknown.ts';
import type { Expr } from '../../syntax/bodyAst.ts';
import { substitute, withoutLifetimes } from '../../types/terms/fold.ts';
import type { Ty } from '../../types/terms/ty.ts';
import type { Adjustment } from '../typedBody.ts';
import { autoderef, derefAdjustments } from './autoderef.ts';
import type { BodyCx } from './bodyCx.ts';

/** How a value of one type becomes one of another; undefined where it can't. */
export type Coercion = readonly Adjustment[] | undefined;

/**
 * Makes an expression of type `from` fit a place of type `to` (Reference, "Type coercions"; rustc_hir_typeck's
 * `coercion`), and writes the adjustments down. Where it doesn't fit, what was open about both is unknown.
 */
export function coerce(cx: BodyCx, expr: Expr, from: Ty, to: Ty): void {
  const found = tryCoerce(cx, from, to);
  if (found) {
    cx.adjust(expr, found);
    return;
  }
  const reason = 'a value does not seem to fit the place that it is used in';
  cx.gap(expr.span, reason);
  cx.poison(from, reason);
  cx.poison(to, reason);
}

/** As {@link coerce}, without writing down. Bindings of a failed attempt are undone. */
export function tryCoerce(cx: BodyCx, from: Ty, to: Ty): Coercion {
  const source = cx.structurally(from);
  const target = cx.structurally(to);
  if (source.kind === 'never') return neverTo(cx, target);
  if (source.kind === 'unknown') {
    cx.poison(target, source.reason);
    return [];
  }
  if (target.kind === 'unknown') {
    cx.poison(source, target.reason);
    return [];
  }
  if (source.kind === 'infer' || target.kind === 'infer') return unified(cx, source, target);
  const unsized = coerceUnsized(cx, source, target);
  if (unsized) return unsized;
  if (target.kind === 'ptr') return coercePointer(cx, source, target);
  if (target.kind === 'ref' && source.kind === 'ref') return coerceReference(cx, source, target);
  if (target.kind === 'fnPtr') return coerceFnPointer(cx, source, target);
  return unified(cx, source, target);
}

function neverTo(cx: BodyCx, target: Ty): Coercion {
  if (target.kind === 'never') return [];
  if (target.kind === 'infer' && target.of === 'any') {
    const fresh = cx.fresh();
    cx.divergingVars.push(fresh);
    cx.unify(target, fresh);
  }
  return [{ kind: 'neverToAny', ty: target }];
}

function unified(cx: BodyCx, a: Ty, b: Ty): Coercion {
  return cx.unify(a, b) === 'no' ? undefined : [];
}

/** `&T` or `&mut T` to a raw pointer, or `*mut T` to `*const T`. */
function coercePointer(cx: BodyCx, from: Ty, to: Extract<Ty, { kind: 'ptr' }>): Coercion {
  if ((from.kind !== 'ref' && from.kind !== 'ptr') || (to.mutable && !from.mutable)) return undefined;
  if (!unified(cx, from.inner, to.inner)) return undefined;
  if (from.kind === 'ref')
    return [
      { kind: 'deref', ty: from.inner },
      { kind: 'borrow', mutable: to.mutable, raw: true, ty: to },
    ];
  return from.mutable === to.mutable ? [] : [{ kind: 'pointer', cast: 'mutToConst', ty: to }];
}

/** `&T` to `&U` by reborrowing what autoderef reaches. */
function coerceReference(
  cx: BodyCx,
  from: Extract<Ty, { kind: 'ref' }>,
  to: Extract<Ty, { kind: 'ref' }>,
): Coercion {
  if (to.mutable && !from.mutable) return undefined;
  const steps = autoderef(cx, from);
  for (let i = 1; i < steps.length; i++) {
    if (cx.unify(steps[i]!.ty, to.inner) === 'no') continue;
    const shared = i === 1 && !to.mutable && !from.mutable;
    const passedOn = shared ? hasLifetimeOf(from, to) : 'no';
    if (passedOn === 'yes') return [];
    const uncertain = passedOn === 'maybe' ? { uncertain: true as const } : {};
    const borrow: Adjustment = { kind: 'borrow', mutable: to.mutable, raw: false, ty: to, ...uncertain };
    return [...derefAdjustments(steps, i), borrow];
  }
  return undefined;
}

type RefTy = Extract<Ty, { kind: 'ref' }>;

/**
 * Whether a shared reference already has the very lifetime that the place wants: then it is passed on, else it is
 * reborrowed for a shorter one, which a closure around captures otherwise.
 *
 *     fn f(s: &str) { || g(s) }                        // captures `*s`, a `&str`: 16 bytes
 *     fn f(s: &'static str) { || takes_static(s) }     // captures `s`, a `&&str`: 8 bytes
 */
function hasLifetimeOf(from: RefTy, to: RefTy): 'yes' | 'no' | 'maybe' {
  if (to.life === undefined) return 'no';
  if (from.life === undefined) return 'maybe';
  return from.life === to.life ? 'yes' : 'no';
}

/** A type of a definition where it is used: its own lifetime parameters are fresh there, `'static` stays. */
export function withFreshLifetimes(ty: Ty): Ty {
  return withoutLifetimes(ty, (life) => life === "'static");
}

function coerceFnPointer(cx: BodyCx, from: Ty, to: Extract<Ty, { kind: 'fnPtr' }>): Coercion {
  if (from.kind === 'closure') {
    const sig = cx.sigOf(from);
    if (!sig) return undefined;
    const pointer: Ty = { kind: 'fnPtr', params: sig.inputs, ret: sig.output };
    return unified(cx, pointer, to) && [{ kind: 'pointer', cast: 'closureFn', ty: to }];
  }
  const pointer = fnPointerOf(cx, from);
  if (!pointer) return unified(cx, from, to);
  return unified(cx, pointer, to) && [{ kind: 'pointer', cast: 'reifyFn', ty: to }];
}

/** The pointer type of a function item. */
export function fnPointerOf(cx: BodyCx, ty: Ty): Ty | undefined {
  if (ty.kind !== 'fnDef') return undefined;
  const sig = cx.types.fnSig(ty.def);
  if (isUnknown(sig)) return undefined;
  const params = sig.inputs.map((input) => cx.norm(substitute(input, ty.args)));
  return { kind: 'fnPtr', params, ret: cx.norm(substitute(sig.output, ty.args)) };
}

/** `&[T; N]` to `&[T]`, `&T` to `&dyn Trait`, and the same behind every smart pointer with `CoerceUnsized`. */
function coerceUnsized(cx: BodyCx, from: Ty, to: Ty): Coercion {
  if (to.kind === 'ref' || to.kind === 'ptr') {
    if (from.kind !== 'ref' && !(from.kind === 'ptr' && to.kind === 'ptr')) return undefined;
    if (to.mutable && !from.mutable) return undefined;
    if (!unsizes(cx, cx.structurally(from.inner), cx.structurally(to.inner))) return undefined;
    const borrowed: Ty = { kind: to.kind, mutable: to.mutable, inner: from.inner };
    const reborrow: readonly Adjustment[] =
      from.kind === 'ref'
        ? [
            { kind: 'deref', ty: from.inner },
            { kind: 'borrow', mutable: to.mutable, raw: to.kind === 'ptr', ty: borrowed },
          ]
        : [];
    return [...reborrow, { kind: 'pointer', cast: 'unsize', ty: to }];
  }
  if (from.kind !== 'adt' || to.kind !== 'adt' || from.def !== to.def) return undefined;
  return coerceSmartPointer(cx, from, to);
}

/** `Box<T>` to `Box<dyn Trait>`: one argument is unsized, the others are equal. */
function coerceSmartPointer(
  cx: BodyCx,
  from: Extract<Ty, { kind: 'adt' }>,
  to: Extract<Ty, { kind: 'adt' }>,
): Coercion {
  const trait = cx.types.stdDef('core::ops::CoerceUnsized');
  if (!trait || cx.types.implsOfTrait(trait, from).length === 0) return undefined;
  const inner = from.args[0] as Ty | undefined;
  const outer = to.args[0] as Ty | undefined;
  if (!inner || !outer) return undefined;
  const nested = cx.structurally(inner);
  const wanted = cx.structurally(outer);
  const reached =
    unsizes(cx, nested, wanted) ||
    // `Pin<Box<T>>` to `Pin<Box<dyn Trait>>`.
    ((nested.kind === 'adt' || nested.kind === 'ref') && coerceUnsized(cx, nested, wanted) !== undefined);
  if (!reached) return undefined;
  const rest = cx.search.unifier.args(from.args.slice(1), to.args.slice(1));
  return rest === 'no' ? undefined : [{ kind: 'pointer', cast: 'unsize', ty: to }];
}

/** Whether `from: Unsize<to>`; what that says of open variables is bound. */
function unsizes(cx: BodyCx, from: Ty, to: Ty): boolean {
  if (to.kind === 'slice') return from.kind === 'array' && cx.unify(from.element, to.element) !== 'no';
  if (to.kind === 'dyn') return unsizesToDyn(cx, from, to);
  if (from.kind !== 'adt' || to.kind !== 'adt' || from.def !== to.def || from.args.length === 0) return false;
  const adt = cx.types.adtDef(from.def);
  if (isUnknown(adt) || adt.kind !== 'struct') return false;
  const last = adt.variants[0]?.fields.at(-1);
  const a = from.args.at(-1) as Ty;
  const b = to.args.at(-1) as Ty;
  if (!last) return false;
  return unsizes(cx, cx.structurally(a), cx.structurally(b));
}

function unsizesToDyn(cx: BodyCx, from: Ty, to: Extract<Ty, { kind: 'dyn' }>): boolean {
  // What is not inferred yet stays open: it is unsized later, whatever it is (rustc leaves `?T: Unsize<dyn Trait>` pending).
  if (from.kind === 'infer' && !cx.isSizedVar(from)) return false;
  if (from.kind === 'str' || from.kind === 'slice') return false;
  if (from.kind === 'dyn') {
    if (!to.principal || cx.mayUnify(from, to)) return false;
    return from.principal?.trait !== to.principal.trait || from.autos.length > to.autos.length;
  }
  const { principal } = to;
  if (!principal) return true;
  const args = [from, ...principal.args];
  cx.requireTrait(principal.trait, args);
  for (const binding of to.bindings) {
    const declared = cx.types.findAssocTrait(
      [{ trait: principal.trait, ref: () => ({ trait: principal.trait, args }) }],
      binding.name,
    );
    if (!declared) continue;
    const projection = { kind: 'projection', name: binding.name, ...declared } as const;
    cx.require({ kind: 'projection', projection, ty: binding.ty });
  }
  return true;
}

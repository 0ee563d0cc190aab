import { isUnknown } from '../../../base/unknown.ts';
import type { Expr } from '../../../syntax/bodyAst.ts';
import { lowerOwnArgs } from '../../../types/lower/lowerArgs.ts';
import { substitute } from '../../../types/terms/fold.ts';
import type { Ty } from '../../../types/terms/ty.ts';
import type { Adjustment } from '../../typedBody.ts';
import type { BodyCx } from '../bodyCx.ts';
import { checkExpr } from '../check.ts';
import { withFreshLifetimes } from '../coerce.ts';
import { markMutated } from '../places.ts';
import { checkArgs, checkUnknownArgs } from './calls.ts';
import { argsOfPick, type Pick, probeMethod } from './probe.ts';

type MethodCall = Extract<Expr, { kind: 'methodCall' }>;

/** `receiver.method(args)`. */
export function checkMethodCall(cx: BodyCx, expr: MethodCall, expected: Ty | undefined): Ty {
  const receiver = cx.structurally(checkExpr(cx, expr.receiver));
  const pick = probeMethod(cx, receiver, expr.method.text);
  if (isUnknown(pick)) {
    checkUnknownArgs(cx, expr.args, pick.reason);
    return receiver.kind === 'unknown' ? receiver : cx.gap(expr.method.span, pick.reason);
  }
  return confirm(cx, expr, pick, expected);
}

/** Settles the picked method: adjusts the receiver, checks the arguments (rustc's `confirm`). */
function confirm(cx: BodyCx, expr: MethodCall, pick: Pick, expected: Ty | undefined): Ty {
  const { def } = pick.candidate;
  const sig = cx.types.fnSig(def);
  if (isUnknown(sig)) {
    checkUnknownArgs(cx, expr.args, sig.reason);
    return cx.gap(expr.method.span, sig.reason);
  }
  const condition = def.origin === 'source' ? cx.types.resolver.conditionOf(def) : undefined;
  if (condition !== undefined) cx.gap(expr.method.span, condition);
  const self = adjustReceiver(cx, expr.receiver, pick);
  let args = argsOfPick(cx, pick, self);
  if (expr.generics) {
    const { parentCount } = cx.types.genericsOf(def);
    args = lowerOwnArgs(cx.lowering, def, expr.generics, args.slice(0, parentCount));
  }
  cx.requireAll(def, args);
  cx.mean(expr, { kind: 'method', callee: { def, args }, selfBy: sig.selfParam ?? 'value' });
  const inputs = sig.inputs.slice(1).map((input) => cx.norm(substitute(withFreshLifetimes(input), args)));
  const output = cx.norm(substitute(sig.output, args));
  checkArgs(cx, inputs, expr.args, output, expected);
  return cx.norm(output);
}

/** Writes down how the receiver becomes the method's first argument; gives its type then. */
function adjustReceiver(cx: BodyCx, receiver: Expr, pick: Pick): Ty {
  const { steps, derefs, autoref } = pick;
  const out: Adjustment[] = [];
  const step = steps[derefs]!;
  const counted = step.unsize ? derefs - 1 : derefs;
  for (const s of steps.slice(1, counted + 1))
    out.push({ kind: 'deref', ty: s.ty, ...(s.by === 'overloaded' && { overloaded: { mutable: false } }) });
  let self = step.ty;
  if (autoref === 'ref' || autoref === 'refMut') {
    const mutable = autoref === 'refMut';
    const place = step.unsize ? steps[counted]!.ty : step.ty;
    self = { kind: 'ref', mutable, inner: step.ty };
    out.push({ kind: 'borrow', mutable, raw: false, ty: { kind: 'ref', mutable, inner: place } });
    if (step.unsize) out.push({ kind: 'pointer', cast: 'unsize', ty: self });
    if (mutable) markMutated(cx, receiver);
  } else if (autoref === 'constPtr' && step.ty.kind === 'ptr') {
    self = { ...step.ty, mutable: false };
    out.push({ kind: 'pointer', cast: 'mutToConst', ty: self });
  } else if (step.ty.kind === 'ref') {
    // A reference is reborrowed, not moved.
    out.push({ kind: 'deref', ty: step.ty.inner });
    out.push({ kind: 'borrow', mutable: step.ty.mutable, raw: false, ty: step.ty });
    if (step.ty.mutable) markMutated(cx, receiver);
  }
  cx.adjust(receiver, out);
  return self;
}

import { isUnknown } from '../../base/unknown.ts';
import type { Def } from '../../resolve/model/def.ts';
import type { Expr } from '../../syntax/bodyAst.ts';
import { lowerOwnArgs } from '../lower/lowerArgs.ts';
import { substituteArgs } from '../terms/fold.ts';
import type { GenericArg, Ty } from '../terms/ty.ts';
import { isConstArg } from '../terms/tyKey.ts';
import type { Frame, Machine } from './machine.ts';
import { nativeMethod } from './natives/natives.ts';
import { deref, stop, type Value } from './value.ts';
import { describe, typeOfValue } from './valueTypes.ts';

/** `callee(args)` */
export function callExpr(
  machine: Machine,
  expr: Extract<Expr, { kind: 'call' }>,
  frame: Frame,
  expected: Ty | undefined,
): Value {
  const callee = machine.eval(expr.callee, frame);
  if (callee.kind !== 'fn') return stop('a call of what is no function');
  const inputs = inputTypes(machine, callee.def, callee.args);
  const values = expr.args.map((arg, i) => machine.copy(machine.eval(arg, frame, inputs[i])));
  return machine.call(callee.def, callee.args, values, expected);
}

/** Parameter types, as hints for literals; undefined where one isn't known. */
function inputTypes(machine: Machine, def: Def, args: readonly GenericArg[]): readonly (Ty | undefined)[] {
  const sig = machine.cx.fnSig(def);
  if (isUnknown(sig)) return [];
  return sig.inputs.map((input) => {
    const known = substituteArgs([input], args)[0]!;
    return known.kind === 'unknown' || isConstArg(known)
      ? undefined
      : machine.cx.normalize(known, machine.paramEnv);
  });
}

/** `receiver.method(args)`: std's own first, then inherent and trait methods of the value's type. */
export function methodCall(
  machine: Machine,
  expr: Extract<Expr, { kind: 'methodCall' }>,
  frame: Frame,
  expected: Ty | undefined,
): Value {
  const name = expr.method.text;
  const place = machine.place(expr.receiver, frame);
  let receiver = deref(place.value);
  // A literal's type comes from the place where the result goes, as inference would have it.
  if (receiver.kind === 'int' && receiver.ty === undefined) receiver = machine.coerce(receiver, expected);
  const hint = receiver.kind === 'int' ? typeOfValue(receiver) : undefined;
  const evalArgs = (): Value[] =>
    expr.args.map((arg) => machine.copy(machine.eval(arg, frame, argHint(name, hint))));
  const found = userMethod(machine, receiver, name, frame);
  if (found) {
    const args = lowerOwnArgs({ cx: machine.cx, env: frame.env }, found.def, expr.generics, found.args);
    const sig = machine.cx.fnSig(found.def);
    const byRef = !isUnknown(sig) && sig.selfParam !== 'value';
    const inputs = inputTypes(machine, found.def, args);
    const values = expr.args.map((arg, i) => machine.copy(machine.eval(arg, frame, inputs[i + 1])));
    const target = place.value.kind === 'ref' ? place.value : ({ kind: 'ref', cell: place } as const);
    return machine.call(found.def, args, [byRef ? target : machine.copy(receiver), ...values], expected);
  }
  const native = nativeMethod(machine, name, place, receiver, evalArgs(), expected);
  return native ?? stop(`the method \`${name}\` of \`${describe(receiver)}\` is not evaluated in constants`);
}

/** Most methods of integers take integers of the same type; shifts, powers and rotations take `u32`. */
function argHint(name: string, hint: Ty | undefined): Ty | undefined {
  return /pow|sh[lr]|rotate/.test(name) && hint ? { kind: 'int', name: 'u32' } : hint;
}

function userMethod(
  machine: Machine,
  receiver: Value,
  name: string,
  frame: Frame,
): { readonly def: Def; readonly args: readonly GenericArg[] } | undefined {
  const ty = typeOfValue(receiver);
  if (!ty) return undefined;
  const { cx } = machine;
  for (const impl of cx.inherentImpls(ty)) {
    if (impl.origin === 'facts' || (receiver.kind === 'int' && cx.resolver.isOfStd(impl))) continue;
    const def = cx.members(impl).find((m) => m.name === name && m.kind === 'fn');
    const args = def && cx.matchImpl(impl, ty, machine.paramEnv);
    if (def && args) return { def, args };
  }
  for (const trait of cx.resolver.traitsInScope(frame.env.scope)) {
    if (cx.resolver.isOfStd(trait)) continue;
    const def = cx.members(trait).find((m) => m.name === name && m.kind === 'fn');
    const known = def && cx.matchTrait(trait, ty, machine.paramEnv);
    if (def && known && !isUnknown(known)) return { def, args: known.args };
  }
  return undefined;
}

import { isUnknown } from '../../base/unknown.ts';
import type { Def, SourceDef } from '../../resolve/model/def.ts';
import { substitute } from '../terms/fold.ts';
import type { GenericArg, Ty } from '../terms/ty.ts';
import { hasFlags, termFlags } from '../terms/tyKey.ts';
import { LocalScopes } from './locals.ts';
import type { Frame, Machine } from './machine.ts';
import { nativeFunction } from './natives/natives.ts';
import { variantOf } from './paths.ts';
import { ConstStop, cell, Jump, stop, UNIT_VALUE, type Value } from './value.ts';
import { typeOfValue } from './valueTypes.ts';

/** Calls a function, or makes a tuple struct's or variant's value. */
export function callFunction(
  machine: Machine,
  def: Def,
  args: readonly GenericArg[],
  values: readonly Value[],
  expected: Ty | undefined,
): Value {
  if (def.kind === 'struct' || def.kind === 'variant') return construct(machine, def, args, values, expected);
  if (def.parent?.kind === 'trait') return callTraitFunction(machine, def, args, values, expected);
  if (def.origin === 'source') {
    const native = machine.cx.resolver.isOfStd(def)
      ? nativeOfSource(machine, def, args, values, expected)
      : undefined;
    return native ?? callSource(machine, def, args, values);
  }
  const result = nativeFunction(machine, def, args, values, expected);
  return result ?? stop(`std's \`${def.name}\` is not evaluated in constants`);
}

/** A function of std that is read from source: most end in intrinsics, so what is known of it goes first. */
function nativeOfSource(
  machine: Machine,
  def: SourceDef,
  args: readonly GenericArg[],
  values: readonly Value[],
  expected: Ty | undefined,
): Value | undefined {
  try {
    return nativeFunction(machine, def, args, values, expected);
  } catch (error) {
    if (error instanceof ConstStop) return undefined;
    throw error;
  }
}

function construct(
  machine: Machine,
  def: Def,
  args: readonly GenericArg[],
  values: readonly Value[],
  expected: Ty | undefined,
): Value {
  const { adt, variant } = variantOf(machine, def);
  const own = expected?.kind === 'adt' && expected.def === adt ? expected.args : args;
  const cells = variant.fields.map((field, i) => {
    const value = values[i] ?? stop(`\`${def.name}\` lacks a field`);
    const ty = substitute(field.ty, own);
    return cell(machine.copy(machine.coerce(value, ty.kind === 'unknown' ? undefined : ty)));
  });
  const names = variant.fields.map((field) => field.name);
  return { kind: 'adt', def: adt, args: own, variant: variant.name, names, cells };
}

function callTraitFunction(
  machine: Machine,
  def: Def,
  args: readonly GenericArg[],
  values: readonly Value[],
  expected: Ty | undefined,
): Value {
  const { cx } = machine;
  const trait = def.parent!;
  const count = cx.genericsOf(trait).count;
  const found = cx.resolveAssoc({ trait, args: args.slice(0, count) }, def.name, machine.paramEnv);
  if (isUnknown(found)) {
    const generic = args.some((arg) => hasFlags(arg, termFlags.param));
    throw new ConstStop(found.reason, generic);
  }
  const all = [...found.args, ...args.slice(count)];
  if (found.def.parent?.kind !== 'trait') return callFunction(machine, found.def, all, values, expected);
  return found.def.origin === 'source'
    ? callSource(machine, found.def, all, values)
    : stop(`std's \`${def.name}\` is not evaluated in constants`);
}

function callSource(
  machine: Machine,
  def: SourceDef,
  given: readonly GenericArg[],
  values: readonly Value[],
): Value {
  const { cx } = machine;
  const { item } = def;
  const env = cx.envOf(def);
  if (item.kind !== 'fn' || !item.body || !env) return stop(`\`${def.name}\` has no body`);
  const condition = cx.resolver.conditionOf(def);
  if (condition !== undefined) return stop(condition);
  const sig = cx.fnSig(def);
  if (isUnknown(sig)) return stop(sig.reason);
  const args = inferArgs(machine, def, given, sig.inputs, values);
  const ty = (input: Ty | undefined): Ty | undefined => {
    const known = input && cx.normalize(substitute(input, args), machine.paramEnv);
    return known?.kind === 'unknown' ? undefined : known;
  };
  const ret = ty(sig.output);
  const frame: Frame = { env, args, locals: new LocalScopes(), ret };
  const all = [...values];
  if (item.self) frame.locals.declare('self', cell(all.shift() ?? UNIT_VALUE));
  const inputs = item.self ? sig.inputs.slice(1) : sig.inputs;
  item.params.forEach((param, i) => {
    const value = all[i] ?? stop(`\`${def.name}\` is called with too few arguments`);
    const input = ty(inputs[i]);
    if (!machine.match(param.pat, cell(machine.copy(machine.coerce(value, input))), frame, input))
      stop('a parameter does not match');
  });
  const body = cx.parsing.block(def.unit, item.body.span);
  try {
    return machine.coerce(machine.block(body, frame, ret), ret);
  } catch (error) {
    if (error instanceof Jump && error.kind === 'return') return machine.coerce(error.value, ret);
    throw error;
  }
}

/** Fills arguments that a call leaves to inference from the lengths and types of the values passed. */
function inferArgs(
  machine: Machine,
  def: Def,
  given: readonly GenericArg[],
  inputs: readonly Ty[],
  values: readonly Value[],
): readonly GenericArg[] {
  if (!given.some((arg) => arg.kind === 'unknown' || arg.kind === 'constUnknown')) return given;
  const args = [...given];
  inputs.forEach((input, i) => {
    const value = values[i];
    if (value) learn(input, value, args);
  });
  return args.length >= machine.cx.genericsOf(def).count ? args : given;
}

function learn(input: Ty, value: Value, args: GenericArg[]): void {
  const isOpen = (index: number): boolean => {
    const kind = args[index]?.kind;
    return kind === 'unknown' || kind === 'constUnknown';
  };
  if (input.kind === 'ref') {
    if (value.kind === 'ref') learn(input.inner, value.cell.value, args);
    return;
  }
  if (input.kind === 'param') {
    const ty = typeOfValue(value);
    if (ty && isOpen(input.index)) args[input.index] = ty;
    return;
  }
  if (input.kind === 'array' && (value.kind === 'array' || value.kind === 'opaqueArray')) {
    const length = value.kind === 'array' ? BigInt(value.cells.length) : value.length;
    if (input.length.kind === 'constParam' && isOpen(input.length.index))
      args[input.length.index] = { kind: 'value', value: length };
    const first = value.kind === 'array' ? value.cells[0] : undefined;
    if (first) learn(input.element, first.value, args);
    return;
  }
  if (input.kind === 'slice' && value.kind === 'array' && value.cells[0])
    learn(input.element, value.cells[0].value, args);
  if (input.kind === 'adt' && value.kind === 'adt' && input.def === value.def)
    input.args.forEach((arg, i) => {
      const index = arg.kind === 'param' || arg.kind === 'constParam' ? arg.index : undefined;
      const known = value.args[i];
      if (index !== undefined && known && isOpen(index)) args[index] = known;
    });
}

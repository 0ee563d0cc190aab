import { isUnknown } from '../../base/unknown.ts';
import type { Def, FactsDef, SourceDef } from '../../resolve/model/def.ts';
import { substitute, substituteArgs } from '../terms/fold.ts';
import type { GenericArg, Ty } from '../terms/ty.ts';
import { hasFlags, termFlags } from '../terms/tyKey.ts';
import { LocalScopes } from './locals.ts';
import type { Machine } from './machine.ts';
import { stdConstant } from './natives/stdConstants.ts';
import { ConstStop, int, intNameOf, stop, type Value } from './value.ts';

/** The value of a constant or static for the arguments of its parents. */
export function constantItem(machine: Machine, def: Def, args: readonly GenericArg[]): Value {
  const { cx } = machine;
  if (def.parent?.kind === 'trait') {
    const trait = def.parent;
    const count = cx.genericsOf(trait).count;
    const found = cx.resolveAssoc({ trait, args: args.slice(0, count) }, def.name, machine.paramEnv);
    if (isUnknown(found)) {
      if (args.some((arg) => hasFlags(arg, termFlags.param))) throw new ConstStop(found.reason, true);
      return stop(found.reason);
    }
    if (found.def !== def) return constantItem(machine, found.def, found.args);
    if (args.some((arg) => hasFlags(arg, termFlags.param)) && !hasValue(def))
      throw new ConstStop(`\`${def.name}\` depends on a parameter`, true);
  }
  if (def.origin === 'facts') return factsConstant(machine, def, args);
  const special = cx.resolver.isOfStd(def) ? stdConstant(machine, def, substituteArgs(args, [])) : undefined;
  return special ?? sourceConstant(machine, def, args);
}

function hasValue(def: Def): boolean {
  if (def.origin === 'facts') return true;
  return (def.item.kind === 'const' || def.item.kind === 'static') && def.item.value !== undefined;
}

function sourceConstant(machine: Machine, def: SourceDef, args: readonly GenericArg[]): Value {
  const { cx } = machine;
  const { item } = def;
  const condition = cx.resolver.conditionOf(def);
  if (condition !== undefined) return stop(condition);
  const env = cx.envOf(def);
  if ((item.kind !== 'const' && item.kind !== 'static') || !item.value || !env)
    return stop(`the constant \`${def.name}\` has no value`);
  const declared = cx.normalize(substitute(cx.typeOf(def), args), machine.paramEnv);
  const ty = declared.kind === 'unknown' ? undefined : declared;
  const expr = cx.parsing.expr(def.unit, item.value.span);
  const frame = { env, args, locals: new LocalScopes(), ret: ty };
  return machine.coerce(machine.copy(machine.eval(expr, frame, ty)), ty);
}

function factsConstant(machine: Machine, def: FactsDef, args: readonly GenericArg[]): Value {
  const { cx } = machine;
  const record = cx.record(def);
  if (record?.kind !== 'const' && record?.kind !== 'static')
    return stop(`\`${def.name}\` of std is not a constant`);
  const special = stdConstant(machine, def, substituteArgs(args, []));
  if (special) return special;
  const ty: Ty = cx.factsTerms(def).ty(record.ty);
  const agreement = cx.inputs.facts?.agreement(record.id);
  if (record.value === undefined) return stop(`the facts of std have no value for \`${def.name}\``);
  if (agreement && agreement.kind !== 'exact') return stop(agreement.reason);
  const name = intNameOf(ty);
  if (name !== undefined) return int(record.value, name);
  if (ty.kind === 'bool') return { kind: 'bool', value: record.value !== 0n };
  if (ty.kind === 'char') return { kind: 'char', value: Number(record.value) };
  return { kind: 'int', value: record.value };
}

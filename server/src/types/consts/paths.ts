import { isUnknown } from '../../base/unknown.ts';
import type { Def } from '../../resolve/model/def.ts';
import type { Path } from '../../syntax/ast.ts';
import type { Expr } from '../../syntax/bodyAst.ts';
import type { VariantDef } from '../items/adt.ts';
import { singleName } from '../lower/lowerConst.ts';
import { substitute, substituteArgs } from '../terms/fold.ts';
import type { Const, GenericArg, Ty } from '../terms/ty.ts';
import { isConstArg } from '../terms/tyKey.ts';
import { localKey } from './locals.ts';
import type { Frame, Machine } from './machine.ts';
import { type Cell, ConstStop, cell, stop, type Value } from './value.ts';

/** A path as a value: a local variable, a parameter, a constant, a function or a unit value. */
export function pathValue(machine: Machine, path: Path, frame: Frame, expected: Ty | undefined): Value {
  return machine.copy(pathPlace(machine, path, frame, expected).value);
}

/** The place that a path names; that of a constant is shared, so only parts of it may be read. */
export function pathPlace(machine: Machine, path: Path, frame: Frame, expected: Ty | undefined): Cell {
  const name = singleName(path) === undefined ? undefined : path.segments[0]!.name;
  const local = name && frame.locals.find(localKey(name));
  return local ?? cell(itemOfPath(machine, path, frame, expected));
}

function itemOfPath(machine: Machine, path: Path, frame: Frame, expected: Ty | undefined): Value {
  const item = machine.cx.lowerValuePath(path, frame.env);
  switch (item.kind) {
    case 'constParam':
      return constArg(machine, frame, item.value);
    case 'selfCtor': {
      const ty = machine.type(frame, () => item.ty);
      return ty.kind === 'adt' ? itemValue(machine, ty.def, ty.args) : stop('`Self` is no struct here');
    }
    case 'unknown':
      return stop(item.reason);
    case 'item': {
      const args = substituteArgs(item.args, frame.args);
      return itemValue(machine, item.def, withExpected(item.def, args, expected));
    }
  }
}

/** `None` of an expected `Option<u8>` has its arguments from there. */
function withExpected(
  def: Def,
  args: readonly GenericArg[],
  expected: Ty | undefined,
): readonly GenericArg[] {
  const owner = def.kind === 'variant' ? def.parent : def;
  return expected?.kind === 'adt' && expected.def === owner ? expected.args : args;
}

function itemValue(machine: Machine, def: Def, args: readonly GenericArg[]): Value {
  switch (def.kind) {
    case 'const':
    case 'static':
      return machine.constant(def, args);
    case 'fn':
      return { kind: 'fn', def, args };
    case 'struct':
    case 'variant': {
      const { variant, adt } = variantOf(machine, def);
      if (variant.shape === 'tuple') return { kind: 'fn', def, args };
      return { kind: 'adt', def: adt, args, variant: variant.name, names: [], cells: [] };
    }
    default:
      return stop(`\`${def.name}\` is not a value`);
  }
}

/** A const parameter's value, if the frame has one for it. */
function constArg(machine: Machine, frame: Frame, value: Const): Value {
  if (value.kind !== 'constParam') return stop('a constant parameter is not known');
  const arg = frame.args[value.index];
  if (!arg || !isConstArg(arg)) return stop(`no value is given for \`${value.name}\``);
  const known = machine.cx.evalConst(arg, machine.paramEnv);
  switch (known.kind) {
    case 'value':
      return scalarValue(machine, known, paramTy(machine, frame, value.index));
    case 'constUnknown':
      return stop(known.reason);
    default:
      throw new ConstStop(`\`${value.name}\` is a parameter`, true);
  }
}

function paramTy(machine: Machine, frame: Frame, index: number): Ty | undefined {
  const ty = machine.cx.constParamTy(frame.env.owner, index);
  return ty && substitute(ty, frame.args);
}

/** A scalar constant as a value of its type. */
export function scalarValue(
  machine: Machine,
  { value, ty }: Extract<Const, { kind: 'value' }>,
  declared: Ty | undefined,
): Value {
  const kind = declared ?? ty;
  if (kind?.kind === 'bool') return { kind: 'bool', value: value !== 0n };
  if (kind?.kind === 'char') return { kind: 'char', value: Number(value) };
  return machine.coerce({ kind: 'int', value }, kind);
}

/** The variant of an enum, or the only one of a struct. */
export function variantOf(machine: Machine, def: Def): { readonly adt: Def; readonly variant: VariantDef } {
  const adt = def.kind === 'variant' ? def.parent : def;
  const known = adt && machine.cx.adtDef(adt);
  if (!adt || !known) return stop(`\`${def.name}\` is not a struct or variant`);
  if (isUnknown(known)) return stop(known.reason);
  const variant =
    def.kind === 'variant' ? known.variants.find((v) => v.name === def.name) : known.variants[0];
  return variant ? { adt, variant } : stop(`\`${def.name}\` is switched off by its cfg`);
}

/** `Path { field: value, ..base }` */
export function structValue(
  machine: Machine,
  expr: Extract<Expr, { kind: 'struct' }>,
  frame: Frame,
  expected: Ty | undefined,
): Value {
  const { def, args } = structHead(machine, expr.path, frame, expected);
  const { adt, variant } = variantOf(machine, def);
  const base = expr.base && machine.eval(expr.base, frame, expected);
  const cells: Cell[] = [];
  const names: string[] = [];
  for (const field of variant.fields) {
    const written = expr.fields.find((f) => f.name.text === field.name);
    const inherited = base?.kind === 'adt' ? base.cells[base.names.indexOf(field.name)] : undefined;
    if (!written && !inherited) continue;
    const ty = machine.type({ ...frame, args }, () => field.ty);
    const known = ty.kind === 'unknown' ? undefined : ty;
    const value = written
      ? machine.coerce(machine.eval(written.value, frame, known), known)
      : inherited!.value;
    names.push(field.name);
    cells.push(cell(machine.copy(value)));
  }
  return { kind: 'adt', def: adt, args, variant: variant.name, names, cells };
}

function structHead(
  machine: Machine,
  path: Path,
  frame: Frame,
  expected: Ty | undefined,
): { readonly def: Def; readonly args: readonly GenericArg[] } {
  const ty = machine.type(frame, (env) => machine.cx.lowerIn({ kind: 'path', path, span: path.span }, env));
  if (ty.kind === 'adt') {
    const args = expected?.kind === 'adt' && expected.def === ty.def ? expected.args : ty.args;
    return { def: ty.def, args };
  }
  const item = machine.cx.lowerValuePath(path, frame.env);
  if (item.kind === 'item')
    return { def: item.def, args: withExpected(item.def, substituteArgs(item.args, frame.args), expected) };
  return stop(ty.kind === 'unknown' ? ty.reason : 'a struct expression without a struct');
}

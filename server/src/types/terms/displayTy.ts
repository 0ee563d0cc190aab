import type { Kinds } from '../../base/kinds.ts';
import type { Def } from '../../resolve/model/def.ts';
import { readable } from '../../syntax/macros/expandText.ts';
import type { Const, DynTy, GenericArg, TraitRef, Ty } from './ty.ts';
import { isConstArg } from './tyKey.ts';

export interface DisplayOptions {
  /** Write definitions with their paths (`alloc::vec::Vec<u8>`); default is the last name (`Vec<u8>`). */
  readonly full?: boolean;
}

/** A type as a Rust user writes it, without lifetimes: `Option<&str>`, `dyn Fn(u8) -> bool + Send`. */
export function displayTy(ty: Ty, options: DisplayOptions = {}): string {
  switch (ty.kind) {
    case 'int':
    case 'float':
    case 'param':
      return ty.name;
    case 'bool':
    case 'char':
    case 'str':
      return ty.kind;
    case 'never':
      return '!';
    case 'infer':
      return ty.of === 'any' ? '_' : `{${ty.of === 'int' ? 'integer' : 'float'}}`;
    case 'unknown':
      return '{unknown}';
    case 'foreign':
      return displayDef(ty.def, options);
    case 'adt':
    case 'fnDef':
      return displayDef(ty.def, options) + displayArgs(ty.args, options, ty.kind === 'fnDef');
    default:
      ty.kind satisfies Kinds<'tuple array slice ref ptr fnPtr dyn closure projection opaque pattern'>;
      return displayCompound(ty, options);
  }
}

function displayCompound(ty: Ty, options: DisplayOptions): string {
  const show = (part: Ty): string => displayTy(part, options);
  switch (ty.kind) {
    case 'tuple':
      return ty.elements.length === 1
        ? `(${show(ty.elements[0]!)},)`
        : `(${ty.elements.map(show).join(', ')})`;
    case 'array':
      return `[${show(ty.element)}; ${displayConst(ty.length)}]`;
    case 'slice':
      return `[${show(ty.element)}]`;
    case 'ref':
      return `&${ty.mutable ? 'mut ' : ''}${behindPointer(ty.inner, options)}`;
    case 'ptr':
      return `*${ty.mutable ? 'mut' : 'const'} ${behindPointer(ty.inner, options)}`;
    case 'fnPtr':
      return `fn(${ty.params.map(show).join(', ')})${displayRet(ty.ret, options)}`;
    case 'dyn':
      return displayDyn(ty, options);
    case 'closure':
      return `{${ty.flavor} in ${ty.owner.name}}`;
    case 'opaque':
      return `impl {of ${ty.owner.name}}`;
    case 'projection': {
      const [self, ...rest] = ty.args;
      const trait = displayDef(ty.trait, options) + displayArgs(rest, options, false);
      return `<${self ? displayArg(self, options) : '_'} as ${trait}>::${ty.name}`;
    }
    case 'pattern': {
      if (ty.base.kind === 'ptr') return `${show(ty.base)} is !null`;
      const ranges = ty.ranges.map((r) => `${displayConst(r.start)}..=${displayConst(r.end)}`);
      return `${show(ty.base)} is ${ranges.join(' | ')}`;
    }
    default:
      ty.kind satisfies Kinds<'int float bool char str never adt foreign fnDef param infer unknown'>;
      return ty.kind;
  }
}

/** A constant: its value, its parameter's name, `_`, or `{…}` for an expression. */
export function displayConst(value: Const): string {
  switch (value.kind) {
    case 'value':
      if (value.ty?.kind === 'bool') return value.value === 0n ? 'false' : 'true';
      if (value.ty?.kind === 'char') return `'${String.fromCodePoint(Number(value.value))}'`;
      return value.value.toString();
    case 'constParam':
      return value.name;
    case 'unevaluated':
      return value.expr
        ? readable(value.expr.unit.text.slice(value.expr.expr.span.start, value.expr.expr.span.end))
        : value.def.name;
    case 'constInfer':
      return '_';
    case 'constUnknown':
      return '{unknown}';
  }
}

function displayArg(arg: GenericArg, options: DisplayOptions): string {
  return isConstArg(arg) ? displayConst(arg) : displayTy(arg, options);
}

function displayArgs(args: readonly GenericArg[], options: DisplayOptions, turbofish: boolean): string {
  if (args.length === 0) return '';
  return `${turbofish ? '::' : ''}<${args.map((arg) => displayArg(arg, options)).join(', ')}>`;
}

function displayRet(ret: Ty, options: DisplayOptions): string {
  return ret.kind === 'tuple' && ret.elements.length === 0 ? '' : ` -> ${displayTy(ret, options)}`;
}

/** `&(dyn A + Send)` needs its parentheses. */
function behindPointer(inner: Ty, options: DisplayOptions): string {
  const text = displayTy(inner, options);
  return inner.kind === 'dyn' && text.includes(' + ') ? `(${text})` : text;
}

function displayDyn(ty: DynTy, options: DisplayOptions): string {
  const parts: string[] = [];
  if (ty.principal) parts.push(displayPrincipal(ty, options));
  for (const auto of ty.autos) parts.push(displayDef(auto, options));
  return `dyn ${parts.join(' + ')}`;
}

function displayPrincipal(ty: DynTy, options: DisplayOptions): string {
  const { trait, args } = ty.principal!;
  const name = displayDef(trait, options);
  const output = ty.bindings.find((b) => b.name === 'Output');
  const inputs = args[0];
  if (/^(Async)?Fn(Once|Mut)?$/.test(trait.name) && args.length === 1 && inputs?.kind === 'tuple') {
    const list = inputs.elements.map((part) => displayTy(part, options)).join(', ');
    return `${name}(${list})${output ? displayRet(output.ty, options) : ''}`;
  }
  const all = args.map((arg) => displayArg(arg, options));
  for (const b of ty.bindings) all.push(`${b.name} = ${displayTy(b.ty, options)}`);
  return all.length === 0 ? name : `${name}<${all.join(', ')}>`;
}

/** A definition's name, or its path from its crate's name down with `full`. */
export function displayDef(def: Def, options: DisplayOptions = {}): string {
  if (!options.full) return def.name;
  const names: string[] = [];
  for (let at: Def | undefined = def; at; at = at.parent) if (at.name !== '') names.unshift(at.name);
  return names.join('::');
}

/** A bound as a user writes it: `Vec<u8>: Clone`. */
export function displayTraitRef(ref: TraitRef, options: DisplayOptions = {}): string {
  const [self, ...rest] = ref.args;
  const trait = displayDef(ref.trait, options) + displayArgs(rest, options, false);
  return `${self ? displayArg(self, options) : '_'}: ${trait}`;
}

import type { Kinds } from '../../base/kinds.ts';
import type { Def } from '../../resolve/model/def.ts';
import type { Const, GenericArg, TraitRef, Ty } from './ty.ts';

/**
 * Keys of terms: two terms mean the same exactly when their keys are equal (names of parameters and types of
 * constants don't count). Terms are immutable, so key and flags are computed once per object and held weakly.
 */

/** What occurs in a term, as bits. */
export const termFlags = {
  param: 1,
  infer: 2,
  unknown: 4,
  /** A projection, opaque type or unevaluated constant: something that normalising may change. */
  alias: 8,
  /** A definition of source code, the user's or a dependency's; without it a term speaks of std alone. */
  source: 16,
  /** A lifetime as it is written; no part of the key. */
  life: 32,
} as const;

interface TermInfo {
  readonly key: string;
  readonly flags: number;
  readonly size: number;
}

const infos = new WeakMap<GenericArg, TermInfo>();

/** The canonical key of a type or constant. */
export function tyKey(term: GenericArg): string {
  return infoOf(term).key;
}

/** Which of {@link termFlags} occur anywhere in a term. */
export function flagsOf(term: GenericArg): number {
  return infoOf(term).flags;
}

/** Whether any of `flags` occurs in a term. */
export function hasFlags(term: GenericArg, flags: number): boolean {
  return (infoOf(term).flags & flags) !== 0;
}

/**
 * Parts that a term may have, far beyond what the longest chains of iterators come to. Where each alias names
 * another one twice, sixty of them are enough to fill any memory (compare rustc's `type_length_limit`).
 */
const MAX_PARTS = 50_000;

/** Why a type is given up that {@link isTooLarge}. */
export const tooLarge = `the type has more than ${MAX_PARTS} parts`;

/** How many types and constants a term is made of. */
export function partsOf(term: GenericArg): number {
  return infoOf(term).size;
}

/** Whether a type has more parts than are followed. */
export function isTooLarge(ty: Ty): boolean {
  return infoOf(ty).size > MAX_PARTS;
}

/** The type, or an unknown one if it is too large. */
export function withinLimit(ty: Ty): Ty {
  return isTooLarge(ty) ? { kind: 'unknown', reason: tooLarge } : ty;
}

/** The canonical key of a list of arguments. */
export function argsKey(args: readonly GenericArg[]): string {
  let key = '';
  for (const arg of args) key += `${tyKey(arg)},`;
  return key;
}

/** The canonical key of a trait bound. */
export function traitRefKey(ref: TraitRef): string {
  return `${ref.trait.id}<${argsKey(ref.args)}>`;
}

/** Whether a term speaks of std alone and means the same everywhere: no parameters, variables or unknown parts. */
export function isOfStd(term: GenericArg): boolean {
  return !hasFlags(term, ~(termFlags.alias | termFlags.life));
}

/** Whether two terms mean the same. */
export function sameTerm(a: GenericArg, b: GenericArg): boolean {
  return a === b || tyKey(a) === tyKey(b);
}

/** Tells a constant argument from a type. */
export function isConstArg(arg: GenericArg): arg is Const {
  switch (arg.kind) {
    case 'value':
    case 'constParam':
    case 'unevaluated':
    case 'constInfer':
    case 'constUnknown':
      return true;
    default:
      return false;
  }
}

function infoOf(term: GenericArg): TermInfo {
  const known = infos.get(term);
  if (known) return known;
  const writer = new KeyWriter();
  const key = isConstArg(term) ? writer.constant(term) : writer.type(term);
  const info = { key, flags: writer.flags, size: writer.size };
  infos.set(term, info);
  return info;
}

class KeyWriter {
  flags = 0;
  size = 1;

  #args(args: readonly GenericArg[]): string {
    let key = '';
    for (const arg of args) key += `${this.#part(arg)},`;
    return key;
  }

  #part(term: GenericArg): string {
    const info = infoOf(term);
    this.flags |= info.flags;
    this.size += info.size;
    return info.key;
  }

  #leaf(flag: number, key: string): string {
    this.flags |= flag;
    return key;
  }

  #def({ id, origin }: Def): number {
    if (origin === 'source') this.flags |= termFlags.source;
    return id;
  }

  type(ty: Ty): string {
    switch (ty.kind) {
      case 'int':
      case 'float':
        return ty.name;
      case 'bool':
      case 'char':
      case 'str':
      case 'never':
        return ty.kind;
      case 'param':
        return this.#leaf(termFlags.param, `P${ty.index}`);
      case 'infer':
        return this.#leaf(termFlags.infer, `_${ty.of === 'any' ? '' : ty.of}${ty.id}`);
      case 'unknown':
        return this.#leaf(termFlags.unknown, `?{${ty.reason}}`);
      case 'foreign':
        return `X${this.#def(ty.def)}`;
      case 'adt':
        return `${this.#def(ty.def)}<${this.#args(ty.args)}>`;
      case 'fnDef':
        return `F${this.#def(ty.def)}<${this.#args(ty.args)}>`;
      default:
        ty.kind satisfies Kinds<'tuple array slice ref ptr fnPtr dyn closure projection opaque pattern'>;
        return this.#compound(ty);
    }
  }

  #compound(ty: Ty): string {
    switch (ty.kind) {
      case 'tuple':
        return `(${this.#args(ty.elements)})`;
      case 'array':
        return `[${this.#part(ty.element)};${this.#part(ty.length)}]`;
      case 'slice':
        return `[${this.#part(ty.element)}]`;
      case 'ref':
        if (ty.life !== undefined) this.flags |= termFlags.life;
        return `&${ty.mutable ? 'm ' : ''}${this.#part(ty.inner)}`;
      case 'ptr':
        return `*${ty.mutable ? 'm ' : ''}${this.#part(ty.inner)}`;
      case 'fnPtr':
        return `fn(${this.#args(ty.params)})${this.#part(ty.ret)}`;
      case 'projection':
        this.flags |= termFlags.alias;
        return `<${this.#def(ty.trait)}:${this.#args(ty.args)}>::${ty.name}`;
      case 'opaque':
        this.flags |= termFlags.alias;
        return `O${this.#def(ty.owner)}.${ty.index}<${this.#args(ty.args)}>`;
      case 'closure':
        return `C${this.#def(ty.owner)}.${ty.offset}.${ty.flavor}<${this.#args(ty.args)}>`;
      case 'pattern':
        return `${this.#part(ty.base)} is ${ty.ranges.map((r) => `${this.#part(r.start)}..${this.#part(r.end)}`).join('|')}`;
      case 'dyn':
        return this.#dyn(ty);
      default:
        ty.kind satisfies Kinds<'int float bool char str never adt foreign fnDef param infer unknown'>;
        return ty.kind;
    }
  }

  #dyn(ty: Extract<Ty, { kind: 'dyn' }>): string {
    const principal = ty.principal
      ? `${this.#def(ty.principal.trait)}<${this.#args(ty.principal.args)}>`
      : '';
    const bindings = ty.bindings
      .map((b) => `${b.name}=${this.#part(b.ty)}`)
      .sort()
      .join(',');
    const autos = ty.autos
      .map((d) => this.#def(d))
      .sort((a, b) => a - b)
      .join('+');
    return `dyn(${principal};${bindings};${autos})`;
  }

  constant(value: Const): string {
    switch (value.kind) {
      case 'value':
        return `#${value.value}`;
      case 'constParam':
        return this.#leaf(termFlags.param, `P${value.index}`);
      case 'constInfer':
        return this.#leaf(termFlags.infer, `_c${value.id}`);
      case 'constUnknown':
        return this.#leaf(termFlags.unknown, `#?{${value.reason}}`);
      case 'unevaluated': {
        this.flags |= termFlags.alias;
        const place = value.expr ? `@${value.expr.unit.id}.${value.expr.expr.span.start}` : '';
        return `K${this.#def(value.def)}${place}<${this.#args(value.args)}>`;
      }
    }
  }
}

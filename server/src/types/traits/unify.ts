import type { Kinds } from '../../base/kinds.ts';
import type { Const, DynTy, GenericArg, Ty } from '../terms/ty.ts';
import { hasFlags, isConstArg, termFlags, tyKey } from '../terms/tyKey.ts';
import type { InferTable } from './inferTable.ts';

/** Whether two terms can be made equal. `maybe`: it depends on a variable inside a projection, or on an unknown part. */
export type Match = 'yes' | 'no' | 'maybe';

/** Both must match: `no` wins over `maybe`, which wins over `yes`. */
export function both(a: Match, b: Match): Match {
  if (a === 'no' || b === 'no') return 'no';
  return a === 'maybe' ? a : b;
}

/** Resolves a projection, an opaque type or an unevaluated constant as far as possible. */
export interface Normalizer {
  ty(ty: Ty): Ty;
  constant(value: Const): Const;
  /** While a body is inferred, opaque types of others equal themselves alone (rustc reveals them later). */
  readonly keepsOpaque: boolean;
}

/**
 * Makes terms equal by binding variables (rustc_infer's `relate`, with lifetimes and variance erased).
 * Bindings of a failed attempt are left in the table: take a snapshot before, and roll back.
 */
export class Unifier {
  readonly #table: InferTable;
  readonly #normalizer: Normalizer;
  /** Pairs with a projection that depends on open variables, for another try once more is known. */
  deferred: [Ty, Ty][] = [];

  constructor(table: InferTable, normalizer: Normalizer) {
    this.#table = table;
    this.#normalizer = normalizer;
  }

  args(a: readonly GenericArg[], b: readonly GenericArg[]): Match {
    if (a.length !== b.length) return 'no';
    let match: Match = 'yes';
    for (let i = 0; i < a.length && match !== 'no'; i++) match = both(match, this.arg(a[i]!, b[i]!));
    return match;
  }

  arg(a: GenericArg, b: GenericArg): Match {
    const aConst = isConstArg(a);
    const bConst = isConstArg(b);
    if (aConst && bConst) return this.constant(a, b);
    if (!aConst && !bConst) return this.ty(a, b);
    return a.kind === 'unknown' || b.kind === 'unknown' ? 'maybe' : 'no';
  }

  ty(left: Ty, right: Ty): Match {
    const a = this.#table.shallow(left);
    const b = this.#table.shallow(right);
    if (a === b) return 'yes';
    if (a.kind === 'infer') return this.#bind(a, b);
    if (b.kind === 'infer') return this.#bind(b, a);
    if (a.kind === 'unknown' || b.kind === 'unknown') return 'maybe';
    if (isAlias(a) || isAlias(b)) return this.#alias(a, b);
    if (!hasFlags(a, termFlags.infer | termFlags.alias | termFlags.unknown) && tyKey(a) === tyKey(b))
      return 'yes';
    return this.#structure(a, b);
  }

  #bind(variable: Extract<Ty, { kind: 'infer' }>, ty: Ty): Match {
    if (ty.kind === 'infer') {
      if (ty.id === variable.id) return 'yes';
      if (variable.of !== ty.of && variable.of !== 'any' && ty.of !== 'any') return 'no';
      // The younger variable goes, unless only the older one is open to all types.
      const keepsOlder = variable.of === ty.of ? ty.id > variable.id : ty.of === 'any';
      if (keepsOlder) {
        this.#table.bind(ty.id, variable);
        return 'yes';
      }
    } else if (variable.of !== 'any') {
      if (isAlias(ty)) return this.#bindNumeric(variable, ty);
      if (ty.kind !== variable.of && ty.kind !== 'unknown') return 'no';
    } else if (this.#table.occurs(variable.id, ty)) {
      return 'no';
    }
    this.#table.bind(variable.id, ty);
    return 'yes';
  }

  #bindNumeric(variable: Extract<Ty, { kind: 'infer' }>, alias: Ty): Match {
    const ty = this.#normalizer.ty(alias);
    return isAlias(ty) ? 'maybe' : this.ty(variable, ty);
  }

  #alias(a: Ty, b: Ty): Match {
    const left = isAlias(a) ? this.#normalizer.ty(a) : a;
    const right = isAlias(b) ? this.#normalizer.ty(b) : b;
    if (!isAlias(left) && !isAlias(right)) return this.ty(left, right);
    if (tyKey(left) === tyKey(right)) return 'yes';
    if (left.kind === 'unknown' || right.kind === 'unknown') return 'maybe';
    if (left.kind === 'infer' || right.kind === 'infer') return this.ty(left, right);
    if (left.kind === 'opaque' && right.kind === 'opaque' && this.#normalizer.keepsOpaque)
      return left.owner === right.owner && left.index === right.index
        ? this.args(left.args, right.args)
        : 'no';
    // A projection left without variables is rigid: it equals itself alone. An opaque type may yet be revealed.
    const open = (ty: Ty): boolean =>
      isAlias(ty) &&
      (ty.kind === 'opaque'
        ? !this.#normalizer.keepsOpaque
        : hasFlags(this.#table.resolve(ty), termFlags.infer | termFlags.unknown));
    if (!open(left) && !open(right)) return 'no';
    this.deferred.push([left, right]);
    return 'maybe';
  }

  /** Tries the deferred pairs again. */
  retryDeferred(): Match {
    const pairs = this.deferred;
    this.deferred = [];
    let match: Match = 'yes';
    for (const [a, b] of pairs) match = both(match, this.ty(a, b));
    return match;
  }

  #structure(a: Ty, b: Ty): Match {
    switch (a.kind) {
      case 'adt':
      case 'fnDef':
        return b.kind === a.kind && a.def === b.def ? this.args(a.args, b.args) : 'no';
      case 'closure':
        return b.kind === 'closure' && a.owner === b.owner && a.offset === b.offset
          ? this.args(a.args, b.args)
          : 'no';
      case 'tuple':
        return b.kind === 'tuple' ? this.args(a.elements, b.elements) : 'no';
      case 'array':
        return b.kind === 'array'
          ? both(this.ty(a.element, b.element), this.constant(a.length, b.length))
          : 'no';
      case 'slice':
        return b.kind === 'slice' ? this.ty(a.element, b.element) : 'no';
      case 'ref':
      case 'ptr':
        return b.kind === a.kind && a.mutable === b.mutable ? this.ty(a.inner, b.inner) : 'no';
      case 'fnPtr':
        return b.kind === 'fnPtr' ? both(this.args(a.params, b.params), this.ty(a.ret, b.ret)) : 'no';
      case 'dyn':
        return b.kind === 'dyn' ? this.#dyn(a, b) : 'no';
      case 'pattern':
        return b.kind === 'pattern' && tyKey(a) === tyKey(b) ? 'yes' : 'no';
      default:
        a.kind satisfies Kinds<'int float bool char str never foreign param projection opaque infer unknown'>;
        return tyKey(a) === tyKey(b) ? 'yes' : 'no';
    }
  }

  #dyn(a: DynTy, b: DynTy): Match {
    if (a.principal?.trait !== b.principal?.trait || a.bindings.length !== b.bindings.length) return 'no';
    const autos = new Set(a.autos);
    if (autos.size !== new Set(b.autos).size || b.autos.some((auto) => !autos.has(auto))) return 'no';
    let match = this.args(a.principal?.args ?? [], b.principal?.args ?? []);
    for (const { name, ty } of a.bindings) {
      const other = b.bindings.find((binding) => binding.name === name);
      match = other ? both(match, this.ty(ty, other.ty)) : 'no';
    }
    return match;
  }

  constant(left: Const, right: Const): Match {
    let a = this.#table.shallowConst(left);
    let b = this.#table.shallowConst(right);
    if (a.kind === 'constInfer' || b.kind === 'constInfer') return this.#bindConst(a, b);
    if (a.kind === 'unevaluated') a = this.#normalizer.constant(a);
    if (b.kind === 'unevaluated') b = this.#normalizer.constant(b);
    if (tyKey(a) === tyKey(b) && a.kind !== 'constUnknown') return 'yes';
    const decided = (c: Const): boolean => c.kind === 'value' || c.kind === 'constParam';
    return decided(a) && decided(b) ? 'no' : 'maybe';
  }

  #bindConst(a: Const, b: Const): Match {
    if (a.kind !== 'constInfer') return b.kind === 'constInfer' ? this.#bindConst(b, a) : 'maybe';
    if (b.kind === 'constInfer' && b.id === a.id) return 'yes';
    if (this.#table.occurs(a.id, b)) return 'no';
    this.#table.bind(a.id, b);
    return 'yes';
  }
}

function isAlias(ty: Ty): boolean {
  return ty.kind === 'projection' || ty.kind === 'opaque';
}

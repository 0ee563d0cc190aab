import type { Kinds } from '../base/kinds.ts';
import { isUnknown, type Unknown, unknown } from '../base/unknown.ts';
import type { ParamEnv } from '../types/model.ts';
import type { TypeQueries } from '../types/queries.ts';
import type { Ty } from '../types/terms/ty.ts';
import { tyKey } from '../types/terms/tyKey.ts';
import { type CaptureTypes, partsOf } from './fieldTypes.ts';

/**
 * Whether dropping a value runs any code. `maybe`: a generic parameter decides, so the compiler schedules the
 * drop and a monomorphic copy may leave it out.
 */
export type NeedsDrop = boolean | 'maybe' | Unknown;

/**
 * rustc's `needs_drop` (`rustc_ty_utils::needs_drop`): by the type's own `Drop`, else by its parts, with every
 * type asked about at most once. One object serves one snapshot of the types.
 */
export class DropNeeds {
  readonly #types: TypeQueries;
  readonly #captures: CaptureTypes | undefined;
  readonly #known = new Map<string, NeedsDrop>();

  constructor(types: TypeQueries, captures?: CaptureTypes) {
    this.#types = types;
    this.#captures = captures;
  }

  /** The answer for a type in an environment; the type need not be normalised. */
  of(ty: Ty, env: ParamEnv): NeedsDrop {
    const normal = this.#types.normalize(ty, env);
    const key = `${env.key}|${tyKey(normal)}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const result = this.#answer(normal, env, new Set());
    this.#known.set(key, result);
    return result;
  }

  #answer(ty: Ty, env: ParamEnv, open: Set<string>): NeedsDrop {
    switch (ty.kind) {
      case 'dyn':
        return true;
      case 'slice':
        return this.#part(ty.element, env, open);
      case 'array':
        return this.#types.evalUsize(ty.length, env) === 0n ? false : this.#part(ty.element, env, open);
      case 'tuple':
        return this.#any(ty.elements, env, open);
      case 'closure':
        // Futures are always dropped: what they hold across an await is not known when their drops are scheduled.
        return ty.flavor === 'closure' ? this.#compound(ty, env, open) : true;
      case 'adt':
        return this.#compound(ty, env, open);
      case 'param':
      case 'projection':
      case 'opaque':
        return this.#types.isCopy(ty, env).kind === 'holds' ? false : 'maybe';
      case 'pattern':
        return this.#part(ty.base, env, open);
      case 'infer':
        return ty.of === 'any' ? unknown('the type is not known') : false;
      case 'unknown':
        return ty;
      default:
        ty.kind satisfies Kinds<'int float bool char str never foreign ref ptr fnPtr fnDef'>;
        return false;
    }
  }

  #compound(ty: Extract<Ty, { kind: 'adt' | 'closure' }>, env: ParamEnv, open: Set<string>): NeedsDrop {
    const key = tyKey(ty);
    if (open.has(key)) return false;
    if (ty.kind === 'adt') {
      const adt = this.#types.adtDef(ty.def);
      // A union drops nothing by itself; `ManuallyDrop` is the one struct whose field is left alone.
      if (!isUnknown(adt) && adt.flags.manuallyDrop) return false;
      const drop = this.#types.dropImpl(ty.def);
      // A `Copy` type has no `Drop` (E0184), whatever wrote its impls.
      if (isUnknown(drop)) return this.#types.isCopy(ty, env).kind === 'holds' ? false : drop;
      if (drop) return true;
      if (!isUnknown(adt) && adt.flags.ownedBox) return true;
      if (!isUnknown(adt) && adt.kind === 'union') return false;
    }
    // What a type with generic arguments holds grows without end in polymorphic recursion.
    if (open.size > 200) return unknown('the type holds itself with ever longer arguments');
    const parts = partsOf(ty, env, this.#types, this.#captures);
    if (parts === undefined) return unknown('what the closure captures is not known');
    if (isUnknown(parts)) return parts;
    open.add(key);
    return this.#any(
      parts.variants.flatMap((v) => v.fields.map((f) => f.ty)),
      env,
      open,
    );
  }

  #part(ty: Ty, env: ParamEnv, open: Set<string>): NeedsDrop {
    const normal = this.#types.normalize(ty, env);
    const known = this.#known.get(`${env.key}|${tyKey(normal)}`);
    return known === undefined ? this.#answer(normal, env, open) : known;
  }

  #any(parts: readonly Ty[], env: ParamEnv, open: Set<string>): NeedsDrop {
    let result: NeedsDrop = false;
    for (const part of parts) {
      const one = this.#part(part, env, open);
      if (one === true) return true;
      if (isUnknown(one)) result = one;
      else if (one === 'maybe' && result === false) result = 'maybe';
    }
    return result;
  }
}

import type { Kinds } from '../base/kinds.ts';
import { isUnknown } from '../base/unknown.ts';
import { type CaptureTypes, type Parts, partsOf } from '../drops/fieldTypes.ts';
import type { DropNeeds } from '../drops/needsDrop.ts';
import type { Def } from '../resolve/model/def.ts';
import type { ParamEnv } from '../types/model.ts';
import type { TypeQueries } from '../types/queries.ts';
import type { Ty } from '../types/terms/ty.ts';
import { tyKey } from '../types/terms/tyKey.ts';
import type { OpenTypes } from './passes/openDrops.ts';
import type { PromoteTypes } from './passes/promote.ts';

/** Functions of std whose calls with constants are constants (`#[rustc_promotable]`), by where they stand. */
const PROMOTABLE: ReadonlySet<string> = new Set([
  'core::time::Duration::from_secs',
  'core::time::Duration::from_millis',
  'core::time::Duration::from_micros',
  'core::time::Duration::from_nanos',
  'core::time::Duration::new',
  'core::mem::size_of',
  'core::mem::align_of',
  'core::ptr::null',
  'core::ptr::null_mut',
  'core::ops::RangeInclusive::new',
  'core::task::RawWaker::new',
  'core::task::RawWakerVTable::new',
]);

/** What the passes over a coroutine's MIR ask about types, in one environment. */
export class TypeFacts implements OpenTypes, PromoteTypes {
  readonly #types: TypeQueries;
  readonly #env: ParamEnv;
  readonly #needs: DropNeeds;
  readonly #captures: CaptureTypes;

  constructor(types: TypeQueries, env: ParamEnv, needs: DropNeeds, captures: CaptureTypes) {
    this.#types = types;
    this.#env = env;
    this.#needs = needs;
    this.#captures = captures;
  }

  readonly needsDrop = (ty: Ty): boolean => this.#needs.of(ty, this.#env) !== false;

  readonly partsOf = (ty: Ty): ReturnType<OpenTypes['partsOf']> =>
    partsOf(this.#normal(ty), this.#env, this.#types, this.#captures);

  readonly hasDrop = (given: Ty): boolean => {
    const ty = this.#normal(given);
    return ty.kind === 'adt' && !this.isBox(ty) && this.#types.dropImpl(ty.def) !== undefined;
  };

  readonly isUnion = (given: Ty): boolean => this.#adt(given)?.kind === 'union';

  readonly isBox = (given: Ty): boolean => this.#adt(given)?.flags.ownedBox === true;

  readonly isUnsafeCell = (given: Ty): boolean => this.#adt(given)?.flags.unsafeCell === true;

  readonly lengthOf = (given: Ty): bigint | undefined => {
    const ty = this.#normal(given);
    if (ty.kind !== 'array') return undefined;
    const length = this.#types.evalUsize(ty.length, this.#env);
    return typeof length === 'bigint' ? length : undefined;
  };

  readonly isPromotable = (callee: Def): boolean => {
    for (const path of PROMOTABLE) {
      if (!path.endsWith(`::${callee.name}`)) continue;
      if (this.#types.isStd(callee, path)) return true;
    }
    return false;
  };

  readonly isFreeze = (ty: Ty): boolean => this.#freezes(ty, new Set());

  /** Whether a type has no values (`is_inhabited_from`, without regard to private fields of other crates). */
  readonly isUninhabited = (ty: Ty): boolean => this.#isEmpty(ty, new Set());

  #normal(ty: Ty): Ty {
    return this.#types.normalize(ty, this.#env);
  }

  #adt(given: Ty) {
    const ty = this.#normal(given);
    const adt = ty.kind === 'adt' ? this.#types.adtDef(ty.def) : undefined;
    return adt && !isUnknown(adt) ? adt : undefined;
  }

  #freezes(given: Ty, open: Set<string>): boolean {
    const ty = this.#normal(given);
    switch (ty.kind) {
      case 'array':
      case 'slice':
        return this.#freezes(ty.element, open);
      case 'tuple':
      case 'adt':
      case 'closure': {
        if (this.isUnsafeCell(ty)) return false;
        const key = tyKey(ty);
        if (open.has(key) || open.size > 200) return open.has(key);
        open.add(key);
        return this.#every(ty, (field) => this.#freezes(field, open));
      }
      case 'param':
      case 'projection':
      case 'opaque':
      case 'dyn':
      case 'foreign':
      case 'unknown':
      case 'infer':
        return false;
      default:
        ty.kind satisfies Kinds<'int float bool char str never ref ptr fnPtr fnDef pattern'>;
        return true;
    }
  }

  #every(ty: Ty, test: (field: Ty) => boolean): boolean {
    const parts = this.partsOf(ty);
    if (!parts || isUnknown(parts)) return false;
    return parts.variants.every((variant) => variant.fields.every((field) => test(field.ty)));
  }

  #isEmpty(given: Ty, open: Set<string>): boolean {
    const ty = this.#normal(given);
    if (ty.kind === 'never') return true;
    if (ty.kind === 'array') return this.lengthOf(ty) !== 0n && this.#isEmpty(ty.element, open);
    if (ty.kind !== 'tuple' && ty.kind !== 'adt') return false;
    const key = tyKey(ty);
    if (open.has(key) || open.size > 50) return false;
    open.add(key);
    const parts = this.partsOf(ty);
    open.delete(key);
    if (!parts || isUnknown(parts) || parts.adt?.kind === 'union') return false;
    const empty = (variant: Parts['variants'][number]) =>
      variant.fields.some((f) => this.#isEmpty(f.ty, open));
    return parts.variants.every(empty);
  }
}

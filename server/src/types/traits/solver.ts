import type { Slot } from '../../base/memo/cycleGuard.ts';
import { slotIn } from '../../base/memo/query.ts';
import type { Def } from '../../resolve/model/def.ts';
import type { ImplIndex } from '../items/implIndex.ts';
import { isAutoTrait } from '../items/impls.ts';
import { emptyParamEnv, type ParamEnv } from '../model.ts';
import { displayTraitRef, displayTy } from '../terms/displayTy.ts';
import type { GenericArg, ProjectionTy, TraitRef, Ty } from '../terms/ty.ts';
import { hasFlags, isOfStd, termFlags, traitRefKey, tyKey } from '../terms/tyKey.ts';
import type { TypeCx } from '../typeCx.ts';
import { Search } from './search.ts';
import { maybe, NO, type Verdict, YES } from './verdict.ts';

/** How deep goals may nest. typenum's arithmetic on 64-bit numbers needs about a hundred. */
const MAX_DEPTH = 220;

/**
 * Trait selection and projection (rustc_trait_selection), memoised for goals without inference variables.
 * One per analysis. A goal that leads back to itself holds if its trait is coinductive (auto traits, `Sized`)
 * and fails otherwise; see `CycleGuard` for what may be kept of such answers.
 */
export class TraitSolver {
  readonly cx: TypeCx;
  readonly impls: ImplIndex;
  readonly #goals = new Map<string, Slot<Verdict>>();
  readonly #projections = new Map<string, Slot<GenericArg>>();
  readonly #std: TraitSolver | undefined;
  #depth = 0;

  /** `std` remembers what concerns std alone. */
  constructor(cx: TypeCx, impls: ImplIndex, std: TraitSolver | undefined) {
    this.#std = std;
    this.cx = cx;
    this.impls = impls;
  }

  /** Decides a goal without inference variables. */
  ground(ref: TraitRef, env: ParamEnv): Verdict {
    const used = ref.args.some((arg) => hasFlags(arg, termFlags.param)) ? env : emptyParamEnv;
    if (this.#std && used.key === '' && ref.trait.origin === 'facts' && ref.args.every(isOfStd))
      return this.#std.ground(ref, emptyParamEnv);
    const key = `${used.key}|${traitRefKey(ref)}`;
    const slot = slotIn(this.#goals, key);
    if (slot.answer) return slot.answer.value;
    const overflow = (): Verdict => maybe(`whether \`${displayTraitRef(ref)}\` holds nests too deep`);
    if (this.#depth >= MAX_DEPTH) return overflow();
    const standIn = slot.open && this.isCoinductive(ref.trait) ? YES : NO;
    this.#depth++;
    try {
      const compute = (): Verdict => new Search(this, used).select(ref);
      return this.cx.guard.answer(slot, standIn, compute, overflow());
    } finally {
      this.#depth--;
    }
  }

  /**
   * What a projection without inference variables stands for: another term, itself where a parameter keeps it
   * open, or unknown with the reason.
   */
  project(projection: ProjectionTy, env: ParamEnv): GenericArg {
    const used = hasFlags(projection, termFlags.param) ? env : emptyParamEnv;
    if (this.#std && isOfStd(projection)) return this.#std.project(projection, emptyParamEnv);
    const key = `${used.key}|${tyKey(projection)}`;
    const slot = slotIn(this.#projections, key);
    if (slot.answer) return slot.answer.value;
    const failed = (why: string): Ty => ({
      kind: 'unknown',
      reason: `\`${displayTy(projection)}\` ${why}`,
    });
    if (this.#depth >= MAX_DEPTH) return failed('nests too deep');
    this.#depth++;
    try {
      const compute = (): GenericArg => {
        const found = new Search(this, used).project(projection);
        return found ?? failed('can not be resolved');
      };
      return this.cx.guard.answer(
        slot,
        failed('is defined by itself'),
        compute,
        failed('takes too many steps'),
      );
    } finally {
      this.#depth--;
    }
  }

  /** Whether a goal may be met by itself (rustc's `trait_is_coinductive`). */
  isCoinductive(trait: Def): boolean {
    return isAutoTrait(trait, this.cx) || this.cx.isStd(trait, 'core::marker::Sized');
  }
}

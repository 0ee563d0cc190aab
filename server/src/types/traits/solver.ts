import { Fuel, type FuelLimits } from '../../base/fuel.ts';
import type { Slot } from '../../base/memo/cycleGuard.ts';
import { slotIn } from '../../base/memo/query.ts';
import type { Def } from '../../resolve/model/def.ts';
import type { ImplIndex } from '../items/implIndex.ts';
import { isAutoTrait } from '../items/impls.ts';
import { emptyParamEnv, type ParamEnv } from '../model.ts';
import { displayTraitRef, displayTy } from '../terms/displayTy.ts';
import type { GenericArg, ProjectionTy, TraitRef, Ty } from '../terms/ty.ts';
import { hasFlags, isOfStd, partsOf, termFlags, traitRefKey, tyKey } from '../terms/tyKey.ts';
import type { TypeCx } from '../typeCx.ts';
import { Search } from './search.ts';
import { maybe, NO, type Verdict, YES } from './verdict.ts';

/** How deep goals may nest. typenum's arithmetic on 64-bit numbers needs about a hundred. */
const MAX_DEPTH = 220;

/**
 * For one question and all goals it leads to. A step is a goal, or a thousand parts of the types in it: bounds like
 * `Option<(T, T)>: Trait` double their type each time, and two of them double the number of goals.
 */
const goalLimits: FuelLimits = { steps: 10_000, size: 800_000 };

/**
 * Trait selection and projection (rustc_trait_selection), memoised for goals without inference variables.
 * One per analysis. A goal that leads back to itself holds if its trait is coinductive (auto traits, `Sized`)
 * and fails otherwise; see `CycleGuard` for what may be kept of such answers.
 */
export class TraitSolver {
  readonly cx: TypeCx;
  readonly impls: ImplIndex;
  readonly #goals = new Map<string, Slot<Verdict>>();
  readonly #openGoals = new Map<string, Map<string, Verdict>>();
  readonly #projections = new Map<string, Slot<GenericArg>>();
  readonly #std: TraitSolver | undefined;
  /** Questions for which there was not enough fuel. */
  readonly #hopeless = new Set<string>();
  #fuel = new Fuel(goalLimits);
  #depth = 0;

  /** `std` remembers what concerns std alone. */
  constructor(cx: TypeCx, impls: ImplIndex, std: TraitSolver | undefined) {
    this.#std = std;
    this.cx = cx;
    this.impls = impls;
  }

  /**
   * The answers to goals with open variables that bind none of them, by the goals' canonical keys; undefined while
   * another goal is being decided, whose provisional answers they might hang on. `inBody`: opaque types stay opaque.
   */
  openGoals(env: ParamEnv, inBody: boolean): Map<string, Verdict> | undefined {
    if (this.#depth > 0 || this.cx.guard.exhausted) return undefined;
    const key = `${inBody} ${env.key}`;
    let known = this.#openGoals.get(key);
    if (!known) {
      known = new Map();
      this.#openGoals.set(key, known);
    }
    return known;
  }

  /** Decides a goal without inference variables. */
  ground(ref: TraitRef, env: ParamEnv): Verdict {
    const used = ref.args.some((arg) => hasFlags(arg, termFlags.param)) ? env : emptyParamEnv;
    if (this.#std && used.key === '' && ref.trait.origin === 'facts' && ref.args.every(isOfStd))
      return this.#std.ground(ref, emptyParamEnv);
    const key = `${used.key}|${traitRefKey(ref)}`;
    const slot = slotIn(this.#goals, key);
    if (slot.answer) return slot.answer.value;
    const overflow = (why = 'nests too deep'): Verdict =>
      maybe(`whether \`${shortened(displayTraitRef(ref))}\` holds ${why}`);
    if (this.#depth >= MAX_DEPTH || this.cx.guard.exhausted) return overflow();
    if (!this.#pay(key, ref.args)) return overflow('takes too many steps to tell');
    const standIn = slot.open && this.isCoinductive(ref.trait) ? YES : NO;
    return this.#within(key, () =>
      this.cx.guard.answer<Verdict>(slot, standIn, () => new Search(this, used).select(ref), standIn),
    );
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
    if (this.cx.guard.exhausted || !this.#pay(key, projection.args)) return failed('takes too many steps');
    const compute = (): GenericArg =>
      new Search(this, used).project(projection) ?? failed('can not be resolved');
    return this.#within(key, () =>
      slot.open
        ? this.cx.guard.answer(slot, failed('is defined by itself'), compute)
        : this.cx.guard.answer<GenericArg>(slot, PENDING, compute),
    );
  }

  /** Takes the price of one more goal; false where too much was spent on the way to it. */
  #pay(key: string, args: readonly GenericArg[]): boolean {
    if (this.#depth === 0) {
      if (this.#hopeless.has(key)) return false;
      this.#fuel = new Fuel(goalLimits);
    }
    const parts = args.reduce((sum, arg) => sum + partsOf(arg), 0);
    return this.#fuel.take(1) && this.#fuel.make(parts);
  }

  #within<T>(key: string, answer: () => T): T {
    this.#depth++;
    try {
      return answer();
    } finally {
      this.#depth--;
      if (this.#depth === 0 && this.#fuel.isEmpty()) this.#hopeless.add(key);
    }
  }

  /** Whether a goal may be met by itself (rustc's `trait_is_coinductive`). */
  isCoinductive(trait: Def): boolean {
    return isAutoTrait(trait, this.cx) || this.cx.isStd(trait, 'core::marker::Sized');
  }
}

/** Stands in for a projection while it is being computed; nobody sees it. */
const PENDING: Ty = { kind: 'unknown', reason: 'is defined by itself' };

/** A reason must fit on a line. */
function shortened(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}

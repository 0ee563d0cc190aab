import { foldParts, type TermFolder } from '../../types/terms/fold.ts';
import type { Const, GenericArg, Ty } from '../../types/terms/ty.ts';
import { hasFlags, isConstArg, termFlags } from '../../types/terms/tyKey.ts';
import type { ExprMeaning, PatternMeaning } from '../meanings.ts';
import type { Adjustment, BlockInfo, Callee, ExprInfo, PatternInfo } from '../typedBody.ts';
import type { BodyCx } from './bodyCx.ts';
import type { ExprDraft } from './drafts.ts';

/**
 * Replaces inference variables in all that was found (rustc_hir_typeck's `writeback`). A variable that is still
 * open becomes `unknown`: with the first gap of the body as its reason, since that is what it depends on.
 */
export class Writeback implements TermFolder {
  readonly #cx: BodyCx;
  readonly #reason: string;

  constructor(cx: BodyCx) {
    this.#cx = cx;
    this.#reason = cx.drafts.gaps[0]?.reason ?? 'the type is not inferred';
  }

  /** As a `TermFolder`: the final form of a type. */
  ty(ty: Ty): Ty {
    if (!hasFlags(ty, termFlags.infer | termFlags.alias)) return ty;
    const at = this.#cx.shallow(ty);
    if (at.kind === 'infer') return { kind: 'unknown', reason: this.#reason };
    if (at.kind === 'closure') return this.#closure(at);
    return foldParts(at, this);
  }

  /** As a `TermFolder`. */
  constant(value: Const): Const {
    const at = this.#cx.search.constant(value);
    return at.kind === 'constInfer' ? { kind: 'constUnknown', reason: this.#reason } : at;
  }

  /** The closures of this body lose the variable that marked them as open. */
  #closure(ty: Extract<Ty, { kind: 'closure' }>): Ty {
    const identity = this.#cx.types.identityArgs(this.#cx.owner);
    const own = ty.owner === this.#cx.owner && ty.args.length === identity.length + 1;
    return own ? { ...ty, args: ty.args.slice(0, -1).map((arg) => this.arg(arg)) } : foldParts(ty, this);
  }

  /** The final form of any type, normalised. */
  final(ty: Ty): Ty {
    return this.ty(this.#cx.norm(ty));
  }

  arg(arg: GenericArg): GenericArg {
    return isConstArg(arg) ? this.constant(arg) : this.final(arg);
  }

  callee({ def, args }: Callee): Callee {
    return { def, args: args.map((arg) => this.arg(arg)) };
  }

  adjustment(adjustment: Adjustment, mutated: boolean): Adjustment {
    const ty = this.final(adjustment.ty);
    if (adjustment.kind === 'deref' && adjustment.overloaded)
      return { ...adjustment, overloaded: { mutable: mutated }, ty };
    return { ...adjustment, ty };
  }

  expr(draft: ExprDraft): ExprInfo {
    const { unit, adjustments, place, diverges, meaning, mutated = false } = draft;
    return {
      unit,
      ty: this.final(draft.ty),
      adjustments: adjustments.map((a) => this.adjustment(a, mutated)),
      place,
      diverges,
      ...(meaning && { meaning: this.meaning(meaning, mutated) }),
    };
  }

  meaning(meaning: ExprMeaning, mutated: boolean): ExprMeaning {
    switch (meaning.kind) {
      case 'item':
      case 'method':
        return { ...meaning, callee: this.callee(meaning.callee) };
      case 'call':
        return meaning.callee ? { ...meaning, callee: this.callee(meaning.callee) } : meaning;
      case 'overloaded':
        return this.#overloaded(meaning, mutated);
      case 'struct': {
        const baseFields = meaning.baseFields.map(({ index, ty }) => ({ index, ty: this.final(ty) }));
        return { ...meaning, ty: this.final(meaning.ty), baseFields };
      }
      case 'for':
        return { ...meaning, iterator: this.final(meaning.iterator), item: this.final(meaning.item) };
      case 'try': {
        const { output, residual, target } = meaning;
        return {
          kind: 'try',
          output: this.final(output),
          residual: this.final(residual),
          target: this.final(target),
        };
      }
      case 'await':
        return { ...meaning, future: this.final(meaning.future) };
      default:
        return meaning;
    }
  }

  /** `Index` and `Deref` in a place that is written to are `IndexMut` and `DerefMut`. */
  #overloaded(meaning: Extract<ExprMeaning, { kind: 'overloaded' }>, mutated: boolean): ExprMeaning {
    const callee = this.callee(meaning.callee);
    const place = callee.def.name === 'index' || callee.def.name === 'deref';
    if (!mutated || !place) return { ...meaning, callee };
    const path = callee.def.name === 'index' ? 'core::ops::IndexMut' : 'core::ops::DerefMut';
    const trait = this.#cx.types.stdDef(path);
    const def = trait && this.#cx.types.members(trait).find((m) => m.kind === 'fn');
    return def
      ? { ...meaning, callee: { def, args: callee.args }, borrows: 'refMut' }
      : { ...meaning, callee };
  }

  pattern({
    unit,
    ty,
    derefs,
    meaning,
  }: { -readonly [K in keyof PatternInfo]: PatternInfo[K] }): PatternInfo {
    return {
      unit,
      ty: this.final(ty),
      derefs: derefs.map((d) => this.final(d)),
      ...(meaning && { meaning: this.#patternMeaning(meaning) }),
    };
  }

  #patternMeaning(meaning: PatternMeaning): PatternMeaning {
    return meaning.kind === 'binding' && meaning.mode === 'move'
      ? { ...meaning, mode: meaning.local.mode }
      : meaning;
  }

  block({ ty, diverges, scope }: BlockInfo): BlockInfo {
    return { ty: this.final(ty), diverges, scope };
  }

  /** Settles the variables in place: every meaning refers to them. */
  locals(): void {
    for (const local of this.#cx.drafts.locals) {
      local.ty = this.final(local.ty);
      if (local.mode !== 'move') continue;
      const copy = this.#cx.types.isCopy(local.ty, this.#cx.env);
      if (copy.kind === 'holds') local.mode = 'copy';
    }
  }
}

import type { Slot } from '../base/memo/cycleGuard.ts';
import { slotIn } from '../base/memo/query.ts';
import { type Unknown, unknown } from '../base/unknown.ts';
import type { Def } from '../resolve/model/def.ts';
import type { Path, TypeSyntax } from '../syntax/ast.ts';
import { ConstEvaluator } from './consts/evaluate.ts';
import { DefinitionQueries } from './definitionQueries.ts';
import { ImplIndex } from './items/implIndex.ts';
import { computeAsyncOutput, computeOpaqueBounds, reveal } from './items/opaques.ts';
import { computeMetadataTy, computePointee, computeStructTail } from './items/pointee.ts';
import { lowerTraitRef } from './lower/lowerBounds.ts';
import { unknownTy } from './lower/lowerCx.ts';
import { lowerType } from './lower/lowerTypes.ts';
import { lowerValue } from './lower/lowerValues.ts';
import {
  emptyParamEnv,
  type Outcome,
  type ParamEnv,
  type PointeeMetadata,
  type Predicate,
  type Selection,
  type ValueItem,
} from './model.ts';
import type { ItemEnv } from './queries.ts';
import { substitute } from './terms/fold.ts';
import type { ClosureTy, Const, GenericArg, ProjectionTy, TraitRef, Ty } from './terms/ty.ts';
import { hasFlags, isOfStd, termFlags, tyKey } from './terms/tyKey.ts';
import { InferTable } from './traits/inferTable.ts';
import { type BodyInProgress, Search } from './traits/search.ts';
import { TraitQueries } from './traits/traitQueries.ts';
import type { LowerEnv, OpaqueTy, TypeCx, TypeInputs } from './typeCx.ts';

/**
 * The types of one analysis: owns every memo of this layer. All answers are lazy, cycle-safe and stable while
 * the snapshot lives. See `TypeQueries` for what may be asked, `TypeCx` for what its own parts ask.
 */
export class TypeContext extends DefinitionQueries implements TypeCx {
  readonly #std: TypeContext | undefined;
  readonly #impls: ImplIndex;
  readonly #traits: TraitQueries;
  readonly #consts: ConstEvaluator;
  readonly #normal = new Map<string, Slot<Ty>>();

  /** `std`, a context of the same facts and target, answers what concerns std alone, and outlives this. */
  constructor(inputs: TypeInputs, std?: TypeContext) {
    super(inputs, std);
    this.#std = std;
    this.#impls = new ImplIndex(this, std ? std.#impls : undefined);
    this.#traits = new TraitQueries(this, this.#impls, std ? std.#traits : undefined);
    this.#consts = new ConstEvaluator(this, std ? std.#consts : undefined);
  }

  protected override get cx(): TypeCx {
    return this;
  }

  fieldTy(field: Ty, adtArgs: readonly GenericArg[], env: ParamEnv): Ty {
    return this.normalize(substitute(field, adtArgs), env);
  }

  matchImpl(impl: Def, self: Ty, env: ParamEnv): readonly GenericArg[] | undefined {
    return this.#traits.matchImpl(impl, self, env);
  }
  matchTrait(trait: Def, self: Ty, env: ParamEnv): TraitRef | Unknown | undefined {
    return this.#traits.matchTrait(trait, self, env);
  }

  // ------------------------------------------------------------------------------------ syntax to terms
  envOf(def: Def): ItemEnv | undefined {
    return def.origin === 'source' ? { scope: def.scope, unit: def.unit, owner: def } : undefined;
  }

  lowerIn(syntax: TypeSyntax, env: LowerEnv): Ty {
    return lowerType({ cx: this, env }, syntax);
  }

  lowerTy(syntax: TypeSyntax, env: ItemEnv, infer?: () => Ty): Ty {
    return this.lowerIn(syntax, { ...env, infer });
  }

  lowerTraitPath(path: Path, self: Ty, env: ItemEnv): TraitRef | Unknown {
    return lowerTraitRef({ cx: this, env }, path, self);
  }

  lowerValuePath(path: Path, env: ItemEnv, infer?: () => Ty): ValueItem {
    return lowerValue({ cx: this, env: { ...env, infer } }, path);
  }

  // ------------------------------------------------------------------------------------ opaque types
  opaqueBounds(owner: Def, index: number): readonly Predicate[] {
    return this.elaborated(computeOpaqueBounds(owner, index, this)).predicates;
  }

  revealOpaque(ty: OpaqueTy): Ty {
    return reveal(ty, this);
  }

  asyncOutput(ty: ClosureTy): Ty {
    return computeAsyncOutput(ty, this);
  }

  // ------------------------------------------------------------------------------------ traits
  searchFor(env: ParamEnv, body: BodyInProgress): Search {
    return new Search(this.#traits.solver, env, new InferTable(), body);
  }

  select(ref: TraitRef, env: ParamEnv): Selection {
    return this.#traits.select(ref, env);
  }

  holds(ref: TraitRef, env: ParamEnv): Outcome {
    return this.#traits.holds(ref, env);
  }

  implements(ty: Ty, stdTrait: string, env: ParamEnv): Outcome {
    const trait = this.stdDef(stdTrait);
    if (!trait) return { kind: 'ambiguous', reason: `the facts of std have no \`${stdTrait}\`` };
    return this.holds({ trait, args: [ty] }, env);
  }

  normalize(ty: Ty, env: ParamEnv): Ty {
    if (!hasFlags(ty, termFlags.alias)) return ty;
    if (this.#std && isOfStd(ty)) return this.#std.normalize(ty, emptyParamEnv);
    const key = `${hasFlags(ty, termFlags.param) ? env.key : ''}|${tyKey(ty)}`;
    const slot = slotIn(this.#normal, key);
    const cyclic = (): Ty => unknownTy('a type is defined by itself');
    return this.guard.answer(slot, cyclic(), () => this.#traits.normalize(ty, env));
  }

  normalizeProjection(projection: ProjectionTy, env: ParamEnv): GenericArg {
    return this.#traits.project(projection, env);
  }

  isCopy(ty: Ty, env: ParamEnv): Outcome {
    return this.implements(ty, 'core::marker::Copy', env);
  }

  isSized(ty: Ty, env: ParamEnv): Outcome {
    return this.implements(ty, 'core::marker::Sized', env);
  }

  dropImpl(adt: Def): Def | Unknown | undefined {
    return this.#traits.dropImpl(adt);
  }

  structTail(ty: Ty, env: ParamEnv): Ty {
    return computeStructTail(ty, env, this);
  }

  pointee(ty: Ty, env: ParamEnv): PointeeMetadata {
    return computePointee(ty, env, this);
  }

  metadataTy(ty: Ty, env: ParamEnv): Ty | undefined {
    return computeMetadataTy(ty, env, this);
  }

  inherentImpls(ty: Ty): readonly Def[] {
    return this.#impls.inherentImpls(ty);
  }

  implsOfTrait(trait: Def, self?: Ty): readonly Def[] {
    return this.#impls.candidates(trait, [self ?? { kind: 'infer', id: 0, of: 'any' }]);
  }

  resolveAssoc(
    ref: TraitRef,
    name: string,
    env: ParamEnv,
  ): { def: Def; args: readonly GenericArg[] } | Unknown {
    return this.#traits.resolveAssoc(ref, name, env);
  }

  // ------------------------------------------------------------------------------------ constants
  evalConst(value: Const, env: ParamEnv): Const {
    return this.#consts.evaluate(value, env);
  }

  evalUsize(value: Const, env: ParamEnv): bigint | undefined | Unknown {
    const result = this.evalConst(value, env);
    if (result.kind === 'value') return result.value;
    return result.kind === 'constUnknown' ? unknown(result.reason) : undefined;
  }
}

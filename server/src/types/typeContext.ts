import type { CfgSet } from '../base/cfg.ts';
import { isUnknown, type Unknown, unknown } from '../base/unknown.ts';
import type { FactsRecord } from '../facts/format.ts';
import { CycleGuard, type Slot } from '../resolve/cycleGuard.ts';
import type { Def, FactsDef } from '../resolve/def.ts';
import type { ResolutionQueries } from '../resolve/resolver.ts';
import type { Path, TypeSyntax } from '../syntax/ast.ts';
import type { AdtDef } from './adt.ts';
import { computeAdt } from './adts.ts';
import { computeAssocTrait, computeOwnBounds, computeProjectionBounds } from './bounds.ts';
import { ConstEvaluator } from './consts/evaluate.ts';
import { FactsTerms } from './factsTerms.ts';
import { substitute } from './fold.ts';
import { argumentImplTraits, computeGenerics, identityOf } from './generics.ts';
import { ImplIndex } from './implIndex.ts';
import {
  computeImplHeader,
  computeImplSelf,
  computeImplTrait,
  computeTraitInfo,
  factsId,
  isAutoTrait,
} from './impls.ts';
import { lowerTraitRef } from './lower/lowerBounds.ts';
import { unknownTy } from './lower/lowerCx.ts';
import { lowerType } from './lower/lowerTypes.ts';
import { lowerValue } from './lower/lowerValues.ts';
import type {
  FnSig,
  Generics,
  ImplHeader,
  Outcome,
  ParamEnv,
  PointeeMetadata,
  Predicate,
  Selection,
  TraitInfo,
  ValueItem,
} from './model.ts';
import { computeAsyncOutput, computeOpaqueBounds, reveal } from './opaques.ts';
import { Parsing } from './parsing.ts';
import { computeMetadataTy, computePointee, computeStructTail } from './pointee.ts';
import { computePredicates, computeSuperPredicates, elaborate } from './predicates.ts';
import type { ItemEnv } from './queries.ts';
import { Query, slotIn } from './query.ts';
import { computeFnSig } from './signatures.ts';
import { InferTable } from './traits/inferTable.ts';
import { type BodyInProgress, Search } from './traits/search.ts';
import { TraitQueries } from './traits/traitQueries.ts';
import type { ClosureTy, Const, GenericArg, ProjectionTy, TraitRef, Ty } from './ty.ts';
import { hasFlags, termFlags, tyKey } from './tyKey.ts';
import type { LazyBound, LowerEnv, OpaqueTy, TypeCx, TypeInputs } from './typeCx.ts';
import { computeConstParamTy, computeDefault, computeTypeOf } from './typeOf.ts';

/**
 * The types of one analysis: owns every memo of this layer. All answers are lazy, cycle-safe and stable while
 * the snapshot lives. See `TypeQueries` for what may be asked, `TypeCx` for what its own parts ask.
 */
export class TypeContext implements TypeCx {
  readonly inputs: TypeInputs;
  readonly resolver: ResolutionQueries;
  readonly parsing: Parsing;
  readonly guard = new CycleGuard();
  readonly #impls: ImplIndex;
  readonly #traits: TraitQueries;
  readonly #consts: ConstEvaluator;
  readonly #std = new Map<string, Def | undefined>();
  readonly #stdPaths = new Map<Def, string>();
  readonly #cyclicTy = (def: Def): Ty => unknownTy(`\`${def.name}\` is defined by itself`);
  readonly #cyclic = (def: Def): Unknown => unknown(`\`${def.name}\` is defined by itself`);

  readonly #generics = this.#query<Generics>(
    (def) => computeGenerics(def, this),
    (def) => ({ def, own: [], parentCount: 0, count: 0 }),
  );
  readonly #identity = this.#query<readonly GenericArg[]>(
    (def) => identityOf(this.genericsOf(def)),
    () => [],
  );
  readonly #predicates = this.#query<readonly Predicate[]>(
    (def) => computePredicates(def, this),
    () => [],
  );
  readonly #super = this.#query<readonly Predicate[]>(
    (def) => computeSuperPredicates(def, this),
    () => [],
  );
  readonly #paramEnvs = this.#query<ParamEnv>(
    (def) => elaborate(this.predicatesOf(def), this),
    () => ({ key: 'cycle', predicates: [] }),
  );
  readonly #adts = this.#query<AdtDef | Unknown>((def) => computeAdt(def, this), this.#cyclic);
  readonly #types = this.#query<Ty>((def) => computeTypeOf(def, this), this.#cyclicTy);
  readonly #sigs = this.#query<FnSig | Unknown>((def) => computeFnSig(def, this), this.#cyclic);
  readonly #implSelf = this.#query<Ty>((def) => computeImplSelf(def, this), this.#cyclicTy);
  readonly #implHeaders = this.#query<ImplHeader | Unknown>(
    (def) => computeImplHeader(def, this),
    this.#cyclic,
  );
  readonly #traitInfos = this.#query<TraitInfo | Unknown>((def) => computeTraitInfo(def, this), this.#cyclic);
  readonly #synthetic = this.#query<readonly TypeSyntax[]>(
    (def) => (def.origin === 'source' && def.item.kind === 'fn' ? argumentImplTraits(def.item) : []),
    () => [],
  );
  readonly #bounds = new Query<string, readonly LazyBound[]>(
    this.guard,
    (key) => this.#boundsByKey(key),
    () => [],
  );
  readonly #boundDefs = new Map<string, { readonly def: Def; readonly index: number }>();
  readonly #normal = new Map<string, Slot<Ty>>();

  constructor(inputs: TypeInputs) {
    this.inputs = inputs;
    this.resolver = inputs.resolver;
    this.parsing = new Parsing(inputs.parser);
    this.#impls = new ImplIndex(this);
    this.#traits = new TraitQueries(this, this.#impls);
    this.#consts = new ConstEvaluator(this);
  }

  #query<V>(compute: (def: Def) => V, onCycle: (def: Def) => V): Query<Def, V> {
    return new Query(this.guard, compute, onCycle);
  }

  // ------------------------------------------------------------------------------------ definitions
  genericsOf(def: Def): Generics {
    return this.#generics.get(def);
  }

  identityArgs(def: Def): readonly GenericArg[] {
    return this.#identity.get(def);
  }

  defaultOf(def: Def, index: number): GenericArg | undefined {
    return computeDefault(def, index, this);
  }

  predicatesOf(def: Def): readonly Predicate[] {
    return this.#predicates.get(def);
  }

  paramEnvOf(def: Def): ParamEnv {
    return this.#paramEnvs.get(def);
  }

  superPredicates(trait: Def): readonly Predicate[] {
    return this.#super.get(trait);
  }

  elaborated(predicates: readonly Predicate[]): ParamEnv {
    return elaborate(predicates, this);
  }

  adtDef(def: Def): AdtDef | Unknown {
    return this.#adts.get(def);
  }

  fieldTy(field: Ty, adtArgs: readonly GenericArg[], env: ParamEnv): Ty {
    return this.normalize(substitute(field, adtArgs), env);
  }

  typeOf(def: Def): Ty {
    return this.#types.get(def);
  }

  instantiate(def: Def, args: readonly GenericArg[]): Ty {
    return substitute(this.typeOf(def), args);
  }

  fnSig(def: Def): FnSig | Unknown {
    return this.#sigs.get(def);
  }

  implSelf(impl: Def): Ty {
    return this.#implSelf.get(impl);
  }

  matchImpl(impl: Def, self: Ty, env: ParamEnv): readonly GenericArg[] | undefined {
    return this.#traits.matchImpl(impl, self, env);
  }

  implTrait(impl: Def): LazyBound | undefined {
    const bound = computeImplTrait(impl, this);
    return bound === undefined || isUnknown(bound) ? undefined : bound;
  }

  implHeader(def: Def): ImplHeader | Unknown {
    return this.#implHeaders.get(def);
  }

  traitInfo(def: Def): TraitInfo | Unknown {
    return this.#traitInfos.get(def);
  }

  isAuto(trait: Def): boolean {
    return isAutoTrait(trait, this);
  }

  members(def: Def): readonly Def[] {
    return this.resolver.membersOf(def);
  }

  syntheticParams(def: Def): readonly TypeSyntax[] {
    return this.#synthetic.get(def);
  }

  // ------------------------------------------------------------------------------------ std, facts
  stdDef(path: string): Def | undefined {
    if (!this.#std.has(path)) this.#std.set(path, this.#findStd(path));
    return this.#std.get(path);
  }

  #findStd(path: string): Def | undefined {
    const { facts } = this.inputs;
    const [crate, ...names] = path.split('::');
    let at = crate === undefined ? undefined : facts?.crate(crate)?.id;
    for (const name of names) {
      const target = at && facts?.child(at, name, 'type');
      if (target?.kind !== 'item') return undefined;
      at = target.id;
    }
    return at && this.resolver.factsDef(at);
  }

  stdPath(def: Def): string | undefined {
    if (def.origin !== 'facts' || !this.inputs.facts) return undefined;
    let path = this.#stdPaths.get(def);
    if (path === undefined) {
      path = this.inputs.facts.path(factsId(def));
      this.#stdPaths.set(def, path);
    }
    return path;
  }

  isStd(def: Def, stdPath: string): boolean {
    return def.origin === 'facts' && (this.stdPath(def) === stdPath || this.stdDef(stdPath) === def);
  }

  record(def: FactsDef): FactsRecord | undefined {
    return this.inputs.facts?.record(factsId(def));
  }

  factsTerms(owner: Def): FactsTerms {
    return new FactsTerms(owner, {
      defOf: (id) => this.resolver.factsDef(id),
      identityArgs: (def) => this.identityArgs(def),
      assocTrait: (ref, name) => this.findAssocTrait([{ trait: ref.trait, ref: () => ref }], name),
    });
  }

  pointerBits(): number {
    const { pointerBits, layout } = this.inputs;
    if (pointerBits !== undefined) return pointerBits;
    const usize = layout?.sizeOf({ kind: 'int', name: 'usize' });
    return usize && !isUnknown(usize) ? usize.size * 8 : 64;
  }

  constParamTy(owner: Def, index: number): Ty | undefined {
    return computeConstParamTy(owner, index, this);
  }

  cfgOf(crate: string): CfgSet {
    const missing = unknown(`the cfg of crate \`${crate}\` is not known`);
    return this.resolver.crateInfo(crate)?.cfg ?? { option: () => missing };
  }

  // ------------------------------------------------------------------------------------ bounds
  ownBounds(def: Def, index: number): readonly LazyBound[] {
    const key = `${def.id}.${index}`;
    if (!this.#boundDefs.has(key)) this.#boundDefs.set(key, { def, index });
    return this.#bounds.get(key);
  }

  #boundsByKey(key: string): readonly LazyBound[] {
    const asked = this.#boundDefs.get(key);
    return asked ? computeOwnBounds(asked.def, asked.index, this) : [];
  }

  projectionBounds(def: Def, base: ProjectionTy): readonly LazyBound[] {
    return computeProjectionBounds(def, base, this);
  }

  findAssocTrait(bounds: readonly LazyBound[], name: string): TraitRef | undefined {
    return computeAssocTrait(bounds, name, this);
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

import type { CfgSet } from '../base/cfg.ts';
import { CycleGuard } from '../base/memo/cycleGuard.ts';
import { Query } from '../base/memo/query.ts';
import { isUnknown, type Unknown, unknown } from '../base/unknown.ts';
import type { FactsRecord } from '../facts/format.ts';
import type { Def, FactsDef } from '../resolve/model/def.ts';
import type { ResolutionQueries } from '../resolve/model/resolutionQueries.ts';
import type { TypeSyntax } from '../syntax/ast.ts';
import { FactsTerms } from './factsTerms.ts';
import type { AdtDef } from './items/adt.ts';
import { computeAdt } from './items/adts.ts';
import { computeAssocTrait, computeOwnBounds, computeProjectionBounds } from './items/bounds.ts';
import { argumentImplTraits, computeGenerics, identityOf } from './items/generics.ts';
import {
  computeImplHeader,
  computeImplSelf,
  computeImplTrait,
  computeTraitInfo,
  isAutoTrait,
} from './items/impls.ts';
import { computePredicates, computeSuperPredicates, elaborate } from './items/predicates.ts';
import { computeFnSig } from './items/signatures.ts';
import { StdNames } from './items/stdNames.ts';
import { computeConstParamTy, computeDefault, computeTypeOf } from './items/typeOf.ts';
import { traitWithAssoc } from './lower/assocPaths.ts';
import { unknownTy } from './lower/lowerCx.ts';
import type { FnSig, Generics, ImplHeader, ParamEnv, Predicate, TraitInfo } from './model.ts';
import { Parsing } from './parsing.ts';
import { substitute } from './terms/fold.ts';
import type { GenericArg, ProjectionTy, TraitRef, Ty } from './terms/ty.ts';
import type { LazyBound, TypeCx, TypeInputs } from './typeCx.ts';

/**
 * What definitions mean: generics, predicates, fields, signatures and headers, each computed when first asked
 * for. The part of `TypeContext` that needs no trait selection by itself.
 */
export abstract class DefinitionQueries {
  readonly inputs: TypeInputs;
  readonly resolver: ResolutionQueries;
  readonly parsing: Parsing;
  readonly guard = new CycleGuard();
  readonly #names: StdNames;
  readonly #std: DefinitionQueries | undefined;
  readonly #cyclicTy = (def: Def): Ty => unknownTy(`\`${def.name}\` is defined by itself`);
  readonly #cyclic = (def: Def): Unknown => unknown(`\`${def.name}\` is defined by itself`);

  readonly #generics: Query<Def, Generics> = this.#query(
    (std) => std.#generics,
    (def) => computeGenerics(def, this.cx),
    (def) => ({ def, own: [], parentCount: 0, count: 0 }),
  );
  readonly #identity: Query<Def, readonly GenericArg[]> = this.#query(
    (std) => std.#identity,
    (def) => identityOf(this.genericsOf(def)),
    () => [],
  );
  readonly #predicates: Query<Def, readonly Predicate[]> = this.#query(
    (std) => std.#predicates,
    (def) => computePredicates(def, this.cx),
    () => [],
  );
  readonly #super: Query<Def, readonly Predicate[]> = this.#query(
    (std) => std.#super,
    (def) => computeSuperPredicates(def, this.cx),
    () => [],
  );
  readonly #paramEnvs: Query<Def, ParamEnv> = this.#query(
    (std) => std.#paramEnvs,
    (def) => elaborate(this.predicatesOf(def), this.cx),
    () => ({ key: 'cycle', predicates: [] }),
  );
  readonly #adts: Query<Def, AdtDef | Unknown> = this.#query(
    (std) => std.#adts,
    (def) => computeAdt(def, this.cx),
    this.#cyclic,
  );
  readonly #types: Query<Def, Ty> = this.#query(
    (std) => std.#types,
    (def) => computeTypeOf(def, this.cx),
    this.#cyclicTy,
  );
  readonly #sigs: Query<Def, FnSig | Unknown> = this.#query(
    (std) => std.#sigs,
    (def) => computeFnSig(def, this.cx),
    this.#cyclic,
  );
  readonly #implSelf: Query<Def, Ty> = this.#query(
    (std) => std.#implSelf,
    (def) => computeImplSelf(def, this.cx),
    this.#cyclicTy,
  );
  readonly #implHeaders: Query<Def, ImplHeader | Unknown> = this.#query(
    (std) => std.#implHeaders,
    (def) => computeImplHeader(def, this.cx),
    this.#cyclic,
  );
  readonly #traitInfos: Query<Def, TraitInfo | Unknown> = this.#query(
    (std) => std.#traitInfos,
    (def) => computeTraitInfo(def, this.cx),
    this.#cyclic,
  );
  readonly #synthetic: Query<Def, readonly TypeSyntax[]> = this.#query(
    (std) => std.#synthetic,
    (def) => (def.origin === 'source' && def.item.kind === 'fn' ? argumentImplTraits(def.item) : []),
    () => [],
  );
  readonly #parameters = new Map<Def, ParameterQueries>();

  /** `std` answers what concerns std alone, and outlives this. */
  constructor(inputs: TypeInputs, std?: DefinitionQueries) {
    this.#std = std;
    this.inputs = inputs;
    this.resolver = inputs.resolver;
    this.parsing = new Parsing(inputs.parser);
    this.#names = std ? std.#names : new StdNames(inputs);
  }

  /** This object with all of its questions. */
  protected abstract get cx(): TypeCx;

  /** std's definitions are answered for by the same query of `std`, where there is one. */
  #query<V>(
    of: (std: DefinitionQueries) => Query<Def, V>,
    compute: (def: Def) => V,
    onCycle: (def: Def) => V,
  ): Query<Def, V> {
    return new Query(this.guard, compute, onCycle, (def) =>
      this.#std && def.origin === 'facts' ? of(this.#std) : undefined,
    );
  }

  // ------------------------------------------------------------------------------------ definitions
  genericsOf(def: Def): Generics {
    return this.#generics.get(def);
  }

  identityArgs(def: Def): readonly GenericArg[] {
    return this.#identity.get(def);
  }

  defaultOf(def: Def, index: number): GenericArg | undefined {
    return this.#byIndex(def, index, ({ defaults }) => defaults);
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
    return elaborate(predicates, this.cx);
  }

  adtDef(def: Def): AdtDef | Unknown {
    return this.#adts.get(def);
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

  implTrait(impl: Def): LazyBound | undefined {
    const bound = computeImplTrait(impl, this.cx);
    return bound === undefined || isUnknown(bound) ? undefined : bound;
  }

  implHeader(def: Def): ImplHeader | Unknown {
    return this.#implHeaders.get(def);
  }

  traitInfo(def: Def): TraitInfo | Unknown {
    return this.#traitInfos.get(def);
  }

  isAuto(trait: Def): boolean {
    return isAutoTrait(trait, this.cx);
  }

  members(def: Def): readonly Def[] {
    return this.resolver.membersOf(def);
  }

  syntheticParams(def: Def): readonly TypeSyntax[] {
    return this.#synthetic.get(def);
  }

  // ------------------------------------------------------------------------------------ std, facts
  stdDef(path: string): Def | undefined {
    return this.#names.stdDef(path);
  }

  stdPath(def: Def): string | undefined {
    return this.#names.stdPath(def);
  }

  isStd(def: Def, stdPath: string): boolean {
    return this.#names.isStd(def, stdPath);
  }

  record(def: FactsDef): FactsRecord | undefined {
    return this.#names.record(def);
  }

  factsTerms(owner: Def): FactsTerms {
    return new FactsTerms(owner, {
      defOf: (id) => this.resolver.factsDef(id),
      identityArgs: (def) => this.identityArgs(def),
      assocTrait: (ref, name) => this.findAssocTrait([{ trait: ref.trait, ref: () => ref }], name),
      openTrait: (def, base, name) => traitWithAssoc({ cx: this.cx, env: { owner: def } }, base, name),
    });
  }

  pointerBits(): number {
    const { pointerBits, layout } = this.inputs;
    if (pointerBits !== undefined) return pointerBits;
    const usize = layout?.sizeOf({ kind: 'int', name: 'usize' });
    return usize && !isUnknown(usize) ? usize.size * 8 : 64;
  }

  constParamTy(owner: Def, index: number): Ty | undefined {
    return computeConstParamTy(owner, index, this.cx);
  }

  cfgOf(crate: string): CfgSet {
    const missing = unknown(`the cfg of crate \`${crate}\` is not known`);
    return this.resolver.crateInfo(crate)?.cfg ?? { option: () => missing };
  }

  // ------------------------------------------------------------------------------------ bounds
  ownBounds(def: Def, index: number): readonly LazyBound[] {
    if (this.#std && def.origin === 'facts') return this.#std.ownBounds(def, index);
    return this.#byIndex(def, index, ({ bounds }) => bounds);
  }

  #byIndex<V>(def: Def, index: number, of: (queries: ParameterQueries) => Query<number, V>): V {
    let queries = this.#parameters.get(def);
    if (!queries) {
      queries = parameterQueries(def, this.cx);
      this.#parameters.set(def, queries);
    }
    return of(queries).get(index);
  }

  projectionBounds(def: Def, base: ProjectionTy): readonly LazyBound[] {
    return computeProjectionBounds(def, base, this.cx);
  }

  findAssocTrait(bounds: readonly LazyBound[], name: string): TraitRef | undefined {
    return computeAssocTrait(bounds, name, this.cx);
  }
}

/** What is asked of a definition's parameters, each by its index. */
interface ParameterQueries {
  readonly bounds: Query<number, readonly LazyBound[]>;
  readonly defaults: Query<number, GenericArg | undefined>;
}

function parameterQueries(def: Def, cx: TypeCx): ParameterQueries {
  return {
    bounds: new Query(
      cx.guard,
      (index) => computeOwnBounds(def, index, cx),
      () => [],
    ),
    // `trait A<T = dyn A>` (rustc: E0391).
    defaults: new Query(
      cx.guard,
      (index) => computeDefault(def, index, cx),
      () => unknownTy(`a default of \`${def.name}\` is defined by itself`),
    ),
  };
}

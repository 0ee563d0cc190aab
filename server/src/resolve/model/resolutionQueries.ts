import type { Unknown } from '../../base/unknown.ts';
import type { FactsId } from '../../facts/format.ts';
import type { CrateId, CrateInfo } from '../../project/crateGraph.ts';
import type { FnItem, MacroCall, Path, Span } from '../../syntax/ast.ts';
import type { Block } from '../../syntax/bodyAst.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';
import type { AppliedMacro } from '../attributes/appliedMacros.ts';
import type { Rewrite } from '../attributes/conditions.ts';
import type { Def, FactsDef, Namespace, Scope, SourceDef } from './def.ts';
import type {
  BuiltinMacro,
  Gap,
  ListedDefinition,
  NamedBinding,
  PlaceInfo,
  Resolution,
} from './resolution.ts';

/**
 * Name resolution of one snapshot of the user's code (Rust Reference, "Names"; rustc_resolve): modules,
 * imports, macros and paths, of all crates of the graph and of the standard library, lazily: a file is read
 * only when a question leads to it. Answers are kept and never change within the snapshot.
 *
 * Nothing throws for user code; what can't be told is `unknown` with a reason.
 */
export interface ResolutionQueries {
  // ------------------------------------------------------------------------------------ crates, modules
  crateInfo(crate: CrateId): CrateInfo | undefined;
  /** The definition of a crate's root module (kind `crate`). `crate` may be a crate of the facts. */
  rootModule(crate: CrateId): Def | Unknown;
  /**
   * Definitions declared in a module or block scope, expansions included, impls too; imports left out. With `calls`
   * only the macro calls that touch that range of the module's own text need be expanded for it.
   */
  moduleItems(module: Def, calls?: Span): readonly Def[];
  /** All names that can be used as `module::name`, imports included, seen from inside that module. */
  moduleNames(module: Def): readonly NamedBinding[];
  /** Lists the names of modules that everybody may use, re-exported ones too; remembers what it has listed. */
  publicNames(): (module: SourceDef) => readonly NamedBinding[];
  /** What `module::name` means, seen from everywhere inside the same crate. */
  child(module: Def, name: string, namespace: Namespace): Resolution | undefined;
  /** Why parts of a module (or of a block) are unknown: macros that could not be expanded, missing files. */
  gapsOf(module: Def): readonly Gap[];

  // ------------------------------------------------------------------------------------ paths
  /**
   * What a path means. Generic parameters, `Self` and local variables are not looked up here: ask for
   * them first. A path with a qualified self (`<T>::X`) resolves only its trait part.
   */
  resolvePath(scope: Scope, path: Path, namespace: Namespace): Resolution;
  /** As `resolvePath`, for names alone (`['std', 'rc', 'Rc']`). */
  resolveNames(scope: Scope, names: readonly string[], namespace: Namespace): Resolution;
  /** Traits whose methods may be called without naming them: declared, imported (`as _` too), by preludes. */
  traitsInScope(scope: Scope): readonly Def[];

  // ------------------------------------------------------------------------------------ definitions
  /** Whether a definition is of the standard library: of its facts, or of its source where that is read. */
  isOfStd(def: Def): boolean;
  /** `core`, `alloc`, `std` … for a crate of the standard library that is read from source. */
  sysrootName(crate: CrateId): string | undefined;
  /** The crate that stands for `core`, `alloc`, `std` … there. */
  sysrootCrate(name: string): CrateId | undefined;
  /** The type, trait or module at a path of it, such as `core::option::Option`. */
  sysrootDef(path: string): Def | undefined;
  /** The definition of a facts record, the same object each time. */
  factsDef(id: FactsId): FactsDef;
  /** A variant of an enum in the facts, with its index. */
  factsVariant(id: FactsId, variant: number): FactsDef;
  /** Associated items of an impl or trait, variants of an enum, items of an `extern` block. */
  membersOf(def: Def): readonly Def[];
  /** All impls of a crate of the graph, those in function bodies too where `bodies` is set. */
  implsOfCrate(crate: CrateId, bodies?: boolean): readonly SourceDef[];
  /**
   * Impls of a crate among which all of a trait (for `self`, where that is given) are, those in bodies too. Reads
   * only what may hold one; undefined where that is everything, or has been read already: see `implsOfCrate`.
   */
  implsOfTrait(crate: CrateId, trait: Def, self?: Def): readonly SourceDef[] | undefined;
  /** Some impls of a trait of that name for a type, which are found without reading anything: see `nearImpls.ts`. */
  implsBeside(self: SourceDef, trait: string): readonly SourceDef[];
  /**
   * Impls among which all those without a trait are for a type of the user's code, or for `dyn` of a trait: they stand
   * in its crate. Undefined as for `implsOfTrait`.
   */
  inherentImplsOf(self: Def): readonly SourceDef[] | undefined;
  /**
   * Why it isn't sure that a definition exists as written: an unknown cfg on it or on what surrounds it,
   * or an attribute macro that isn't known to leave it alone. Undefined when it is sure.
   */
  conditionOf(def: Def): string | undefined;
  /** The attribute macro that `conditionOf` is due to, where nothing else is in doubt. */
  rewriteOf(def: Def): Rewrite | undefined;
  /**
   * The procedural macros that stand on a definition, as attributes or derives, with what is known of them; those of
   * the compiler and of std left out.
   */
  macrosOn(def: SourceDef): readonly AppliedMacro[];
  /** Crates of the graph from which impls for types of `crate` can come: itself and its dependencies, transitively. */
  dependencyClosure(crate: CrateId): readonly CrateId[];

  // ------------------------------------------------------------------------------------ bodies
  /** The scope inside a block of a body: the same scope again where it declares nothing. */
  blockScope(outer: Scope, owner: Def, unit: SourceUnit, block: Block): Scope;
  /**
   * The expansion of a macro call that stands for a type, an expression, a pattern or statements. The unit's
   * text is the expansion; parse it with the function for that position.
   */
  expandCall(scope: Scope, unit: SourceUnit, call: MacroCall): SourceUnit | BuiltinMacro | Unknown;

  /**
   * A function of the snapshot with another body, from another text of its file: for one that is being typed in,
   * while all around it stays. Undefined where one of the bodies declares items, which others may see.
   */
  withBody(def: SourceDef, unit: SourceUnit, item: FnItem): SourceDef | undefined;
  /** As `scopeAt`, inside of a definition: `offset` is one of its unit's. */
  scopeIn(def: SourceDef, offset: number): PlaceInfo;

  // ------------------------------------------------------------------------------------ listing, editor
  /** All structs, enums and unions of a crate wherever they stand, in order of file and place. */
  definitionsIn(crate: CrateId): readonly ListedDefinition[];
  /** All functions of a crate, methods and functions in bodies too, in no particular order. */
  functionsIn(crate: CrateId): readonly SourceDef[];
  /** Parts of a crate that could not be read or expanded. */
  gapsIn(crate: CrateId): readonly Gap[];
  /** The files that a crate's modules were read from, the root first (reads all of them). */
  filesOf(crate: CrateId): readonly string[];
  /** Whether a file is one of a crate's modules; reads only what lies on the way to it. */
  hasFile(crate: CrateId, path: string): boolean;
  /** The innermost scope and the items around a UTF-16 offset of a file of a crate. */
  scopeAt(crate: CrateId, path: string, offset: number): PlaceInfo | undefined;
}

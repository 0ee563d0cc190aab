import type { Fuel, FuelTank } from '../../base/fuel.ts';
import type { CycleGuard, Slot } from '../../base/memo/cycleGuard.ts';
import type { Unknown } from '../../base/unknown.ts';
import type { CrateId, CrateInfo, Edition } from '../../project/crateGraph.ts';
import type { Item, MacroCall, Name, Path, PathSegment, Visibility } from '../../syntax/ast.ts';
import type { Block } from '../../syntax/bodyAst.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';
import type { EffectiveAttributes } from '../attributes/cfgAttributes.ts';
import type { FactsNames } from '../names/factsNames.ts';
import type { CrateTexts, FileExtracts } from '../scan/crateTexts.ts';
import type { TextTest } from '../scan/macroWords.ts';
import type { Bodies } from '../units/bodies.ts';
import type { Def, Namespace, Scope, SourceDef } from './def.ts';
import type { ResolverInputs } from './inputs.ts';
import type { Places } from './places.ts';
import type { Binding, Gap, PrimitiveName } from './resolution.ts';

/**
 * The data of name resolution, and the services by which its parts call each other.
 *
 * A *module* here is what rustc calls one: a crate's root, a `mod`, or (anonymous) a block of a body that
 * declares something. Its items come in *fragments*: what is written in it, and one more for each macro call
 * that was expanded in it. A *position* is a place between the items of a fragment; the order matters to
 * macros by example alone.
 */

export type Target = Def | PrimitiveName;

/** What a name means: a binding, or why that isn't known; undefined where there is no such name. */
export type Hit = Binding | Unknown | undefined;

/** An item of a fragment that its `cfg` lets stand. */
export interface Entry {
  readonly item: Item;
  readonly index: number;
  readonly fragment: Fragment;
  readonly attrs: EffectiveAttributes;
  /** Why it isn't sure that the item is there: its own unknown cfg, or that of the macro call it comes from. */
  readonly condition?: string;
  /** Absent for imports and macro calls. */
  readonly def?: SourceDef;
  /** For macro calls. */
  expansion?: CallState;
  /** For modules: their content, once asked for. */
  child?: { readonly content: Module | Unknown };
}

export interface CallState {
  /** Whether it has been expanded, or can't be. */
  done: boolean;
  /** True once its macro was found. */
  readonly slot: Slot<true | undefined>;
  /** Why its macro wasn't found so far. */
  absent?: string;
  fragment?: Fragment;
}

export interface Fragment {
  readonly unit: SourceUnit;
  readonly module: Module;
  /** The items in source order, those removed by cfg left out. */
  readonly entries: readonly Entry[];
  /** The place of the call, the `mod` or the item with the block; absent for a crate's root. */
  readonly parent?: Position;
  /** How many expansions lie around it. */
  readonly depth: number;
  /** What the outermost call around it may still cost; absent in plain source. */
  readonly fuel?: Fuel;
  /** Why it isn't sure that it is there. */
  readonly condition?: string;
  /** For what stands in an `extern` block: the block. */
  readonly around?: Entry;
  /** For the text of an `include!`: where its `mod x;` files lie. */
  readonly directory?: ModuleDirectory;
  /** Entries that can bring macros by example into scope: definitions, `#[macro_use] mod`, calls. */
  readonly macroSources: readonly Entry[];
}

/** Between items: behind those with an index below `index`. */
export interface Position {
  readonly fragment: Fragment;
  readonly index: number;
}

/** A name that an item of a module declares. */
export interface Declared {
  readonly def: SourceDef;
  readonly entry: Entry;
  readonly namespaces: readonly Namespace[];
}

/** A leaf of a `use` item, or an `extern crate`. */
export interface Import {
  readonly kind: 'use' | 'externCrate';
  readonly path: readonly PathSegment[];
  readonly global: boolean;
  /** What it binds; absent for globs. */
  readonly name?: Name;
  /** `a::{self}` */
  readonly onlyTypes?: boolean;
  readonly entry: Entry;
  readonly module: Module;
  readonly visibility: Visibility;
  readonly slots: { readonly [ns in Namespace]: Slot<Hit> };
  /** For a glob: what it opens. */
  readonly targetSlot: Slot<Hit>;
}

/** Where the files of a module's children are looked for (rustc's `DirOwnership`). */
export interface ModuleDirectory {
  /** The folder of the file, with the inline modules in between. */
  readonly path: string;
  /** For a file `a.rs` that is no mod-rs file: `a`, which goes between the folder and a child's name. */
  readonly relative?: string;
  /** Inside a block no `mod x;` without a path attribute can stand. */
  readonly inBlock: boolean;
  /** The files around, outermost first, to find cycles. */
  readonly files: readonly string[];
}

export interface Module {
  readonly kind: 'root' | 'mod' | 'block';
  readonly crate: Crate;
  /** The module's own definition; for a block that of the module around it. */
  readonly def: Def;
  /** The definition whose body a block is in. */
  readonly owner?: Def;
  /** The scope of the names in it. */
  readonly scope: Scope;
  /** The module or block around it. */
  readonly parent?: Module;
  /** The innermost module that isn't a block. */
  readonly normal: Module;
  readonly directory: ModuleDirectory;
  /** `#![no_implicit_prelude]` here or around. */
  readonly noPrelude: boolean;
  readonly root: Fragment;
  readonly declared: ReadonlyMap<string, readonly Declared[]>;
  readonly imports: ReadonlyMap<string, readonly Import[]>;
  readonly globs: readonly Import[];
  /** `use Trait as _` */
  readonly unnamed: readonly Import[];
  /** Macro calls in it, in order of discovery; grows while they are expanded. */
  readonly calls: readonly Entry[];
  /** All definitions, impls included; grows while macros are expanded. */
  readonly defs: readonly SourceDef[];
  readonly gaps: readonly Gap[];
  readonly slots: ModuleSlots;
  addFragment(fragment: Fragment): void;
  addGap(gap: Gap): void;
}

export interface ModuleSlots {
  explicit(name: string, ns: Namespace): Slot<Hit>;
  glob(name: string, ns: Namespace): Slot<Hit>;
}

export interface Crate {
  readonly id: string;
  readonly info: CrateInfo;
  readonly world: World;
  readonly root: Module | Unknown;
  /** What can be read off its files without parsing them; undefined where that may not be all. */
  readonly texts: CrateTexts | undefined;
  /** Ids of the crates that names led to from here. */
  readonly used: ReadonlySet<string>;
  /** For the macro calls in it. */
  readonly fuel: FuelTank;
  /** How deep expansions may nest in it: `#![recursion_limit = "…"]`, as far as we go along with it. */
  readonly recursionLimit: number;
  /** The crate whose prelude is in force: `std`, `core` in `no_std` crates, undefined with `no_core`. */
  readonly std: 'std' | 'core' | undefined;
  /** A name of the extern prelude: dependencies, std's crates, `extern crate … as name` in the root. */
  extern(name: string): Hit;
  /** Macros that `#[macro_use] extern crate` brings into scope everywhere in the crate. */
  macroUsePrelude(name: string): Hit;
  /** What `extern crate name;` means: `self`, a dependency, or any crate of the standard library. */
  externCrate(name: string): Hit;
  /** Whether the file of a `mod name;` has `#![macro_use]` in it. */
  hasInnerMacroUse(entry: Entry): boolean;
  /** A `#[macro_export]` macro, wherever in the crate it stands. */
  exportedMacro(name: string): Hit;
  noteExported(def: SourceDef, entry: Entry): void;
  moduleOf(def: Def): Module | Unknown | undefined;
  /** The content of a `mod` item. */
  child(entry: Entry): Module | Unknown;
}

/** What all parts of name resolution share in a snapshot. */
export interface World extends ResolverInputs {
  readonly guard: CycleGuard;
  readonly std: FactsNames;
  readonly places: Places;
  readonly extracts: FileExtracts;
  readonly bodies: Bodies;
  readonly names: NameService;
  readonly paths: PathService;
  readonly macros: MacroService;
  readonly members: MemberService;
  /** The standard library where it is read from source. */
  readonly sysroot: SysrootService;
  /** The item that a definition was made for. */
  readonly entries: WeakMap<Def, Entry>;
  nextId(): number;
  crate(id: string): Crate | Unknown;
  /** The macro 2.0 that wrote a name with this hygiene mark: the name means what it means there. */
  definitionSite(mark: number): SourceDef | undefined;
}

/** See `SysrootNames`. */
export interface SysrootService {
  nameOf(crate: CrateId): string | undefined;
  root(name: string): Hit;
  def(path: string): Def | undefined;
  prelude(std: 'std' | 'core', edition: Edition, name: string, ns: Namespace): Hit;
  preludeModule(std: 'std' | 'core', edition: Edition): Module | undefined;
}

export interface NameService {
  /** `module::name` as seen from anywhere: declared, imported, by globs, through macros. */
  inModule(module: Module, name: string, ns: Namespace): Hit;
  /** What is known without expanding a macro or following a glob. */
  immediate(module: Module, name: string, ns: Namespace): Hit;
  /** What a definition has under a name: a module's content, an enum's variants. */
  inDef(def: Def, name: string, ns: Namespace): Hit;
  importTarget(glob: Import): Hit;
  /** An import of this name that finds nothing in any namespace. One that finds something is merely silent in others. */
  dangling(module: Module, name: string): Unknown | undefined;
  visibleIn(entry: Entry, visibility: Visibility): 'everywhere' | Def;
}

/** How `lexical` treats globs and macros: `early` for imports and macro names, `late` for everything else. */
export type Mode = 'early' | 'late';

export interface PathHit {
  readonly target: Target;
  readonly resolved: number;
  readonly visibleIn?: 'everywhere' | Def;
  readonly condition?: string;
}

/** A path whose last name is not there in the namespace, while everything before it is known. */
export interface Absent extends Unknown {
  readonly absent: true;
}

/** A name that is not there, unless a glob or macro that could not be followed brings it. */
export interface Doubt extends Unknown {
  readonly doubt: 'glob' | 'macro';
}

export interface PathService {
  resolve(
    from: Module,
    segments: readonly PathSegment[],
    global: boolean,
    ns: Namespace,
    mode: Mode,
  ): PathHit | Unknown | Absent;
}

export interface MemberService {
  /** The definitions inside a definition of the user's code: see `Resolver.membersOf`. */
  of(def: SourceDef): readonly SourceDef[];
  variant(def: SourceDef, name: string): SourceDef | undefined;
}

export interface MacroService {
  /** Expands all calls of a module that can be expanded by now. */
  expandAll(module: Module): void;
  /**
   * Expands those of them that may bring something made of texts that pass the tests; see `MacroWords`. False if
   * one of these can't be expanded yet.
   */
  expandFor(module: Module, ...tests: readonly TextTest[]): boolean;
  /** Expands one call with those in its expansion. */
  expandDeep(call: Entry): void;
  /** Expands one call; does nothing if that is going on already. */
  expand(entry: Entry): void;
  /** The macro by example that is in textual scope at a position. */
  textual(position: Position, name: string): Hit;
  /** The macro that a call at a position names. */
  find(position: Position, path: Path): Hit;
  /** An expansion at statement position, parsed. */
  statementsOf(unit: SourceUnit): Block;
  /** What a call expands to; `what` says how the text is to be read. */
  expandItems(
    position: Position,
    unit: SourceUnit,
    call: MacroCall,
    what: 'items' | 'statements',
  ): ItemsOfCall;
}

/** The items that a macro call stands for, with the unit that holds them. */
export type ItemsOfCall =
  | {
      readonly kind: 'items';
      readonly unit: SourceUnit;
      readonly items: readonly Item[];
      readonly condition?: string;
      /** For a file that was included. */
      readonly directory?: ModuleDirectory;
      readonly fuel: Fuel;
    }
  /** A macro that gives no items. */
  | { readonly kind: 'none' }
  /** There is no such macro. */
  | { readonly kind: 'absent'; readonly reason: string }
  | Unknown;

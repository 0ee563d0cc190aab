import { CycleGuard } from '../base/memo/cycleGuard.ts';
import { isUnknown, type Unknown, unknown } from '../base/unknown.ts';
import { MacroCalls } from './macros/macroCalls.ts';
import { MacroDefinitions } from './macros/macroDefinitions.ts';
import { MacroExpander } from './macros/macroExpander.ts';
import type { Def, SourceDef } from './model/def.ts';
import type { ResolverInputs } from './model/inputs.ts';
import type { Crate, Entry, World } from './model/model.ts';
import { Places } from './model/places.ts';
import { Session } from './model/session.ts';
import { CrateNames } from './modules/crateNames.ts';
import { FactsNames } from './names/factsNames.ts';
import { ModuleLookup } from './names/names.ts';
import { PathResolver } from './names/pathResolver.ts';
import { SysrootNames } from './names/sysrootNames.ts';
import { FileExtracts } from './scan/crateTexts.ts';
import { Bodies } from './units/bodies.ts';
import { Members } from './units/members.ts';

/** The parts of name resolution, put together. */
export class ResolverWorld implements World {
  readonly graph: ResolverInputs['graph'];
  readonly files: ResolverInputs['files'];
  readonly parser: ResolverInputs['parser'];
  readonly facts: ResolverInputs['facts'];
  readonly stdMacros: ResolverInputs['stdMacros'];
  readonly guard = new CycleGuard();
  readonly places = new Places();
  readonly extracts = new FileExtracts();
  readonly bodies: Bodies;
  readonly entries = new WeakMap<Def, Entry>();
  readonly std: FactsNames;
  readonly names: ModuleLookup;
  readonly paths: PathResolver;
  readonly macros: MacroCalls;
  readonly members: Members;
  readonly sysroot: SysrootNames;
  readonly #session: Session;
  readonly #crates = new Map<string, Crate | Unknown>();

  constructor(inputs: ResolverInputs) {
    this.graph = inputs.graph;
    this.files = inputs.files;
    this.parser = inputs.parser;
    this.facts = inputs.facts;
    this.stdMacros = inputs.stdMacros;
    this.#session = new Session();
    this.bodies = new Bodies(inputs.parser);
    this.std = new FactsNames(inputs.facts, () => this.nextId());
    this.names = new ModuleLookup(this);
    this.paths = new PathResolver(this);
    const definitions = new MacroDefinitions(inputs, this.#session);
    this.macros = new MacroCalls(this, new MacroExpander(inputs, this.#session, definitions), this.#session);
    this.members = new Members(this);
    this.sysroot = new SysrootNames(this);
  }

  nextId(): number {
    return this.#session.nextId();
  }

  definitionSite(mark: number): SourceDef | undefined {
    return this.#session.definitionSite(mark);
  }

  crate(id: string): Crate | Unknown {
    let crate = this.#crates.get(id);
    if (crate === undefined) {
      const info = this.#info(id);
      crate = isUnknown(info) ? info : new CrateNames(id, info, this);
      this.#crates.set(id, crate);
    }
    return crate;
  }

  /** Drops the crates in which files changed, and those that have used one of them; says which. */
  forget(edited: ReadonlySet<string>): ReadonlySet<string> {
    const stale = new Set(edited);
    for (let before = -1; before !== stale.size; ) {
      before = stale.size;
      for (const [id, crate] of this.#crates) {
        if (isUnknown(crate) || [...crate.used].some((used) => stale.has(used))) stale.add(id);
      }
    }
    for (const id of stale) this.#crates.delete(id);
    return stale;
  }

  #info(id: string) {
    if (this.std.has(id)) return unknown(`\`${id}\` is part of the standard library`);
    return this.graph.crate(id);
  }
}

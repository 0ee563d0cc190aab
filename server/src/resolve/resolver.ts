import { isUnknown, type Unknown, unknown } from '../base/unknown.ts';
import type { FactsId } from '../facts/format.ts';
import type { CrateId, CrateInfo } from '../project/crateGraph.ts';
import type { FnItem, MacroCall, Path, PathSegment, Span } from '../syntax/ast.ts';
import type { Block } from '../syntax/bodyAst.ts';
import type { SourceUnit } from '../syntax/sourceUnit.ts';
import { type AppliedMacro, AppliedMacros } from './attributes/appliedMacros.ts';
import { Conditions, type Rewrite } from './attributes/conditions.ts';
import { writtenByMacro } from './attributes/writtenNames.ts';
import { ImplSearch } from './impls/implSearch.ts';
import { NearImpls } from './impls/nearImpls.ts';
import type { Def, FactsDef, Namespace, Scope, SourceDef } from './model/def.ts';
import type { ResolverInputs } from './model/inputs.ts';
import type { Hit, Module } from './model/model.ts';
import type {
  BuiltinMacro,
  Gap,
  ListedDefinition,
  NamedBinding,
  PlaceInfo,
  Resolution,
} from './model/resolution.ts';
import type { ResolutionQueries } from './model/resolutionQueries.ts';
import { Blocks } from './modules/blocks.ts';
import { namesOf, traitsIn } from './modules/moduleContents.ts';
import { PublicNames } from './modules/publicNames.ts';
import { CrateWalk } from './walk/crateWalk.ts';
import { EditorPlaces } from './walk/editorPlaces.ts';
import { FileModules } from './walk/fileModules.ts';
import { ResolverWorld } from './world.ts';

/** The inputs of a resolver, and the snapshot before. */
export interface ResolverOptions extends ResolverInputs {
  /** It must not be asked any more: crates that an edit can't have touched are taken from it. */
  readonly previous?: Resolver;
  /** Crates with changed files. */
  readonly edited?: ReadonlySet<CrateId>;
}

/** Answers the questions of `ResolutionQueries` for one snapshot. */
export class Resolver implements ResolutionQueries {
  readonly #parts: Parts;

  constructor({ previous, edited, ...inputs }: ResolverOptions) {
    const renewed = edited && previous ? previous.#renewed(inputs, edited) : undefined;
    this.#parts = renewed ?? newParts(inputs);
    this.#parts.walk.expandWith((scope, unit, call) => {
      const expanded = this.expandCall(scope, unit, call);
      return 'text' in expanded ? expanded : undefined;
    });
  }

  /** The parts with what an edit made stale left out; undefined where other inputs changed than files. */
  #renewed(inputs: ResolverInputs, edited: ReadonlySet<CrateId>): Parts | undefined {
    const { world, walk, files, impls } = this.#parts;
    const same = world.graph === inputs.graph && world.facts === inputs.facts && world.files === inputs.files;
    if (!same) return undefined;
    const stale = world.forget(edited);
    walk.forget(stale);
    files.forget(stale);
    impls.forget(stale);
    return this.#parts;
  }

  // ---------------------------------------------------------------------------------------- crates, modules

  crateInfo(crate: CrateId): CrateInfo | undefined {
    const found = this.#parts.world.crate(crate);
    return isUnknown(found) ? undefined : found.info;
  }

  rootModule(crate: CrateId): Def | Unknown {
    const std = this.#parts.world.std.root(crate);
    if (std !== undefined) return std;
    const found = this.#parts.world.crate(crate);
    if (isUnknown(found)) return found;
    return isUnknown(found.root) ? found.root : found.root.def;
  }

  moduleItems(module: Def, calls?: Span): readonly Def[] {
    if (module.origin === 'facts') {
      const children = this.#parts.world.std.children(module).map(({ target }) => target);
      return [...new Set(children)].filter(
        (target) => typeof target !== 'string' && target.parent === module,
      ) as Def[];
    }
    const content = this.#contentOf(module);
    if (isUnknown(content)) return [];
    const { macros } = this.#parts.world;
    if (calls === undefined) macros.expandAll(content);
    else
      for (const entry of content.root.entries) {
        const { span } = entry.item;
        if (span.start <= calls.end && span.end >= calls.start) macros.expandDeep(entry);
      }
    return content.defs;
  }

  moduleNames(module: Def): readonly NamedBinding[] {
    if (module.origin === 'facts') {
      const children = this.#parts.world.std.children(module);
      return children.map(({ name, ns, target }) => ({
        name,
        namespace: ns,
        target,
        visibleIn: 'everywhere',
      }));
    }
    const content = this.#contentOf(module);
    return isUnknown(content) ? [] : namesOf(content, this.#parts.world);
  }

  publicNames(): (module: SourceDef) => readonly NamedBinding[] {
    const names = new PublicNames(this.#parts.world);
    return (module) => {
      const content = this.#contentOf(module);
      return isUnknown(content) ? [] : names.of(content);
    };
  }

  child(module: Def, name: string, namespace: Namespace): Resolution | undefined {
    const hit = this.#parts.world.names.inDef(module, name, namespace);
    return hit && resolutionOf(hit, 1);
  }

  gapsOf(module: Def): readonly Gap[] {
    const content = this.#contentOf(module);
    if (isUnknown(content)) return [];
    this.#parts.world.macros.expandAll(content);
    return content.gaps;
  }

  // ---------------------------------------------------------------------------------------- paths

  resolvePath(scope: Scope, path: Path, namespace: Namespace): Resolution {
    if (path.qself !== undefined) {
      const { as } = path.qself;
      return as ? this.resolvePath(scope, as, 'type') : unknown('a path without a trait starts at a type');
    }
    return this.#resolve(scope, path.segments, path.global, namespace);
  }

  resolveNames(scope: Scope, names: readonly string[], namespace: Namespace): Resolution {
    const span = { start: 0, end: 0 };
    const segments = names.map((text) => ({ name: { text, span } }));
    return this.#resolve(scope, segments, false, namespace);
  }

  #resolve(scope: Scope, segments: readonly PathSegment[], global: boolean, ns: Namespace): Resolution {
    const module = this.#parts.blocks.moduleOf(scope);
    if (isUnknown(module)) return module;
    const hit = this.#parts.world.paths.resolve(
      module,
      segments,
      global,
      ns,
      ns === 'macro' ? 'early' : 'late',
    );
    if (isUnknown(hit)) {
      const { applied, world } = this.#parts;
      const written =
        'absent' in hit && ns === 'type' && writtenByMacro(segments, global, module, applied, world);
      return { kind: 'unknown', reason: written || hit.reason };
    }
    return resolutionOf({ ...hit, visibleIn: 'everywhere' }, hit.resolved);
  }

  traitsInScope(scope: Scope): readonly Def[] {
    const module = this.#parts.blocks.moduleOf(scope);
    return isUnknown(module) ? [] : traitsIn(module, this.#parts.world);
  }

  // ---------------------------------------------------------------------------------------- definitions

  isOfStd(def: Def): boolean {
    return def.origin === 'facts' || this.sysrootName(def.crate) !== undefined;
  }

  sysrootName(crate: CrateId): string | undefined {
    return this.#parts.world.sysroot.nameOf(crate);
  }

  sysrootCrate(name: string): CrateId | undefined {
    return this.#parts.world.sysroot.id(name);
  }

  sysrootDef(path: string): Def | undefined {
    return this.#parts.world.sysroot.def(path);
  }

  factsDef(id: FactsId): FactsDef {
    return this.#parts.world.std.def(id);
  }

  factsVariant(id: FactsId, variant: number): FactsDef {
    return this.#parts.world.std.variant(id, variant);
  }

  membersOf(def: Def): readonly Def[] {
    return def.origin === 'facts' ? this.#parts.world.std.members(def) : this.#parts.world.members.of(def);
  }

  implsOfCrate(crate: CrateId, bodies = false): readonly SourceDef[] {
    return this.#parts.walk.implsOf(crate, bodies);
  }

  implsOfTrait(crate: CrateId, trait: Def, self?: Def): readonly SourceDef[] | undefined {
    return this.#parts.impls.find(crate, trait, self);
  }

  implsBeside(self: SourceDef, trait: string): readonly SourceDef[] {
    return this.#parts.near.of(self, trait);
  }

  inherentImplsOf(self: Def): readonly SourceDef[] | undefined {
    return this.#parts.impls.findInherent(self);
  }

  conditionOf(def: Def): string | undefined {
    return this.#parts.conditions.of(def);
  }

  rewriteOf(def: Def): Rewrite | undefined {
    return this.#parts.conditions.rewriteOf(def);
  }

  macrosOn(def: SourceDef): readonly AppliedMacro[] {
    return this.#parts.applied.on(def);
  }

  dependencyClosure(crate: CrateId): readonly CrateId[] {
    const found = new Set<CrateId>([crate]);
    for (const id of found) {
      for (const { crate: dependency } of this.#parts.world.graph.dependencies(id)) {
        if (!isUnknown(dependency)) found.add(dependency);
      }
    }
    return [...found];
  }

  // ---------------------------------------------------------------------------------------- bodies

  blockScope(outer: Scope, owner: Def, unit: SourceUnit, block: Block): Scope {
    return this.#parts.blocks.scopeOf(outer, owner, unit, block);
  }

  expandCall(scope: Scope, unit: SourceUnit, call: MacroCall): SourceUnit | BuiltinMacro | Unknown {
    const module = this.#parts.blocks.moduleOf(scope);
    if (isUnknown(module)) return module;
    const position = this.#parts.blocks.positionAt(module, scope.block?.owner, unit, call.span.start);
    const name = call.path.segments.at(-1)?.name.text ?? '';
    const hit = this.#parts.world.macros.find(position, call.path);
    if (hit === undefined || (!isUnknown(hit) && typeof hit.target === 'string')) {
      return unknown(`there is no macro \`${name}!\``);
    }
    if (isUnknown(hit)) return hit;
    if (hit.condition !== undefined) return unknown(hit.condition);
    const expanded = this.#parts.world.macros.expandCall(hit.target as Def, position, unit, call);
    switch (expanded.kind) {
      case 'text':
        return this.#parts.world.macros.unitOf(expanded);
      case 'include':
        return (
          this.#parts.world.files.unit(expanded.path) ??
          unknown(`there is no file ${expanded.path} to include`)
        );
      case 'typed':
        return { kind: 'builtin', name: expanded.name, type: expanded.type };
      default:
        return expanded;
    }
  }

  withBody(def: SourceDef, unit: SourceUnit, item: FnItem): SourceDef | undefined {
    const { world, walk } = this.#parts;
    const copy: SourceDef = { ...def, id: world.nextId(), unit, item };
    const entry = world.entries.get(def);
    if (entry) world.entries.set(copy, entry);
    return walk.declaresInBody(def) || walk.declaresInBody(copy) ? undefined : copy;
  }

  scopeIn(def: SourceDef, offset: number): PlaceInfo {
    return this.#parts.editor.inside(def, offset);
  }

  // ---------------------------------------------------------------------------------------- listing, editor

  definitionsIn(crate: CrateId): readonly ListedDefinition[] {
    return this.#parts.walk.definitionsIn(crate);
  }

  functionsIn(crate: CrateId): readonly SourceDef[] {
    return this.#parts.walk.functionsIn(crate);
  }

  gapsIn(crate: CrateId): readonly Gap[] {
    return this.#parts.walk.gapsIn(crate);
  }

  filesOf(crate: CrateId): readonly string[] {
    return this.#parts.walk.filesOf(crate);
  }

  hasFile(crate: CrateId, path: string): boolean {
    return this.#parts.files.find(crate, path) !== undefined;
  }

  scopeAt(crate: CrateId, path: string, offset: number): PlaceInfo | undefined {
    return this.#parts.editor.at(crate, path, offset);
  }

  #contentOf(module: Def): Module | Unknown {
    if (module.origin === 'facts') return unknown(`\`${module.name}\` is a module of the standard library`);
    return this.#parts.world.names.moduleOf(module);
  }
}

interface Parts {
  readonly world: ResolverWorld;
  readonly blocks: Blocks;
  readonly applied: AppliedMacros;
  readonly conditions: Conditions;
  readonly walk: CrateWalk;
  readonly files: FileModules;
  readonly impls: ImplSearch;
  readonly near: NearImpls;
  readonly editor: EditorPlaces;
}

function newParts(inputs: ResolverInputs): Parts {
  const world = new ResolverWorld(inputs);
  const blocks = new Blocks(world);
  const walk = new CrateWalk(world, blocks);
  const files = new FileModules(world, walk);
  const impls = new ImplSearch(world, walk, files);
  const near = new NearImpls(world);
  const editor = new EditorPlaces(world, blocks, files);
  const applied = new AppliedMacros(world);
  const conditions = new Conditions(world, applied);
  return { world, blocks, walk, files, impls, near, editor, applied, conditions };
}

function resolutionOf(hit: Exclude<Hit, undefined>, resolved: number): Resolution {
  if (isUnknown(hit)) return { kind: 'unknown', reason: hit.reason };
  if (typeof hit.target === 'string') return { kind: 'primitive', name: hit.target, resolved };
  const { condition } = hit;
  return { kind: 'def', def: hit.target, resolved, ...(condition !== undefined && { condition }) };
}

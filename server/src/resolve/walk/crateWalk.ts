import { isUnknown } from '../../base/unknown.ts';
import type { CrateId } from '../../project/crateGraph.ts';
import type { Item } from '../../syntax/ast.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';
import type { SourceDef } from '../model/def.ts';
import type { Module, World } from '../model/model.ts';
import type { Gap, ListedDefinition } from '../model/resolution.ts';
import type { Blocks } from '../modules/blocks.ts';
import { BodyWalk, bodiesOf, type ExpandInBody, isAdt } from './bodyWalk.ts';

interface CrateContents {
  /** Modules in the order of their declaration, outer ones first. */
  readonly modules: readonly Module[];
  /** Blocks with declarations; only after a walk over all bodies. */
  blocks?: readonly Module[];
  readonly impls: { shallow?: readonly SourceDef[]; deep?: readonly SourceDef[] };
}

/** Everything in a crate: reads all of its modules, once, when somebody asks for a list of something. */
export class CrateWalk {
  readonly #world: World;
  readonly #bodies: BodyWalk;
  readonly #contents = new Map<CrateId, CrateContents>();
  readonly #declaring = new WeakMap<SourceDef, boolean>();

  constructor(world: World, blocks: Blocks) {
    this.#world = world;
    this.#bodies = new BodyWalk(world, blocks);
  }

  /** How macro calls in bodies are expanded. */
  expandWith(expand: ExpandInBody): void {
    this.#bodies.expandWith(expand);
  }

  forget(crates: ReadonlySet<CrateId>): void {
    for (const crate of crates) this.#contents.delete(crate);
  }

  /** All structs, enums and unions, in order of file and place. */
  definitionsIn(crate: CrateId): readonly ListedDefinition[] {
    const listed: ListedDefinition[] = [];
    for (const module of [...this.modulesOf(crate), ...this.blocksOf(crate)]) {
      for (const def of module.defs)
        if (isAdt(def.item) && def.kind !== 'macro') listed.push(this.#listed(def));
    }
    const files = this.filesOf(crate);
    const rank = new Map(files.map((path, index) => [path, index]));
    const rankOf = ({ path }: ListedDefinition) => rank.get(path) ?? files.length;
    return listed.sort((a, b) => rankOf(a) - rankOf(b) || a.offset - b.offset);
  }

  /** All functions, those of traits, impls and bodies too. */
  functionsIn(crate: CrateId): readonly SourceDef[] {
    const found: SourceDef[] = [];
    for (const module of [...this.modulesOf(crate), ...this.blocksOf(crate)]) {
      for (const def of module.defs) {
        const holds = def.kind === 'impl' || def.kind === 'trait';
        const inside = holds ? this.#world.members.of(def) : [def];
        found.push(...inside.filter(({ item }) => item.kind === 'fn'));
      }
    }
    return found;
  }

  implsOf(crate: CrateId, bodies: boolean): readonly SourceDef[] {
    const contents = this.#contentsOf(crate);
    const key = bodies ? 'deep' : 'shallow';
    contents.impls[key] ??= [...contents.modules, ...(bodies ? this.blocksOf(crate) : [])].flatMap(
      ({ defs }) => defs.filter(({ kind }) => kind === 'impl'),
    );
    return contents.impls[key];
  }

  gapsIn(crate: CrateId): readonly Gap[] {
    const modules = [...this.modulesOf(crate), ...this.blocksOf(crate)];
    return modules.flatMap(({ gaps }) => gaps.filter(({ hidesTypes }) => hidesTypes));
  }

  filesOf(crate: CrateId): readonly string[] {
    const files = new Set<string>();
    for (const module of this.modulesOf(crate)) {
      files.add(module.root.unit.path);
      for (const call of module.calls) {
        const unit = call.expansion?.fragment?.unit;
        if (unit !== undefined) files.add(unit.path);
      }
    }
    return [...files];
  }

  /** All modules, with their macro calls expanded. */
  modulesOf(crate: CrateId): readonly Module[] {
    return this.#contentsOf(crate).modules;
  }

  /** All blocks of bodies that declare something. */
  blocksOf(crate: CrateId): readonly Module[] {
    const contents = this.#contentsOf(crate);
    contents.blocks ??= this.#findBlocks(contents.modules);
    return contents.blocks;
  }

  /** Whether the body of a function declares more than imports, itself or by a macro call. */
  declaresInBody(def: SourceDef): boolean {
    let declares = this.#declaring.get(def);
    if (declares === undefined) {
      const found: SourceDef[] = [];
      this.#walkDef(def, ({ defs }) => found.push(...defs));
      declares = found.length > 0;
      this.#declaring.set(def, declares);
    }
    return declares;
  }

  #contentsOf(id: CrateId): CrateContents {
    let contents = this.#contents.get(id);
    if (contents === undefined) {
      const modules: Module[] = [];
      const crate = this.#world.crate(id);
      const root = isUnknown(crate) ? crate : crate.root;
      if (!isUnknown(root)) this.#addModules(root, modules);
      contents = { modules, impls: {} };
      this.#contents.set(id, contents);
    }
    return contents;
  }

  #addModules(module: Module, into: Module[]): void {
    into.push(module);
    this.#world.macros.expandAll(module);
    for (const def of module.defs) {
      const entry = def.kind === 'mod' ? this.#world.entries.get(def) : undefined;
      const child = entry && module.crate.child(entry);
      if (child !== undefined && !isUnknown(child)) this.#addModules(child, into);
    }
  }

  #findBlocks(modules: readonly Module[]): readonly Module[] {
    return modules.flatMap((module) => module.defs.flatMap((def) => this.blocksIn(def)));
  }

  /** Whether all of a crate has been read already. */
  hasRead(crate: CrateId): boolean {
    return this.#contents.get(crate)?.blocks !== undefined;
  }

  /** The blocks with declarations in a definition's bodies; those of its members too, as far as `offset` is in them. */
  blocksIn(def: SourceDef, offset?: number): readonly Module[] {
    const blocks: Module[] = [];
    const visit = (module: Module): void => {
      for (const inner of module.defs) this.#walkDef(inner, visitBlock);
    };
    const visitBlock = (block: Module): void => {
      blocks.push(block);
      visit(block);
      for (const def of block.defs) {
        const entry = def.kind === 'mod' ? this.#world.entries.get(def) : undefined;
        const child = entry && block.crate.child(entry);
        if (child === undefined || isUnknown(child)) continue;
        const inner: Module[] = [];
        this.#addModules(child, inner);
        blocks.push(...inner);
        for (const found of inner) visit(found);
      }
    };
    this.#walkDef(def, visitBlock, offset);
    return blocks;
  }

  #walkDef(def: SourceDef, found: (module: Module) => void, offset?: number): void {
    const holds = def.kind === 'impl' || def.kind === 'trait';
    for (const owner of holds ? [def, ...this.#world.members.of(def)] : [def]) {
      for (const body of bodiesOf(owner)) {
        const { start, end } = body.span;
        if (offset !== undefined && body.unit === def.unit && (offset < start || offset >= end)) continue;
        this.#bodies.walk(body, found);
      }
    }
  }

  #listed(def: SourceDef): ListedDefinition {
    const { path, offset, exact, line } = this.#keywordPlace(def);
    let macro: string | undefined;
    for (let at = def.unit.expansion; at !== undefined; at = at.call.unit.expansion) macro = at.macro;
    return { def, path, offset, exact, line, ...(macro !== undefined && { macro }) };
  }

  /**
   * Where the `struct`, `enum` or `union` of a type stands in a file. A macro that matches `struct $name:ident`
   * and writes its own `struct` means the one that the user wrote before the name.
   */
  #keywordPlace({ unit, item }: SourceDef) {
    const { places } = this.#world;
    const place = places.place(unit, item.keyword);
    const name = !place.exact && 'name' in item ? places.place(unit, item.name.span.start) : place;
    if (place.exact) return place;
    if (!name.exact) return this.#writtenInCall(unit, item) ?? place;
    const before = name.unit.text.slice(0, name.offset);
    const keyword = /\b(?:struct|enum|union)\s+$/.exec(before.slice(-200));
    if (keyword === null) return name;
    const offset = name.offset - keyword[0].length;
    return { ...name, offset, line: places.line(name.unit, offset) };
  }

  /** A macro may even match the name literally: then the one such type in the arguments of the user's call is meant. */
  #writtenInCall(unit: SourceUnit, item: Item) {
    if (!('name' in item)) return undefined;
    let call = unit.expansion?.call;
    while (call?.unit.expansion !== undefined) call = call.unit.expansion.call;
    if (call === undefined) return undefined;
    const text = call.unit.text.slice(call.span.start, call.span.end);
    const matches = [...text.matchAll(new RegExp(`\\b(?:struct|enum|union)\\s+${item.name.text}\\b`, 'g'))];
    const [only] = matches;
    if (only === undefined || matches.length > 1) return undefined;
    return { ...this.#world.places.place(call.unit, call.span.start + only.index), exact: false };
  }
}

import { isUnknown } from '../../base/unknown.ts';
import type { CrateId } from '../../project/crateGraph.ts';
import type { Block } from '../../syntax/bodyAst.ts';
import type { Def, Scope, SourceDef } from '../model/def.ts';
import type { Module, World } from '../model/model.ts';
import type { PlaceInfo } from '../model/resolution.ts';
import type { Blocks } from '../modules/blocks.ts';
import { bodiesOf } from './bodyWalk.ts';
import type { FileModules } from './fileModules.ts';
import { walkStatements, walkSyntax } from './syntaxWalk.ts';

/** What stands around a place of a file. */
export class EditorPlaces {
  readonly #world: World;
  readonly #blocks: Blocks;
  readonly #files: FileModules;
  /** By the number of definitions, which grows as macros are expanded. */
  readonly #written = new WeakMap<Module, { readonly count: number; readonly defs: readonly SourceDef[] }>();

  constructor(world: World, blocks: Blocks, files: FileModules) {
    this.#world = world;
    this.#blocks = blocks;
    this.#files = files;
  }

  at(crate: CrateId, path: string, offset: number): PlaceInfo | undefined {
    const module = this.#files.find(crate, path);
    const around: Def[] = [];
    for (let def = module?.def.parent; def !== undefined; def = def.parent) around.push(def);
    return module && this.#inModule(module, offset, around);
  }

  /** What stands around a place inside of a definition, in its own unit. */
  inside(def: SourceDef, offset: number): PlaceInfo {
    const owners: Def[] = [];
    for (let at: Def | undefined = def; at !== undefined; at = at.parent) owners.push(at);
    return this.#inItem(def, offset, owners);
  }

  #inModule(module: Module, offset: number, around: readonly Def[]): PlaceInfo {
    const owners: readonly Def[] = module.kind === 'block' ? around : [module.def, ...around];
    const defs = this.#writtenIn(module);
    for (let i = firstEndingAt(defs, offset); i < defs.length && defs[i]!.item.span.start <= offset; i++) {
      const def = defs[i]!;
      if (def.kind !== 'mod') return this.#inItem(def, offset, [def, ...owners]);
      const entry = this.#world.entries.get(def);
      const child = entry && module.crate.child(entry);
      const inside = child !== undefined && !isUnknown(child) && child.root.unit === module.root.unit;
      if (inside) return this.#inModule(child, offset, owners);
    }
    return { scope: module.scope, owners };
  }

  /** What is declared in the module's own text, in its order: a file of a generator holds tens of thousands. */
  #writtenIn(module: Module): readonly SourceDef[] {
    const { length: count } = module.defs;
    let known = this.#written.get(module);
    if (known?.count !== count) {
      const own = module.defs.filter(({ unit }) => unit === module.root.unit);
      known = { count, defs: own.sort((a, b) => a.item.span.end - b.item.span.end) };
      this.#written.set(module, known);
    }
    return known.defs;
  }

  #inItem(def: SourceDef, offset: number, owners: readonly Def[]): PlaceInfo {
    if (def.kind === 'impl' || def.kind === 'trait') {
      const members = this.#world.members.of(def);
      const member = members.find(
        ({ unit, item }) => unit === def.unit && item.span.start <= offset && offset <= item.span.end,
      );
      if (member !== undefined) return this.#inItem(member, offset, [member, ...owners]);
    }
    for (const { span, isBlock } of bodiesOf(def)) {
      if (offset < span.start || offset > span.end) continue;
      const place: PlaceInfo = { scope: def.scope, owners };
      if (isBlock) return this.#inBlock(this.#world.bodies.block(def.unit, span), def, offset, place);
      return this.#inSyntax(this.#world.bodies.expr(def.unit, span), def, offset, place);
    }
    return { scope: def.scope, owners };
  }

  #inBlock(block: Block, def: SourceDef, offset: number, place: PlaceInfo): PlaceInfo {
    const scope: Scope = this.#blocks.scopeOf(place.scope, def, def.unit, block);
    const inner: PlaceInfo = { ...place, scope };
    const module = scope === place.scope ? undefined : this.#blocks.moduleOf(scope);
    if (module !== undefined && !isUnknown(module)) {
      const found = this.#inModule(module, offset, place.owners);
      if (found.owners !== place.owners) return found;
    }
    return this.#deeper((visitor) => walkStatements(block, visitor), def, offset, inner);
  }

  #inSyntax(node: unknown, def: SourceDef, offset: number, place: PlaceInfo): PlaceInfo {
    return this.#deeper((visitor) => walkSyntax(node, visitor), def, offset, place);
  }

  #deeper(
    walk: (visitor: { block(block: Block): void; call(): void }) => void,
    def: SourceDef,
    offset: number,
    place: PlaceInfo,
  ): PlaceInfo {
    let found = place;
    walk({
      block: (block) => {
        const inside = block.span.start <= offset && offset <= block.span.end;
        if (inside) found = this.#inBlock(block, def, offset, place);
      },
      call: () => {},
    });
    return found;
  }
}

/** Index of the first definition that doesn't end before `offset`. */
function firstEndingAt(defs: readonly SourceDef[], offset: number): number {
  let low = 0;
  let high = defs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (defs[middle]!.item.span.end < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

import { isUnknown } from '../base/unknown.ts';
import type { CrateId } from '../project/crateGraph.ts';
import type { Block } from '../syntax/bodyAst.ts';
import type { Blocks } from './blocks.ts';
import { bodiesOf } from './bodyWalk.ts';
import type { Def, Scope, SourceDef } from './def.ts';
import type { FileModules } from './fileModules.ts';
import type { Module, World } from './model.ts';
import type { PlaceInfo } from './resolution.ts';
import { walkStatements, walkSyntax } from './syntaxWalk.ts';

/** What stands around a place of a file. */
export class EditorPlaces {
  readonly #world: World;
  readonly #blocks: Blocks;
  readonly #files: FileModules;

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
    for (const def of module.defs) {
      const { item } = def;
      if (def.unit !== module.root.unit || offset < item.span.start || offset > item.span.end) continue;
      if (def.kind !== 'mod') return this.#inItem(def, offset, [def, ...owners]);
      const entry = this.#world.entries.get(def);
      const child = entry && module.crate.child(entry);
      const inside = child !== undefined && !isUnknown(child) && child.root.unit === module.root.unit;
      if (inside) return this.#inModule(child, offset, owners);
    }
    return { scope: module.scope, owners };
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

import type { RegionScope } from '../../drops/thir/regions.ts';
import type { Operand, Place } from '../mir/model.ts';
import type { Cfg } from './cfg.ts';
import { type DropData, DropTree, type DropTreeBuilder, ROOT } from './dropTree.ts';

interface Frame {
  readonly region: RegionScope;
  drops: DropData[];
  /** Temporaries that a call has taken: nothing is left to drop but while unwinding. */
  readonly moved: Set<number>;
  cachedUnwind?: number | undefined;
  cachedDropline?: number | undefined;
}

interface Breakable {
  /** The loop or block; undefined for the body itself, which `return` leaves. */
  readonly target: object | undefined;
  readonly depth: number;
  readonly destination: Place;
  readonly breaks: DropTree;
  readonly continues: DropTree | undefined;
}

/** What the scopes ask about locals. */
export interface ScopeTypes {
  needsDrop(local: number): boolean;
}

/**
 * The stack of scopes while a coroutine's body is built, with the trees of all ways out of them
 * (`rustc_mir_build::builder::scope`): in a coroutine the ends of storage belong to unwinding too, since a local whose
 * storage hasn't ended would have to be kept.
 */
export class Scopes {
  readonly #cfg: Cfg;
  readonly #types: ScopeTypes;
  readonly #frames: Frame[] = [];
  readonly #breakables: Breakable[] = [];
  #ifThen: { readonly depth: number; readonly tree: DropTree } | undefined;
  readonly #unwind = new DropTree();
  readonly #dropline = new DropTree();

  constructor(cfg: Cfg, types: ScopeTypes) {
    this.#cfg = cfg;
    this.#types = types;
  }

  /** rustc's `local_scope`. */
  get innermost(): RegionScope {
    return this.#frames.at(-1)!.region;
  }

  get depth(): number {
    return this.#frames.length;
  }

  push(region: RegionScope): void {
    this.#frames.push({ region, drops: [], moved: new Set() });
  }

  /** Ends the innermost scope; gives the block behind its drops. */
  pop(block: number): number {
    const frame = this.#frames.at(-1)!;
    const needsCleanup = frame.drops.some((drop) => drop.kind === 'value');
    const unwindTo = needsCleanup ? this.#divergeCleanup(this.depth) : undefined;
    const end = this.#emit(frame, block, unwindTo);
    this.#frames.pop();
    return end;
  }

  within(region: RegionScope, block: number, build: (block: number) => number): number {
    this.push(region);
    return this.pop(build(block));
  }

  /** rustc's `build_scope_drops`. */
  #emit(frame: Frame, block: number, unwindTo: number | undefined): number {
    let at = block;
    let unwind = unwindTo;
    for (const { local, kind } of frame.drops.toReversed()) {
      if (unwind !== undefined) unwind = this.#unwind.nodes[unwind]!.next;
      if (kind === 'storage') {
        this.#cfg.push(at, { kind: 'storageDead', local });
        continue;
      }
      if (frame.moved.has(local)) continue;
      this.#unwind.addEntry(at, unwind!);
      const to = this.#cfg.block();
      this.#cfg.end(at, { kind: 'drop', place: { local, projections: [] }, to });
      at = to;
    }
    return at;
  }

  /** What is in `local` is dropped, or its storage ends, with `region`. */
  schedule(region: RegionScope, local: number, kind: DropData['kind']): void {
    if (kind === 'value' && !this.#types.needsDrop(local)) return;
    const found = this.#frames.findLastIndex((frame) => frame.region === region);
    const index = Math.max(0, found);
    for (const frame of this.#frames.slice(index)) {
      frame.cachedUnwind = undefined;
      frame.cachedDropline = undefined;
    }
    this.#frames[index]!.drops.push({ local, kind });
  }

  /** Forgets what an arm's scopes owe: its pattern is bound once more on another way. */
  forget(count: number): void {
    for (const frame of this.#frames.slice(-count)) {
      frame.drops = [];
      frame.cachedUnwind = undefined;
      frame.cachedDropline = undefined;
    }
  }

  /** rustc's `record_operands_moved`. */
  moved(operands: readonly Operand[]): void {
    const frame = this.#frames.at(-1)!;
    for (const operand of operands) {
      if (operand.kind !== 'move' || operand.place.projections.length > 0) continue;
      const { local } = operand.place;
      if (frame.drops.some((drop) => drop.local === local && drop.kind === 'value')) frame.moved.add(local);
    }
  }

  /** The block's end may unwind. */
  divergeFrom(block: number): void {
    this.#unwind.addEntry(block, this.#divergeCleanup(this.depth));
  }

  /** The block's end is a `yield`, where the coroutine may be dropped. */
  droplineFrom(block: number): void {
    this.#dropline.addEntry(block, this.#divergeDropline(this.depth));
  }

  #divergeCleanup(depth: number): number {
    return this.#chain(this.#unwind, 'cachedUnwind', depth);
  }

  #divergeDropline(depth: number): number {
    return this.#chain(this.#dropline, 'cachedDropline', depth);
  }

  #chain(tree: DropTree, cache: 'cachedUnwind' | 'cachedDropline', depth: number): number {
    let from = depth;
    while (from > 0 && this.#frames[from - 1]![cache] === undefined) from--;
    let node = from > 0 ? this.#frames[from - 1]![cache]! : ROOT;
    for (const frame of this.#frames.slice(from, depth)) {
      for (const drop of frame.drops) node = tree.add(drop, node);
      frame[cache] = node;
    }
    return node;
  }

  #addOwed(tree: DropTree, depth: number, block: number): void {
    let node = ROOT;
    for (const frame of this.#frames.slice(depth))
      for (const drop of frame.drops) node = tree.add(drop, node);
    tree.addEntry(block, node);
  }

  /** `build` may fail with `breakForElse`: what is scheduled above `depth` scopes ends then. */
  inIfThen(depth: number, build: () => number): { readonly passed: number; readonly otherwise: number } {
    const outer = this.#ifThen;
    const own = { depth, tree: new DropTree() };
    this.#ifThen = own;
    const passed = build();
    this.#ifThen = outer;
    return { passed, otherwise: this.#exit(own.tree, depth) ?? this.#cfg.block() };
  }

  breakForElse(block: number): void {
    const { depth, tree } = this.#ifThen!;
    this.#addOwed(tree, depth, block);
  }

  /** A loop (`again`: its start), a labelled block, or the body; gives the block behind it. */
  inBreakable(
    target: object | undefined,
    destination: Place,
    again: number | undefined,
    build: () => number | undefined,
  ): number {
    const { depth } = this;
    const continues = again === undefined ? undefined : new DropTree();
    const own = { target, depth, destination, breaks: new DropTree(), continues };
    this.#breakables.push(own);
    const normal = build();
    this.#breakables.pop();
    const broken = this.#exit(own.breaks, depth);
    if (continues) this.#exit(continues, depth, again);
    if (normal === undefined || broken === undefined) return normal ?? broken ?? this.#cfg.block();
    const join = this.#cfg.block();
    this.#cfg.goto(normal, join);
    this.#cfg.goto(broken, join);
    return join;
  }

  /** Where the value of a `break` or `return` goes; undefined where its target is not around. */
  destinationOf(target: object | undefined): Place | undefined {
    return this.#breakables.findLast((b) => b.target === target)?.destination;
  }

  /** Leaves for the end of a loop, block or body, or for a loop's next round. */
  leave(block: number, target: object | undefined, again: boolean): void {
    const breakable = this.#breakables.findLast((b) => b.target === target)!;
    const tree = again ? breakable.continues : breakable.breaks;
    if (tree) this.#addOwed(tree, breakable.depth, block);
  }

  /** rustc's `build_exit_tree`: the drops on the way out may unwind in their turn. */
  #exit(tree: DropTree, depth: number, root?: number): number | undefined {
    const blocks = tree.build(this.#cfg, exitScopes(this.#cfg), root);
    if (!tree.nodes.some(({ data }) => data.kind === 'value')) return blocks[ROOT];
    const nodes = [this.#divergeCleanup(depth)];
    for (const [k, { data, next }] of tree.nodes.entries()) {
      if (k === ROOT) continue;
      const block = blocks[k];
      if (data.kind === 'value' && block !== undefined) this.#unwind.addEntry(block, nodes[next]!);
      nodes.push(this.#unwind.add(data, nodes[next]!));
    }
    return blocks[ROOT];
  }

  /** rustc's `build_coroutine_drop_trees`: once the body is built. */
  finish(): void {
    const cfg = this.#cfg;
    const blocks = this.#dropline.build(cfg, coroutineDrops(cfg));
    const root = blocks[ROOT];
    if (root !== undefined) cfg.end(root, { kind: 'coroutineDrop' });
    const resume = this.#buildUnwind(this.#unwind, undefined);
    for (const [k, { data, next }] of this.#dropline.nodes.entries()) {
      const block = blocks[k];
      if (k > ROOT && data.kind === 'value' && block !== undefined) this.#dropline.addEntry(block, next);
    }
    this.#buildUnwind(this.#dropline, resume);
  }

  #buildUnwind(tree: DropTree, resume: number | undefined): number | undefined {
    const blocks = tree.build(this.#cfg, unwinds(this.#cfg), resume);
    const root = blocks[ROOT];
    if (resume === undefined && root !== undefined) this.#cfg.end(root, { kind: 'resume' });
    return root ?? resume;
  }
}

function exitScopes(cfg: Cfg): DropTreeBuilder {
  return { makeBlock: () => cfg.block(), linkEntryPoint: (from, to) => cfg.goto(from, to) };
}

function coroutineDrops(cfg: Cfg): DropTreeBuilder {
  return {
    makeBlock: () => cfg.block(),
    linkEntryPoint(from, dropline) {
      const { terminator } = cfg.blocks[from]!;
      if (terminator?.kind === 'yield') cfg.end(from, { ...terminator, dropline });
    },
  };
}

function unwinds(cfg: Cfg): DropTreeBuilder {
  return {
    makeBlock: () => cfg.block(true),
    linkEntryPoint(from, unwind) {
      const { terminator } = cfg.blocks[from]!;
      if (terminator?.kind === 'drop' && terminator.unwind !== undefined) cfg.goto(terminator.unwind, unwind);
      else if (terminator?.kind === 'drop' || terminator?.kind === 'call' || terminator?.kind === 'assert')
        cfg.end(from, { ...terminator, unwind });
    },
  };
}

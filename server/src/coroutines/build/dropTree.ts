import type { Cfg } from './cfg.ts';

/** A drop, or the end of a local's storage, that a scope's end owes. */
export interface DropData {
  readonly local: number;
  readonly kind: 'value' | 'storage';
}

interface DropNode {
  readonly data: DropData;
  /** The node behind it, nearer to the root. */
  readonly next: number;
}

/** How a tree's blocks come about and are reached (`DropTreeBuilder`). */
export interface DropTreeBuilder {
  makeBlock(): number;
  linkEntryPoint(from: number, to: number): void;
}

export const ROOT = 0;

/**
 * Ways out of scopes that share the drops which they have in common (`builder::scope::DropTree`): each node is a drop
 * with the one that follows, the root is the place that all lead to.
 */
export class DropTree {
  readonly nodes: DropNode[] = [{ data: { local: -1, kind: 'storage' }, next: -1 }];
  readonly #known = new Map<string, number>();
  #entries: (readonly [node: number, from: number])[] = [];

  add(data: DropData, next: number): number {
    const key = `${next}:${data.local}`;
    let node = this.#known.get(key);
    if (node === undefined) {
      node = this.nodes.push({ data, next }) - 1;
      this.#known.set(key, node);
    }
    return node;
  }

  addEntry(from: number, node: number): void {
    this.#entries.push([node, from]);
  }

  /** Emits the drops; gives the block of each node that is reached. `root`: the block that the root has already. */
  build(cfg: Cfg, builder: DropTreeBuilder, root?: number): readonly (number | undefined)[] {
    const blocks = this.#assign(builder, root);
    for (let node = this.nodes.length - 1; node > ROOT; node--) {
      const block = blocks[node];
      if (block === undefined) continue;
      const { data, next } = this.nodes[node]!;
      const to = blocks[next]!;
      if (data.kind === 'value')
        cfg.end(block, { kind: 'drop', place: { local: data.local, projections: [] }, to });
      else {
        cfg.push(block, { kind: 'storageDead', local: data.local });
        if (to !== block) cfg.end(block, { kind: 'goto', to });
      }
    }
    return blocks;
  }

  /** Ends of storage share a block with each other and with the drop behind them where one way alone leads there. */
  #assign(builder: DropTreeBuilder, root: number | undefined): (number | undefined)[] {
    const blocks: (number | undefined)[] = this.nodes.map(() => undefined);
    const needs: ('none' | 'own' | number)[] = this.nodes.map(() => 'none');
    blocks[ROOT] = root;
    if (root !== undefined) needs[ROOT] = 'own';
    const byNode = new Map<number, number[]>();
    for (const [node, from] of this.#entries) byNode.set(node, [...(byNode.get(node) ?? []), from]);
    this.#entries = [];
    for (let node = this.nodes.length - 1; node >= ROOT; node--) {
      const entries = byNode.get(node);
      if (entries) {
        blocks[node] ??= builder.makeBlock();
        needs[node] = 'own';
        for (const from of entries) builder.linkEntryPoint(from, blocks[node]!);
      }
      const need = needs[node]!;
      if (need === 'none') continue;
      if (need === 'own') blocks[node] ??= builder.makeBlock();
      else blocks[node] = blocks[need];
      if (node === ROOT) continue;
      const { data, next } = this.nodes[node]!;
      if (data.kind === 'value') needs[next] = 'own';
      else needs[next] = needs[next] === 'none' ? node : 'own';
    }
    return blocks;
  }
}

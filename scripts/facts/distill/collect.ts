import type { RawRecord, RawTy } from '../../../server/src/facts/encoding.ts';
import type { Attributes } from './attributes.ts';
import type { CrateSet, LoadedCrate, Node } from './crateSet.ts';
import { type ImplNode, ItemLowering } from './lowerItem.ts';
import { TypeLowering } from './lowerType.ts';
import type { ModuleNames } from './modules.ts';
import { inner, type RustdocItem } from './rustdoc.ts';

/** All records of one target, by key, and the lang items' keys. */
export interface Collected {
  readonly records: Map<string, RawRecord>;
  readonly lang: ReadonlyMap<string, string>;
}

export interface CollectOptions {
  readonly crates: CrateSet;
  /** Crates whose public names users can write. */
  readonly publicCrates: readonly string[];
  readonly names: ModuleNames;
  readonly attributes: Attributes;
  readonly pointerWidth: number;
}

/**
 * Collects what users can name and whatever that reaches through fields, signatures and bounds, with every
 * impl whose trait and types are all among them. Methods of trait impls are left out: the trait says their
 * signatures. Private inherent items are left out as well.
 */
export function collect(options: CollectOptions): Collected {
  const collector = new Collector(options);
  collector.run();
  return collector;
}

class Collector implements Collected {
  readonly records = new Map<string, RawRecord>();
  readonly lang = new Map<string, string>();
  readonly #options: CollectOptions;
  readonly #lowering: ItemLowering;
  readonly #nodes = new Map<string, Node>();
  readonly #public = new Set<Node>();
  readonly #queue: Node[] = [];

  constructor(options: CollectOptions) {
    this.#options = options;
    const types = new TypeLowering(options.crates, options.pointerWidth);
    this.#lowering = new ItemLowering(
      types,
      options.attributes,
      (module) => options.names.record(module),
      (node) => this.#public.has(node),
    );
  }

  run(): void {
    for (const name of this.#options.publicCrates) {
      const crate = this.#options.crates.crate(name);
      if (crate) this.#publish(crate.root);
    }
    for (const node of this.#public) this.#add(node);
    this.#drain();
    const pending = this.#implHeaders();
    while (this.#takeImpls(pending)) this.#drain();
  }

  /** Every name that can be reached from a module by public names alone. */
  #publish(node: Node): void {
    if (this.#public.has(node) || leftOut(node)) return;
    this.#public.add(node);
    if (!inner(node.item).module) return;
    for (const entry of this.#options.names.entries(node)) if (entry.node) this.#publish(entry.node);
  }

  #add(node: Node): void {
    if (this.#nodes.has(node.key)) return;
    this.#nodes.set(node.key, node);
    this.#queue.push(node);
  }

  #drain(): void {
    for (let node = this.#queue.pop(); node; node = this.#queue.pop()) {
      const record = this.#lowering.record(node);
      if (!record) continue;
      this.#store(node, record);
      if (node.parent) this.#add(node.parent);
    }
  }

  #store(node: Node, record: RawRecord): void {
    this.records.set(node.key, prune(record, this.#public, this.#options.crates));
    const lang = this.#options.attributes.lang(node.item);
    if (lang !== undefined) this.lang.set(lang, node.key);
    if (record[0] !== 'm') for (const key of references(record)) this.#reach(key);
  }

  #reach(key: string): void {
    if (this.#nodes.has(key)) return;
    const [path, kind] = splitKey(key);
    const crate = this.#options.crates.crate(path.split('::')[0] ?? '');
    const node = crate?.byPath(path, kind);
    if (node) this.#add(node);
  }

  // ------------------------------------------------------------------------------------------ impls

  #implHeaders(): ImplNode[] {
    const headers: ImplNode[] = [];
    for (const crate of this.#options.crates.crates) {
      const used = new Map<string, number>();
      for (const item of crate.impls()) headers.push(this.#header(crate, item, used));
    }
    return headers;
  }

  #header(crate: LoadedCrate, item: RustdocItem, used: Map<string, number>): ImplNode {
    const bare: Node = { crate, item, key: '', path: '' };
    const header = this.#lowering.implHeader(bare);
    const text = JSON.stringify([header.trait, header.self]);
    const count = (used.get(text) ?? 0) + 1;
    used.set(text, count);
    const key = `@${crate.name}::${text}:impl${count > 1 ? `#${count}` : ''}`;
    return { ...header, node: { ...bare, key } };
  }

  /** Takes the impls whose header names nothing but what is there; returns whether there were any. */
  #takeImpls(pending: ImplNode[]): boolean {
    const left: ImplNode[] = [];
    const before = pending.length;
    for (const header of pending) {
      if (this.#wanted(header)) this.#takeImpl(header);
      else left.push(header);
    }
    pending.splice(0, pending.length, ...left);
    return left.length < before;
  }

  #wanted(header: ImplNode): boolean {
    if (hasUnknown([header.trait, header.self])) return false;
    const named = [...references([header.trait, header.self])];
    if (!named.every((key) => this.#nodes.has(key))) return false;
    return header.trait !== 0 || this.#isPublicSelf(header.self);
  }

  #isPublicSelf(self: RawTy): boolean {
    const key = headKey(self);
    const node = key === undefined ? undefined : this.#nodes.get(key);
    return key === undefined || (node !== undefined && this.#public.has(node));
  }

  #takeImpl(header: ImplNode): void {
    const { node } = header;
    const items = (inner(node.item).impl?.items ?? []).flatMap((id): Node[] => {
      const item = node.crate.json.index[id];
      if (!item || !this.#keepsItem(header, item)) return [];
      const suffix = inner(item).function
        ? 'function'
        : inner(item).assoc_const
          ? 'assoc_const'
          : 'assoc_type';
      return [
        { crate: node.crate, item, parent: node, path: '', key: `${node.key}::${item.name}:${suffix}` },
      ];
    });
    if (header.trait === 0 && items.length === 0) return;
    this.#nodes.set(node.key, node);
    this.#store(node, this.#lowering.impl(header, items));
    for (const item of items) {
      this.#nodes.set(item.key, item);
      const record = this.#lowering.implItem(item, header);
      if (record) this.#store(item, record);
    }
  }

  #keepsItem(header: ImplNode, item: RustdocItem): boolean {
    if (header.trait === 0)
      return item.visibility === 'public' && !(inner(item).function && isIntrinsicModule(header.node));
    return inner(item).function === undefined;
  }
}

/** Vendor intrinsics: thousands of functions over SIMD types. The types stay. */
function leftOut(node: Node): boolean {
  return node.path.startsWith('core::core_arch') && inner(node.item).function !== undefined;
}

function isIntrinsicModule(node: Node): boolean {
  return node.item.span?.filename.includes('stdarch/') ?? false;
}

/** Drops the children of a module that the facts leave out. */
function prune(record: RawRecord, published: ReadonlySet<Node>, crates: CrateSet): RawRecord {
  if (record[0] !== 'm') return record;
  const children = record[3].filter(([, , target]) => {
    const key = typeof target === 'string' ? target : Array.isArray(target) ? String(target[0]) : '';
    if (!key.startsWith('@')) return true;
    const [path, kind] = splitKey(key);
    const node = crates.crate(path.split('::')[0] ?? '')?.byPath(path, kind);
    return node !== undefined && published.has(node);
  });
  return ['m', record[1], record[2], children];
}

/** `@core::option::Option:enum` is the path and the kind (with a number where there are several). */
export function splitKey(key: string): [path: string, kind: string] {
  const at = key.lastIndexOf(':');
  return [key.slice(1, at), key.slice(at + 1)];
}

export function* references(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    if (value.startsWith('@')) yield value;
  } else if (Array.isArray(value)) {
    for (const part of value) yield* references(part);
  }
}

/** An impl for an item in a function's body, which rustdoc doesn't hold, is of no use to anyone else. */
function hasUnknown(value: unknown): boolean {
  return Array.isArray(value) && (value[0] === 15 || value.some(hasUnknown));
}

/** The definition that a type starts with, if it starts with one. */
export function headKey(ty: RawTy): string | undefined {
  if (typeof ty === 'string') return ty.startsWith('@') ? ty : undefined;
  if (!Array.isArray(ty)) return undefined;
  return (ty[0] === 0 || ty[0] === 14) && typeof ty[1] === 'string' ? ty[1] : undefined;
}

import type { RawChild, RawRecord } from '../../../server/src/facts/encoding.ts';
import type { CrateSet, Node } from './crateSet.ts';
import { inner, kindOf, type RustdocItem } from './rustdoc.ts';

const TYPE = 1;
const VALUE = 2;
const MACRO = 4;

/** A name in a module: what it is and whether a glob import brought it (then a declared name wins). */
interface Entry {
  readonly name: string;
  readonly namespaces: number;
  readonly target: RawChild[2];
  /** The item behind the name; absent for primitives. */
  readonly node?: Node;
}

/**
 * The public names of modules, with re-exports followed and globs resolved (Rust Reference, Use
 * declarations: a declared or imported name shadows one from a glob in the same namespace).
 */
export class ModuleNames {
  readonly #crates: CrateSet;
  readonly #cache = new Map<Node, readonly Entry[]>();
  /** Whether a target's compiler really has the path: rustdoc also shows what stands under `cfg(doc)`. */
  readonly #exists: (module: Node, name: string) => boolean;

  constructor(crates: CrateSet, exists: (module: Node, name: string) => boolean = () => true) {
    this.#crates = crates;
    this.#exists = exists;
  }

  record(module: Node): RawRecord & readonly ['m', ...unknown[]] {
    const children = this.entries(module).map(
      ({ name, namespaces, target }): RawChild => [name, namespaces, target],
    );
    const sorted = children.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1]));
    return ['m', module.item.name ?? '', module.parent?.key ?? -1, sorted];
  }

  entries(module: Node, visiting: ReadonlySet<Node> = new Set()): readonly Entry[] {
    const cached = this.#cache.get(module);
    if (cached || visiting.has(module)) return cached ?? [];
    const inside = new Set([...visiting, module]);
    const declared: Entry[] = [];
    const globs: Entry[] = [];
    for (const id of inner(module.item).module?.items ?? []) {
      const item = module.crate.json.index[id];
      if (item?.visibility !== 'public') continue;
      const use = inner(item).use;
      if (use?.is_glob) globs.push(...this.#glob(module, use.id, inside));
      else if (use) declared.push(...this.#use(module, use));
      else declared.push(...this.#declared(module, item));
    }
    const entries = merge(declared, globs).filter(({ name }) => this.#exists(module, name));
    if (visiting.size === 0) this.#cache.set(module, entries);
    return entries;
  }

  #declared(module: Node, item: RustdocItem): Entry[] {
    const node = module.crate.node(item.id);
    const namespaces = namespacesOf(item);
    if (!node || namespaces === 0 || item.name === null) return [];
    return [{ name: item.name, namespaces, target: node.key, node }];
  }

  #use(module: Node, use: { source: string; name: string; id: number | null }): Entry[] {
    const node = use.id === null ? undefined : this.#crates.resolve(module.crate, use.id);
    const primitive = node ? inner(node.item).primitive?.name : undefined;
    if (primitive !== undefined || (use.id === null && /^\w+$/.test(use.source))) {
      return [{ name: use.name, namespaces: TYPE, target: `#${primitive ?? use.source}` }];
    }
    if (node) return [{ name: use.name, namespaces: namespacesOf(node.item), target: node.key, node }];
    return this.#variant(module, use.id, use.name);
  }

  #variant(module: Node, id: number | null, name: string): Entry[] {
    const found = id === null ? undefined : this.#crates.resolveVariant(module.crate, id);
    if (!found) return [];
    return [{ name, namespaces: TYPE | VALUE, target: [found.node.key, found.index], node: found.node }];
  }

  #glob(module: Node, id: number | null, visiting: ReadonlySet<Node>): readonly Entry[] {
    const node = id === null ? undefined : this.#crates.resolve(module.crate, id);
    if (!node) return [];
    return inner(node.item).enum ? variantsOf(node) : this.entries(node, visiting);
  }
}

function variantsOf(node: Node): Entry[] {
  const ids = inner(node.item).enum?.variants ?? [];
  return ids.map((id, index) => {
    const name = node.crate.json.index[id]?.name ?? '';
    return { name, namespaces: TYPE | VALUE, target: [node.key, index], node };
  });
}

function merge(declared: readonly Entry[], globs: readonly Entry[]): Entry[] {
  const taken = new Map<string, number>();
  const merged: Entry[] = [];
  for (const entry of [...declared, ...globs]) {
    const before = taken.get(entry.name) ?? 0;
    const namespaces = entry.namespaces & ~before;
    if (namespaces === 0) continue;
    taken.set(entry.name, before | namespaces);
    merged.push({ ...entry, namespaces });
  }
  return merged;
}

/** A tuple or unit struct is a value too: its constructor. */
function namespacesOf(item: RustdocItem): number {
  const kind = kindOf(item);
  if (kind === 'struct') return typeof structKind(item) === 'string' ? TYPE | VALUE : hasTuple(item);
  if (['module', 'enum', 'union', 'trait', 'trait_alias', 'type_alias', 'extern_type'].includes(kind))
    return TYPE;
  if (['function', 'constant', 'static'].includes(kind)) return VALUE;
  return kind === 'macro' || kind === 'proc_macro' ? MACRO : 0;
}

function structKind(item: RustdocItem) {
  return inner(item).struct?.kind;
}

function hasTuple(item: RustdocItem): number {
  const kind = structKind(item);
  return typeof kind === 'object' && 'tuple' in kind ? TYPE | VALUE : TYPE;
}

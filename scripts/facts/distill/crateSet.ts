import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inner, kindOf, type RustdocCrate, type RustdocItem } from './rustdoc.ts';

/** An item with the crate whose JSON it is in and the key that names it in every target's facts. */
export interface Node {
  readonly crate: LoadedCrate;
  readonly item: RustdocItem;
  /** `core::option::Option` and the kind; `@` marks references in lowered records. */
  readonly key: string;
  readonly path: string;
  /** The module, trait or impl that it stands in. */
  readonly parent?: Node;
}

/** The crates of one target, with references between them resolved. */
export class CrateSet {
  readonly crates: readonly LoadedCrate[];
  readonly #byName = new Map<string, LoadedCrate>();

  constructor(crates: readonly { name: string; json: RustdocCrate }[]) {
    this.crates = crates.map(({ name, json }) => new LoadedCrate(name, json));
    for (const crate of this.crates) this.#byName.set(crate.name, crate);
  }

  crate(name: string): LoadedCrate | undefined {
    return this.#byName.get(name);
  }

  /** The item that `id` means in `from`'s JSON: its own, or another crate's by the path of its definition. */
  resolve(from: LoadedCrate, id: number): Node | undefined {
    const own = from.node(id);
    if (own) return own;
    const summary = from.json.paths[id];
    if (!summary) return undefined;
    const name = from.json.external_crates[summary.crate_id]?.name;
    if (name === undefined) return undefined;
    return this.#byName.get(name)?.byPath(summary.path.join('::'), itemKind(summary.kind));
  }

  /** The enum of a variant and its place there; variants are no nodes of their own. */
  resolveVariant(from: LoadedCrate, id: number): { node: Node; index: number } | undefined {
    const own = from.variant(id);
    const summary = from.json.paths[id];
    if (own || summary?.kind !== 'variant') return own;
    const name = summary.crate_id === 0 ? from.name : from.json.external_crates[summary.crate_id]?.name;
    const node = this.#byName.get(name ?? '')?.byPath(summary.path.slice(0, -1).join('::'), 'enum');
    const names = node && inner(node.item).enum?.variants.map((at) => node.crate.json.index[at]?.name);
    const index = names?.indexOf(summary.path.at(-1) ?? '') ?? -1;
    return node && index >= 0 ? { node, index } : undefined;
  }
}

export class LoadedCrate {
  readonly name: string;
  readonly json: RustdocCrate;
  readonly #nodes = new Map<number, Node>();
  readonly #byPath = new Map<string, Node>();
  readonly #variants = new Map<number, { node: Node; index: number }>();

  constructor(name: string, json: RustdocCrate) {
    this.name = name;
    this.json = json;
    const root = json.index[json.root];
    if (!root) throw new Error(`${name}: no root module`);
    this.#add(root, name, undefined);
    this.#addSummaries();
  }

  get root(): Node {
    const root = this.#nodes.get(this.json.root);
    if (!root) throw new Error(`${this.name}: no root module`);
    return root;
  }

  node(id: number): Node | undefined {
    return this.#nodes.get(id);
  }

  variant(id: number): { node: Node; index: number } | undefined {
    return this.#variants.get(id);
  }

  byPath(path: string, kind: string): Node | undefined {
    return this.#byPath.get(`${path}:${kind}`);
  }

  /** The crate's own impls in source order, without those that rustdoc derives (auto traits, copies of blanket impls). */
  *impls(): Generator<RustdocItem> {
    const items = Object.values(this.json.index).filter((item) => {
      const impl = item.crate_id === 0 ? inner(item).impl : undefined;
      return impl && !impl.is_synthetic && !impl.blanket_impl;
    });
    yield* items.sort(bySpan);
  }

  #add(item: RustdocItem, path: string, parent: Node | undefined): void {
    if (this.#nodes.has(item.id)) return;
    const kind = kindOf(item);
    let key = `@${path}:${kind}`;
    for (let n = 2; this.#byPath.has(key.slice(1)); n++) key = `@${path}:${kind}#${n}`;
    const node: Node = { crate: this, item, key, path, ...(parent && { parent }) };
    this.#nodes.set(item.id, node);
    this.#byPath.set(key.slice(1), node);
    const { module, trait, enum: enumeration } = inner(item);
    for (const [index, id] of (enumeration?.variants ?? []).entries())
      this.#variants.set(id, { node, index });
    for (const id of module?.items ?? trait?.items ?? []) {
      const child = this.json.index[id];
      if (child?.crate_id !== 0 || inner(child).use || inner(child).impl) continue;
      this.#add(child, `${path}::${child.name ?? '_'}`, node);
    }
  }

  /** Items outside of the module tree (in function bodies) still have a path in the summaries. */
  #addSummaries(): void {
    for (const [id, summary] of Object.entries(this.json.paths)) {
      const item = this.json.index[id];
      if (summary.crate_id !== 0 || !item || inner(item).variant || this.#nodes.has(item.id)) continue;
      this.#add(item, summary.path.join('::'), undefined);
    }
  }
}

/** Summaries tell attribute and derive macros apart. */
function itemKind(kind: string): string {
  return kind === 'proc_attribute' || kind === 'proc_derive' ? 'proc_macro' : kind;
}

export function bySpan(a: RustdocItem, b: RustdocItem): number {
  const [x, y] = [a.span, b.span];
  if (!x || !y) return (x ? 1 : 0) - (y ? 1 : 0) || a.id - b.id;
  if (x.filename !== y.filename) return x.filename < y.filename ? -1 : 1;
  return x.begin[0] - y.begin[0] || x.begin[1] - y.begin[1] || a.id - b.id;
}

/** Reads the JSON files `DIR/NAME.json` of the crates that exist for the target. */
export function loadCrates(dir: string, names: readonly string[]): CrateSet {
  const crates: { name: string; json: RustdocCrate }[] = [];
  for (const name of names) {
    try {
      crates.push({ name, json: JSON.parse(readFileSync(join(dir, `${name}.json`), 'utf8')) });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return new CrateSet(crates);
}

// The user's own source files, by the names that MIR gives them.

import fs from 'node:fs';
import path from 'node:path';
import type { CfgSet } from './cfgSet.ts';
import { type NamedFields, RustSource } from './rustSource.ts';

export class SourceFiles {
  readonly cwd: string;
  readonly #cfg: CfgSet | undefined;
  readonly #map = new Map<string, RustSource | null>();
  #structs: ByName | undefined;
  #variants: ByName | undefined;

  constructor(cwd: string, cfg?: CfgSet) {
    this.cwd = cwd;
    this.#cfg = cfg;
  }

  /** Null for a file of the compiler's or of a dependency. */
  get(name: string): RustSource | null {
    const known = this.#map.get(name);
    if (known !== undefined) return known;
    const file = path.resolve(this.cwd, name);
    const isForeign =
      name.startsWith('/rustc/') ||
      /\/(registry|rustlib)\//.test(file.slice(this.cwd.length)) ||
      !fs.existsSync(file);
    const source = isForeign ? null : new RustSource(fs.readFileSync(file, 'utf8'), this.#cfg);
    this.#map.set(name, source);
    return source;
  }

  /** The field names of a struct that MIR calls `path`, of all files read so far; undefined where two may be meant. */
  structFields(path: string): readonly string[] | undefined {
    this.#structs ??= this.#all((s) => s.structs);
    return best(this.#structs, path);
  }

  /** The field names of an `Enum::Variant`. */
  variantFields(path: string): readonly string[] | undefined {
    this.#variants ??= this.#all((s) => s.variants);
    return best(this.#variants, path);
  }

  #all(pick: (source: RustSource) => readonly NamedFields[]): ByName {
    const found = new Map<string, NamedFields[]>();
    for (const [name, source] of this.#map) {
      for (const { path: inner, fields } of source ? pick(source) : []) {
        const last = inner.at(-1)!;
        found.set(last, [...(found.get(last) ?? []), { path: [...modulesOf(name), ...inner], fields }]);
      }
    }
    return found;
  }
}

type ByName = ReadonlyMap<string, readonly NamedFields[]>;

/** `src/a/b/mod.rs` is `a::b`. */
function modulesOf(file: string): readonly string[] {
  const inside = file.replace(/^.*?\bsrc\//, '').replace(/(?:^|\/)(?:mod|lib|main)\.rs$|\.rs$/, '');
  return inside.split('/').filter(Boolean);
}

/** The one that shares most of its path's end; rustc shortens paths as far as they stay clear. */
function best(all: ByName, path: string): readonly string[] | undefined {
  const segments = path.split('::');
  const candidates = all.get(segments.at(-1)!) ?? [];
  // What begins with no module of this crate's is another crate's type.
  const isOwn = segments.length === 1 || candidates.some((c) => c.path.includes(segments[0]!));
  if (!isOwn) return undefined;
  const rated = candidates.map((c) => ({ c, shared: sharedEnd(c.path, segments) }));
  const most = Math.max(...rated.map(({ shared }) => shared));
  const fits = rated.filter(({ shared }) => shared === most);
  const distinct = new Set(fits.map(({ c }) => String(c.fields)));
  return distinct.size === 1 ? fits[0]!.c.fields : undefined;
}

function sharedEnd(a: readonly string[], b: readonly string[]): number {
  let n = 0;
  while (n < a.length && n < b.length && a.at(-1 - n) === b.at(-1 - n)) n++;
  return n;
}

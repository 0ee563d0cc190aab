// The user's own source files, by the names that MIR gives them.

import fs from 'node:fs';
import path from 'node:path';
import { RustSource } from './rustSource.ts';

export class SourceFiles {
  readonly cwd: string;
  readonly #map = new Map<string, RustSource | null>();
  #structs: Map<string, readonly string[]> | undefined;
  #variants: Map<string, readonly string[]> | undefined;

  constructor(cwd: string) {
    this.cwd = cwd;
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
    const source = isForeign ? null : new RustSource(fs.readFileSync(file, 'utf8'));
    this.#map.set(name, source);
    return source;
  }

  /** The field names of a struct, of all files read so far. */
  structFields(name: string): readonly string[] | undefined {
    this.#structs ??= this.#all((s) => s.structs);
    return this.#structs.get(name);
  }

  /** The field names of an `Enum::Variant`. */
  variantFields(name: string): readonly string[] | undefined {
    this.#variants ??= this.#all((s) => s.variants);
    return this.#variants.get(name);
  }

  #all(pick: (source: RustSource) => ReadonlyMap<string, readonly string[]>): Map<string, readonly string[]> {
    const sources = [...this.#map.values()].filter((s) => s !== null);
    return new Map(sources.flatMap((s) => [...pick(s)]));
  }
}

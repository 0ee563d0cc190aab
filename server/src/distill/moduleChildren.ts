import type { Def, SourceDef } from '../resolve/model/def.ts';
import type { PrimitiveName } from '../resolve/model/resolution.ts';
import type { ResolutionQueries } from '../resolve/model/resolutionQueries.ts';

/** A public name of a module. `namespaces` are bits: 1 types, 2 values, 4 macros. */
export interface PublicName {
  readonly name: string;
  readonly namespaces: number;
  readonly target: Def | PrimitiveName;
}

const BITS = { type: 1, value: 2, macro: 4 } as const;

/** The names that a module has for everybody, with re-exports followed and globs resolved. */
export class ModuleChildren {
  readonly #namesOf: ReturnType<ResolutionQueries['publicNames']>;
  readonly #exported: (crate: string) => readonly SourceDef[];
  readonly #known = new Map<Def, readonly PublicName[]>();

  /** @param exported the `#[macro_export]` macros of a crate, which are names of its root */
  constructor(resolver: ResolutionQueries, exported: (crate: string) => readonly SourceDef[]) {
    this.#namesOf = resolver.publicNames();
    this.#exported = exported;
  }

  of(module: SourceDef): readonly PublicName[] {
    let names = this.#known.get(module);
    if (names === undefined) {
      names = this.#read(module);
      this.#known.set(module, names);
    }
    return names;
  }

  #read(module: SourceDef): readonly PublicName[] {
    const found = new Map<string, { name: string; namespaces: number; target: Def | PrimitiveName }>();
    const add = (name: string, bits: number, target: Def | PrimitiveName): void => {
      const key = `${name} ${typeof target === 'string' ? target : target.id}`;
      const known = found.get(key);
      if (known) known.namespaces |= bits;
      else found.set(key, { name, namespaces: bits, target });
    };
    for (const { name, namespace, target } of this.#namesOf(module)) add(name, BITS[namespace], target);
    if (module.kind === 'crate')
      for (const macro of this.#exported(module.crate)) add(macro.name, BITS.macro, macro);
    return [...found.values()].sort((a, b) => order(a.name, b.name) || a.namespaces - b.namespaces);
  }
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import type { FactsRecord } from '../../facts/format.ts';
import type { Def, FactsDef } from '../../resolve/model/def.ts';
import type { TypeInputs } from '../typeCx.ts';
import { factsId } from './impls.ts';

/** Definitions of the standard library by path, and paths of its definitions. */
export class StdNames {
  readonly #inputs: TypeInputs;
  readonly #std = new Map<string, Def | undefined>();
  readonly #stdPaths = new Map<Def, string>();

  constructor(inputs: TypeInputs) {
    this.#inputs = inputs;
  }

  stdDef(path: string): Def | undefined {
    if (!this.#std.has(path)) this.#std.set(path, this.#findStd(path));
    return this.#std.get(path);
  }

  #findStd(path: string): Def | undefined {
    const { facts, resolver } = this.#inputs;
    const inSource = resolver.sysrootDef(path);
    if (inSource !== undefined) return inSource;
    const [crate, ...names] = path.split('::');
    let at = crate === undefined ? undefined : facts?.crate(crate)?.id;
    for (const name of names) {
      const target = at && facts?.child(at, name, 'type');
      if (target?.kind !== 'item') return undefined;
      at = target.id;
    }
    return at && this.#inputs.resolver.factsDef(at);
  }

  stdPath(def: Def): string | undefined {
    let path = this.#stdPaths.get(def);
    if (path === undefined) {
      path = this.#pathOf(def);
      if (path !== undefined) this.#stdPaths.set(def, path);
    }
    return path;
  }

  #pathOf(def: Def): string | undefined {
    const { facts, resolver } = this.#inputs;
    if (def.origin === 'facts') return facts?.path(factsId(def));
    const crate = resolver.sysrootName(def.crate);
    if (crate === undefined || def.name === '') return undefined;
    const names: string[] = [];
    for (let at: Def | undefined = def; at && at.kind !== 'crate'; at = at.parent) names.unshift(at.name);
    return [crate, ...names].join('::');
  }

  isStd(def: Def, stdPath: string): boolean {
    return (
      this.#inputs.resolver.isOfStd(def) && (this.stdPath(def) === stdPath || this.stdDef(stdPath) === def)
    );
  }

  record(def: FactsDef): FactsRecord | undefined {
    return this.#inputs.facts?.record(factsId(def));
  }
}

import { isUnknown } from '../../base/unknown.ts';
import type { CrateId } from '../../project/crateGraph.ts';
import type { Def } from '../model/def.ts';
import type { World } from '../model/model.ts';
import { callsOf } from '../scan/fileExtract.ts';
import { expressionMacros } from '../units/expansion.ts';

const typeWords = /\b(?:struct|enum|union|impl)\b/;

/** More macros than this are not followed: whoever calls so many may declare anything. */
const MAX_MACROS = 300;

/** Tells which macros may declare a type or an impl, by the words of their rules and of all rules that these lead to. */
export class DeclaringMacros {
  readonly #world: World;
  readonly #known = new WeakMap<Def, boolean>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Whether text that is handed to a macro may declare something: it says so, or calls a macro that may. */
  inArguments(text: string): boolean {
    return typeWords.test(text) || !calleesIn(text).next().done;
  }

  /** Whether a macro's own rules may; true where not all of them are found. */
  mayDeclare(macro: Def): boolean {
    if (macro.origin === 'facts' || macro.item.kind !== 'macroDef') return false;
    let may = this.#known.get(macro);
    if (may === undefined) {
      const { start, end } = macro.item.rules;
      may = this.#leadsToTypes(macro.unit.text.slice(start, end), macro.crate);
      this.#known.set(macro, may);
    }
    return may;
  }

  /** `pending` grows while it is walked: rules lead to further rules. */
  #leadsToTypes(rules: string, home: CrateId): boolean {
    const pending = new Map([[rules, home]]);
    for (const [text, crate] of pending) {
      if (typeWords.test(text) || pending.size > MAX_MACROS) return true;
      for (const name of calleesIn(text)) {
        const found = name === undefined ? [] : this.#rulesOf(name, crate);
        if (found.length === 0) return true;
        for (const [inner, from] of found) if (!pending.has(inner)) pending.set(inner, from);
      }
    }
    return false;
  }

  /** The rules of all macros of a name that code in a crate may mean: its own, and those of its dependencies. */
  #rulesOf(name: string, home: CrateId): readonly (readonly [rules: string, crate: CrateId])[] {
    const own = this.#rulesIn(name, home);
    const dependencies = this.#world.graph.dependencies(home);
    return [
      ...own,
      ...dependencies.flatMap(({ crate }) => (isUnknown(crate) ? [] : this.#rulesIn(name, crate))),
    ];
  }

  #rulesIn(name: string, id: CrateId): readonly (readonly [rules: string, crate: CrateId])[] {
    const crate = this.#world.crate(id);
    const rules = isUnknown(crate) ? undefined : crate.texts?.macros.get(name);
    return (rules ?? []).map((text) => [text, id] as const);
  }
}

/** The names of the macros that a text calls, but for those that are known to give expressions; undefined for `$name!`. */
function* calleesIn(text: string): Generator<string | undefined> {
  for (const [name, { prefix }] of callsOf({ path: '', text })) {
    if (prefix.endsWith('$')) yield undefined;
    else if (!expressionMacros.has(name)) yield name;
  }
}

import { isUnknown } from '../../base/unknown.ts';
import type { CrateId } from '../../project/crateGraph.ts';
import type { Def } from '../model/def.ts';
import type { World } from '../model/model.ts';
import type { CrateTexts } from '../scan/crateTexts.ts';
import { callsOf, type WrittenCall } from '../scan/fileExtract.ts';
import { words } from '../scan/textScan.ts';
import { expressionMacros } from '../units/expansion.ts';
import type { MacroImports, WrittenPath } from './macroImports.ts';
import { MacroRules } from './macroRules.ts';

export interface MacroHost {
  readonly world: World;
  texts(crate: CrateId): CrateTexts | undefined;
  /** The names that a trait of this name has in a crate. */
  namesIn(crate: CrateId, trait: string): readonly string[];
  /** What the imports in a crate's texts bring. */
  imports(crate: CrateId): MacroImports | undefined;
  /** The macro that a path names which starts with another crate: for those whose texts don't tell. */
  callee(crate: CrateId, path: WrittenPath): Def | undefined;
}

/** The rules of all macros that may take part in the calls of one name. */
export interface Closure {
  readonly rules: ReadonlyMap<string, MacroRules>;
  /** A macro's name may be an argument: then these crates' macros count where a call has their names. */
  readonly dynamic: ReadonlySet<CrateId>;
  /** Names of macros that were not found: only another macro can have made these. */
  readonly missing: ReadonlySet<string>;
}

interface Growing extends Closure {
  readonly rules: Map<string, MacroRules>;
  readonly dynamic: Set<CrateId>;
  readonly missing: Set<string>;
  /** Names that were looked for, by crate. */
  readonly seen: Set<string>;
  /** The crate with the calls. */
  readonly from: CrateId;
}

/** Follows macros by their texts: from calls to rules, and from these to the rules of what they call. */
export class MacroClosures {
  readonly #host: MacroHost;
  readonly #closures = new Map<CrateId, Map<string, Closure | undefined>>();
  readonly #rules = new Map<string, MacroRules>();

  constructor(host: MacroHost) {
    this.#host = host;
  }

  forget(crates: ReadonlySet<CrateId>): void {
    for (const crate of crates) this.#closures.delete(crate);
    this.#rules.clear();
  }

  /** Of all calls of one name that a crate's texts have; undefined where not all rules are found. */
  of(name: string, calls: readonly WrittenCall[], crate: CrateId): Closure | undefined {
    let ofCrate = this.#closures.get(crate);
    if (ofCrate === undefined) {
      ofCrate = new Map();
      this.#closures.set(crate, ofCrate);
    }
    if (!ofCrate.has(name)) {
      const sets = { dynamic: new Set<CrateId>(), missing: new Set<string>(), seen: new Set<string>() };
      const growing: Growing = { ...sets, rules: new Map(), from: crate };
      ofCrate.set(name, this.#addCalled(name, calls, crate, growing) ? growing : undefined);
    }
    return ofCrate.get(name);
  }

  /** Adds the macros that calls in the texts of `crate` may mean; false where not all are known. */
  #addCalled(name: string, calls: readonly WrittenCall[], crate: CrateId, found: Growing): boolean {
    if (name === 'include') return false;
    const seen = `${crate} ${name}!`;
    if (found.seen.has(seen)) return true;
    found.seen.add(seen);
    // Such a name is taken to mean std's macro, unless the crate has one.
    const own = this.#host.texts(crate)?.macros.get(name);
    if (expressionMacros.has(name)) return own?.every((text) => this.#addRules(text, crate, found)) ?? true;
    const before = found.rules.size;
    // A name that is handed to a macro has no call of its own.
    for (const prefix of new Set(calls.length === 0 ? [''] : calls.map((call) => call.prefix))) {
      const path = [...prefix.split('::').filter((part) => part !== ''), name];
      if (!this.#addPath(path, crate, found, false)) return false;
    }
    if (found.rules.size > before) return true;
    const inScope = calls.some(({ prefix }) => !leavesCrate(prefix));
    if (!this.#addStd(name, found) && inScope) found.missing.add(name);
    return true;
  }

  /** Adds all macros that a path in a crate may come to; `isKnown` where one was found on the way already. */
  #addPath(path: WrittenPath, crate: CrateId, found: Growing, isKnown: boolean): boolean {
    const seen = `${crate} ${path.join('::')}`;
    if (found.seen.has(seen)) return true;
    found.seen.add(seen);
    const followed = this.#host.imports(crate)?.follow(path);
    const macros = this.#host.texts(crate)?.macros;
    if (followed === undefined || macros === undefined) return false;
    const own = followed.own.flatMap((name) => macros.get(name) ?? []);
    return (
      own.every((text) => this.#addRules(text, crate, found)) &&
      followed.others.every((other) => this.#addForeign(other, crate, found, isKnown || own.length > 0))
    );
  }

  #addForeign([first, ...rest]: WrittenPath, crate: CrateId, found: Growing, isKnown: boolean): boolean {
    const { graph } = this.#host.world;
    const name = rest.at(-1);
    if (first === undefined || name === undefined || expressionMacros.has(name)) return true;
    const dependency = graph.dependency(crate, first);
    if (dependency === undefined) {
      this.#addStd(name, found);
      return true;
    }
    // A glob of a glob may lead to bindings of millions of lines. A macro in there of a name that was found already is
    // taken not to be meant: it would have to write an impl, and that where the other one isn't in scope.
    if (isKnown && crate !== found.from) return true;
    // What has no text is not expanded, nor is a procedural macro run.
    if (isUnknown(dependency) || graph.crate(dependency).isProcMacro) return true;
    if (this.#host.imports(dependency)?.follow(rest) !== undefined)
      return this.#addPath(rest, dependency, found, isKnown);
    const macro = this.#host.callee(crate, [first, ...rest]);
    return macro === undefined || this.#addDefinition(macro, found);
  }

  #addDefinition(macro: Def, found: Growing): boolean {
    if (macro.origin === 'facts') return this.#addStd(macro.name, found);
    if (macro.item.kind !== 'macroDef') return true;
    const { start, end } = macro.item.rules;
    return this.#addRules(macro.unit.text.slice(start, end), macro.crate, found);
  }

  #rulesOf(text: string, crate: CrateId | undefined): MacroRules {
    const key = `${crate ?? ''} ${text}`;
    let rules = this.#rules.get(key);
    if (rules === undefined) {
      rules = new MacroRules(text, crate);
      this.#rules.set(key, rules);
    }
    return rules;
  }

  /** `home` is the crate with the rules; names in them may belong to it or to the crate of the call. */
  #addRules(text: string, home: CrateId, found: Growing): boolean {
    if (found.rules.has(text)) return true;
    found.rules.set(text, this.#rulesOf(text, home));
    for (const [name, { prefix }] of callsOf({ path: '', text })) {
      const known = prefix.endsWith('$')
        ? this.#addDynamic(text, home, found)
        : this.#addNamed(name, home, found);
      if (!known) return false;
    }
    return true;
  }

  /** `$name!`: any macro whose name the rules or the call's arguments have. */
  #addDynamic(text: string, home: CrateId, found: Growing): boolean {
    const macros = this.#host.texts(home)?.macros;
    if (macros === undefined) return false;
    found.dynamic.add(home);
    for (const [word] of text.matchAll(words)) {
      if (!macros.get(word)?.every((rules) => this.#addRules(rules, home, found)) && macros.has(word))
        return false;
    }
    return true;
  }

  #addNamed(name: string, home: CrateId, found: Growing): boolean {
    const crates = home === found.from ? [home] : [home, found.from];
    let named = false;
    for (const crate of crates) {
      const texts = this.#host.texts(crate);
      if (texts === undefined) return false;
      for (const rules of texts.macros.get(name) ?? []) {
        named = true;
        if (!this.#addRules(rules, crate, found)) return false;
      }
    }
    if (named || expressionMacros.has(name)) return true;
    if (this.#host.world.stdMacros.some((macro) => macro.name === name)) return this.#addStd(name, found);
    const calls = this.#host.texts(home)!.calls.get(name);
    return calls !== undefined && this.#addCalled(name, calls, home, found);
  }

  #addStd(name: string, found: Growing): boolean {
    const macros = this.#host.world.stdMacros.filter((macro) => macro.name === name);
    for (const { builtin, text } of macros) {
      if (builtin || found.rules.has(text)) continue;
      found.rules.set(text, this.#rulesOf(text, undefined));
      for (const [inner, { prefix }] of callsOf({ path: '', text })) {
        if (prefix.endsWith('$')) return false;
        if (!expressionMacros.has(inner) && !this.#addStd(inner, found)) return false;
      }
    }
    return macros.length > 0 && name !== 'include';
  }
}

function leavesCrate(prefix: string): boolean {
  return prefix !== '' && !/^(?:\$|crate::|self::|super::)/.test(prefix);
}

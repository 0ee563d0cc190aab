import { isUnknown } from '../base/unknown.ts';
import type { CrateId } from '../project/crateGraph.ts';
import { closingDelimiter } from '../syntax/delimiters.ts';
import { type CrateTexts, callsOf, type WrittenCall } from './crateTexts.ts';
import type { Def } from './def.ts';
import { expressionMacros } from './expansion.ts';
import { implsVariableTrait, traitHeaders, wordsIn } from './implHeaders.ts';
import { hasWord } from './macroWords.ts';
import type { World } from './model.ts';

/**
 * What calls of a macro may bring of the impls of a trait: none, those for a `Self` that the rules or the call name,
 * or any, where the rules are not known.
 */
export type Brings =
  | 'none'
  | {
      /** All rules that take part. */
      readonly rules: readonly string[];
      /** The rules don't name the trait: only a call that does brings an impl of it. */
      readonly byCall: boolean;
    }
  | 'any';

/** The rules of a macro, with the crate that they are written in. */
interface Rules {
  readonly text: string;
  readonly crate: CrateId | undefined;
}

export interface MacroHost {
  readonly world: World;
  texts(crate: CrateId): CrateTexts | undefined;
  /** The names that a trait of this name has in a crate. */
  namesIn(crate: CrateId, trait: string): readonly string[];
  /**
   * The macro that a call in the text of a crate names, seen from its module or from the root; undefined where the
   * crate doesn't have that text.
   */
  callee(crate: CrateId, call: WrittenCall, from: 'root' | 'module'): Def | 'absent' | undefined;
}

/** The rules of all macros that may take part in the calls of one name. */
interface Closure {
  readonly rules: ReadonlyMap<string, Rules>;
  /** A macro's name may be an argument: then these crates' macros count where a call has their names. */
  readonly dynamic: ReadonlySet<CrateId>;
  /** What they bring, by trait. */
  readonly brings: Map<string, Brings>;
  /** Whether one of them writes an impl whose trait is a variable. */
  variable?: boolean;
}

/** A macro whose name is an argument. */
interface Passed {
  readonly id: CrateId;
  readonly word: string;
}

interface Growing extends Closure {
  readonly rules: Map<string, Rules>;
  readonly dynamic: Set<CrateId>;
  /** Names that were looked for, by crate. */
  readonly seen: Set<string>;
  /** The crate with the calls. */
  readonly from: CrateId;
}

/** Reads off the rules of macros which impls they may write. */
export class MacroImpls {
  readonly #host: MacroHost;
  readonly #passed = new WeakMap<WrittenCall, Passed[]>();
  readonly #closures = new Map<CrateId, Map<string, Closure | undefined>>();

  constructor(host: MacroHost) {
    this.#host = host;
  }

  forget(crates: ReadonlySet<CrateId>): void {
    for (const crate of crates) this.#closures.delete(crate);
  }

  /** For calls that a crate's texts have, all of one name. */
  brings(name: string, calls: readonly WrittenCall[], crate: CrateId, trait: string): Brings {
    const closure = this.#closureOf(name, calls, crate);
    if (closure === undefined) return 'any';
    let brings = closure.brings.get(trait);
    if (brings === undefined) {
      brings = this.#read(closure, trait);
      closure.brings.set(trait, brings);
    }
    return brings;
  }

  #read(closure: Closure, trait: string): Brings {
    const rules = [...closure.rules.values()];
    closure.variable ??= rules.some(({ text }) => implsVariableTrait(text));
    const find = closure.variable ? wordsIn : traitHeaders;
    const literal = rules.some(({ text, crate: home }) => {
      const names = home === undefined ? [trait] : this.#host.namesIn(home, trait);
      return names.some((own) => !find(text, own).next().done);
    });
    if (!literal && !closure.variable) return 'none';
    return { rules: rules.map(({ text }) => text), byCall: !literal };
  }

  /** The same for one of the calls, which may give its macro the names of others. */
  callBrings(name: string, call: WrittenCall, crate: CrateId, trait: string): Brings {
    const closure = this.#closures.get(crate)?.get(name);
    if (closure === undefined) return 'any';
    let result = closure.brings.get(trait) ?? 'any';
    if (closure.dynamic.size === 0) return result;
    for (const { id, word } of this.#passedBy(call, closure, crate)) {
      result = both(result, this.brings(word, this.#host.texts(id)?.calls.get(word) ?? [], id, trait));
    }
    return result;
  }

  #passedBy(call: WrittenCall, closure: Closure, crate: CrateId): readonly Passed[] {
    let passed = this.#passed.get(call);
    if (passed === undefined) {
      passed = [];
      for (const word of new Set(callText(call).match(words))) {
        for (const id of new Set([...closure.dynamic, crate])) {
          const rules = this.#host.texts(id)?.macros.get(word);
          if (rules?.some((text) => !closure.rules.has(text))) passed.push({ id, word });
        }
      }
      this.#passed.set(call, passed);
    }
    return passed;
  }

  #closureOf(name: string, calls: readonly WrittenCall[], crate: CrateId): Closure | undefined {
    let ofCrate = this.#closures.get(crate);
    if (ofCrate === undefined) {
      ofCrate = new Map();
      this.#closures.set(crate, ofCrate);
    }
    if (!ofCrate.has(name)) {
      const empty = { rules: new Map(), dynamic: new Set<CrateId>(), brings: new Map() };
      const growing: Growing = { ...empty, seen: new Set(), from: crate };
      ofCrate.set(name, this.#addCalled(name, calls, crate, growing) ? growing : undefined);
    }
    return ofCrate.get(name);
  }

  /** Adds the macro that calls in the texts of `crate` mean; false where it isn't known. */
  #addCalled(name: string, calls: readonly WrittenCall[], crate: CrateId, found: Growing): boolean {
    if (name === 'include') return false;
    if (found.seen.has(`${crate} ${name}`)) return true;
    found.seen.add(`${crate} ${name}`);
    const own = this.#host.texts(crate)?.macros.get(name);
    if (own !== undefined && !own.every((text) => this.#addRules(text, crate, found))) return false;
    const foreign = own ? calls.filter(({ prefix }) => leavesCrate(prefix)) : calls;
    if (foreign.length === 0 || expressionMacros.has(name)) return true;
    const macro = this.#callee(name, foreign, crate);
    if (macro === 'unclear') return false;
    return macro === undefined || this.#addDefinition(macro, found);
  }

  /**
   * The macro of another crate that calls mean. Where one call leads, the others of that name are taken to lead
   * too. Undefined where none can be expanded, because there is no such macro in their modules.
   */
  #callee(name: string, calls: readonly WrittenCall[], crate: CrateId): Def | 'unclear' | undefined {
    const [first] = calls;
    const atRoot = first && this.#host.callee(crate, first, 'root');
    if (atRoot !== undefined && atRoot !== 'absent') return atRoot;
    const importing = this.#importing(name, crate);
    const qualified = calls.filter(({ prefix }) => prefix !== '');
    const bare = calls.filter(({ prefix, file }) => prefix === '' && importing.has(file.path));
    let tried = 0;
    for (const call of onePerFile([...qualified, ...bare])) {
      const macro = this.#host.callee(crate, call, 'module');
      if (macro === undefined) continue;
      if (macro !== 'absent') return macro;
      if (++tried === 3) break;
    }
    // An import may stand in a block.
    return bare.length > 0 && tried > 0 ? 'unclear' : undefined;
  }

  /** The files in which an import may bring a name. */
  #importing(name: string, crate: CrateId): ReadonlySet<string> {
    const imports = this.#host.texts(crate)?.imports ?? [];
    const brings = hasWord(name);
    return new Set(imports.flatMap(({ path, text }) => (text.includes('*') || brings(text) ? [path] : [])));
  }

  #addDefinition(macro: Def, found: Growing): boolean {
    if (macro.origin === 'facts') return this.#addStd(macro.name, found);
    // A procedural macro gives no items, because it is not run.
    if (macro.item.kind !== 'macroDef') return true;
    const { start, end } = macro.item.rules;
    return this.#addRules(macro.unit.text.slice(start, end), macro.crate, found);
  }

  /** `home` is the crate with the rules; names in them may belong to it or to the crate of the call. */
  #addRules(text: string, home: CrateId, found: Growing): boolean {
    if (found.rules.has(text)) return true;
    found.rules.set(text, { text, crate: home });
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
      found.rules.set(text, { text, crate: undefined });
      for (const [inner, { prefix }] of callsOf({ path: '', text })) {
        if (prefix.endsWith('$')) return false;
        if (!expressionMacros.has(inner) && !this.#addStd(inner, found)) return false;
      }
    }
    return macros.length > 0 && name !== 'include';
  }
}

const words = /[\p{XID_Start}_][\p{XID_Continue}]*/gu;

function both(a: Brings, b: Brings): Brings {
  if (a === 'any' || b === 'any') return 'any';
  if (a === 'none') return b;
  return b === 'none' ? a : { rules: [...a.rules, ...b.rules], byCall: a.byCall && b.byCall };
}

function leavesCrate(prefix: string): boolean {
  return prefix !== '' && !/^(?:\$|crate::|self::|super::)/.test(prefix);
}

/** The text of a call with its delimiters. */
export function callText({ file, open }: WrittenCall): string {
  const { text } = file;
  return text[open] === '/' ? text.slice(open) : text.slice(open, closingDelimiter(text, open) + 1);
}

function* onePerFile(calls: readonly WrittenCall[]): Generator<WrittenCall> {
  let last: unknown;
  for (const call of calls) {
    if (call.file !== last) yield call;
    last = call.file;
  }
}

/** Whether a definition is known at all, in the words of `MacroHost.callee`. */
export function calleeOf(hit: ReturnType<World['macros']['find']>): Def | 'absent' {
  return hit === undefined || isUnknown(hit) || typeof hit.target === 'string' ? 'absent' : hit.target;
}

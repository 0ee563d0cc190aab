import type { CrateId } from '../../project/crateGraph.ts';
import { closingDelimiter } from '../../syntax/delimiters.ts';
import type { WrittenCall } from '../scan/fileExtract.ts';
import { hasWord } from '../scan/macroWords.ts';
import type { MacroAlias } from '../scan/selfNames.ts';
import { words } from '../scan/textScan.ts';
import { type Closure, MacroClosures, type MacroHost } from './macroClosures.ts';

/** Which impls are sought: those of a trait, by its name, or those without one. */
export type Sought = { readonly trait: string } | 'inherent';

/**
 * What calls of a macro may bring of the impls that are sought: none, those for a `Self` that the rules or the call name,
 * or any, where the rules are not known.
 */
export type Brings = 'none' | BroughtByRules | 'any';

export interface BroughtByRules {
  /** All texts of rules that take part, or the names that they give. */
  readonly rules: readonly string[];
  /** The rules don't name the trait that is sought: only a call that does brings an impl of it. */
  readonly byCall: boolean;
  /** Whether `Self` may be a type that neither the rules nor the call name. */
  readonly unnamedSelf: boolean;
}

/** A macro whose name is an argument. */
interface Passed {
  readonly id: CrateId;
  readonly word: string;
}

/** Reads off the rules of macros which impls they may write. */
export class MacroImpls {
  readonly #host: MacroHost;
  readonly #closures: MacroClosures;
  readonly #definitions = new Map<CrateId, readonly string[]>();
  readonly #passed = new WeakMap<WrittenCall, Passed[]>();
  readonly #known = new WeakMap<Closure, Map<string, Brings>>();

  constructor(host: MacroHost) {
    this.#host = host;
    this.#closures = new MacroClosures(host);
  }

  forget(crates: ReadonlySet<CrateId>): void {
    this.#closures.forget(crates);
    for (const crate of crates) this.#definitions.delete(crate);
  }

  /** For calls that a crate's texts have, all of one name. */
  brings(name: string, calls: readonly WrittenCall[], crate: CrateId, sought: Sought): Brings {
    const closure = this.#closureOf(name, calls, crate);
    return closure === undefined ? 'any' : this.#read(closure, sought);
  }

  /** The same for one of the calls, which may give its macro the names of others. */
  callBrings(
    name: string,
    call: WrittenCall,
    calls: readonly WrittenCall[],
    crate: CrateId,
    sought: Sought,
  ): Brings {
    const closure = this.#closureOf(name, calls, crate);
    if (closure === undefined) return 'any';
    let result = this.#read(closure, sought);
    if (closure.dynamic.size === 0) return result;
    for (const { id, word } of this.#passedBy(call, closure, crate)) {
      result = both(result, this.brings(word, this.#host.texts(id)?.calls.get(word) ?? [], id, sought));
    }
    return result;
  }

  /** Undefined where not all rules are found that may take part. */
  #closureOf(name: string, calls: readonly WrittenCall[], crate: CrateId): Closure | undefined {
    const closure = this.#closures.of(name, calls, crate);
    if (closure === undefined || closure.missing.size === 0) return closure;
    const texts = this.#definitionsOf(crate);
    const isDefined = (missing: string) => texts.some(hasWord(missing));
    return [...closure.missing].some(isDefined) ? undefined : closure;
  }

  /** Texts with the names of the macros that macros of other crates define in a crate. */
  #definitionsOf(crate: CrateId): readonly string[] {
    let texts = this.#definitions.get(crate);
    if (texts === undefined) {
      texts = [...(this.#host.texts(crate)?.calls ?? [])].flatMap(([name, calls]) => {
        const rules = this.#closures.of(name, calls, crate)?.rules.values() ?? [];
        const defined = [...rules].flatMap((own) => (own.crate === crate ? [] : own.definedMacros));
        return defined.some((macro) => macro.startsWith('$'))
          ? [...defined, ...calls.map(callText)]
          : defined;
      });
      this.#definitions.set(crate, texts);
    }
    return texts;
  }

  /** What the rules behind calls of a name may name anew. */
  aliases(name: string, calls: readonly WrittenCall[], crate: CrateId): readonly MacroAlias[] {
    const closure = this.#closures.of(name, calls, crate);
    return closure === undefined ? [] : [...closure.rules.values()].flatMap(({ aliases }) => aliases);
  }

  #read(closure: Closure, sought: Sought): Brings {
    const known = this.#known.get(closure) ?? new Map<string, Brings>();
    this.#known.set(closure, known);
    const key = sought === 'inherent' ? '' : sought.trait;
    let brings = known.get(key);
    if (brings === undefined) {
      brings = sought === 'inherent' ? readInherent(closure) : this.#readTrait(closure, sought.trait);
      known.set(key, brings);
    }
    return brings;
  }

  #readTrait(closure: Closure, trait: string): Brings {
    const all = [...closure.rules.values()];
    const variable = all.some(({ variableTrait }) => variableTrait);
    const literal = all.some((rules) => {
      const names = rules.crate === undefined ? [trait] : this.#host.namesIn(rules.crate, trait);
      return names.some((own) => rules.names(own, variable));
    });
    if (!literal && !variable) return 'none';
    const unnamedSelf = all.some((rules) => rules.unnamedSelf);
    return { rules: all.map(({ text }) => text), byCall: !literal, unnamedSelf };
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
}

/** Impls without a trait for what the rules name, and for what a call names where a variable stands for `Self`. */
function readInherent({ rules }: Closure): Brings {
  const headers = [...rules.values()].flatMap(({ inherent }) => inherent);
  if (headers.length === 0) return 'none';
  const names = headers.flatMap(({ self }) => (self === undefined ? [] : [self]));
  const named = names.length === headers.length ? new Set(names) : rules.keys();
  return { rules: [...named], byCall: false, unnamedSelf: false };
}

function both(a: Brings, b: Brings): Brings {
  if (a === 'any' || b === 'any') return 'any';
  if (a === 'none') return b;
  if (b === 'none') return a;
  const unnamedSelf = a.unnamedSelf || b.unnamedSelf;
  return { rules: [...a.rules, ...b.rules], byCall: a.byCall && b.byCall, unnamedSelf };
}

const callTexts = new WeakMap<WrittenCall, string>();

/** The text of a call with its delimiters. */
export function callText(call: WrittenCall): string {
  let written = callTexts.get(call);
  if (written === undefined) {
    const { text } = call.file;
    const end = text[call.open] === '/' ? text.length : closingDelimiter(text, call.open) + 1;
    written = text.slice(call.open, end);
    callTexts.set(call, written);
  }
  return written;
}

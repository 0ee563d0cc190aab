import type { CrateId } from '../../project/crateGraph.ts';
import { implsVariableTrait, namesTrait } from '../scan/implHeaders.ts';
import { type MacroAlias, macroAliases } from '../scan/selfNames.ts';
import { wordsIn } from '../scan/textScan.ts';
import { type WrittenHeader, writtenHeaders } from '../scan/writtenHeaders.ts';

/** The rules of a macro, with what is read off them, once. */
export class MacroRules {
  readonly text: string;
  /** The crate that they are written in; undefined for std's. */
  readonly crate: CrateId | undefined;
  readonly #traits = new Map<string, boolean>();
  #aliases: readonly MacroAlias[] | undefined;
  #variableTrait: boolean | undefined;
  #inherent: readonly WrittenHeader[] | undefined;
  #unnamedSelf: boolean | undefined;

  constructor(text: string, crate: CrateId | undefined) {
    this.text = text;
    this.crate = crate;
  }

  /** Headers of impls that may have no trait. */
  get inherent(): readonly WrittenHeader[] {
    this.#inherent ??= [...writtenHeaders(this.text, true)].filter(({ kind }) => kind !== 'trait');
    return this.#inherent;
  }

  /** What they may name anew. */
  get aliases(): readonly MacroAlias[] {
    this.#aliases ??= macroAliases(this.text);
    return this.#aliases;
  }

  /** The names of the macros that they define, variables with their `$`. */
  get definedMacros(): readonly string[] {
    return [...this.text.matchAll(/\b(?:macro_rules\s*!\s*|macro\s+)(\$?\s*[\p{XID_Continue}]+)/gu)].map(
      ([, name]) => name!,
    );
  }

  /** Whether they write an impl whose trait is a variable. */
  get variableTrait(): boolean {
    this.#variableTrait ??= implsVariableTrait(this.text);
    return this.#variableTrait;
  }

  /** Whether they may write an impl whose `Self` has no name. */
  get unnamedSelf(): boolean {
    this.#unnamedSelf ??= hasUnnamedSelf(this.text);
    return this.#unnamedSelf;
  }

  /** Whether they may name a trait in a header, or `anywhere`. */
  names(trait: string, anywhere: boolean): boolean {
    const key = `${anywhere ? '$' : ''}${trait}`;
    let names = this.#traits.get(key);
    if (names === undefined) {
      names = anywhere ? !wordsIn(this.text, trait).next().done : namesTrait(this.text, trait);
      this.#traits.set(key, names);
    }
    return names;
  }
}

/** Whether a text may write an impl whose `Self` is named by neither a call nor a rule: `for <T as Tr>::Out`. */
export function hasUnnamedSelf(text: string): boolean {
  return /\bfor\s*<\s*(?!')/.test(text);
}

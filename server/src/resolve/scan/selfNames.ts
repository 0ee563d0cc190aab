import { isPrimitive } from '../model/primitives.ts';
import { type CrateTexts, grown } from './crateTexts.ts';
import { hasWord } from './macroWords.ts';
import { isAssociated, isCommentLine, words } from './textScan.ts';

/** Text of a macro call, and what the rules behind it make of it that may give a type further names. */
export interface AliasingCall {
  readonly text: string;
  readonly aliases: readonly MacroAlias[];
}

/** `type A = B;` or `use b as A;` of a macro's rules, in which a variable stands. */
export interface MacroAlias {
  readonly text: string;
  /** The new name; undefined where a variable stands for it. */
  readonly name: string | undefined;
}

/** What the rules of a macro name anew, with variables in it: nothing else can be read off a crate's own texts. */
export function macroAliases(rules: string): readonly MacroAlias[] {
  if (!rules.includes('$')) return [];
  const found: MacroAlias[] = [];
  for (const { 0: text, groups, index } of rules.matchAll(naming)) {
    if (!text.includes('$') || isCommentLine(rules, index) || isAssociated(rules, index)) continue;
    const { variable, name, uses } = groups!;
    if (uses === undefined) found.push({ text, name: variable === undefined ? name : undefined });
    else for (const [, alias] of uses.matchAll(renaming)) found.push({ text, name: alias });
  }
  return found;
}

const naming =
  /\btype\s+(?:r#)?(?<variable>\$\s*)?(?<name>[\p{XID_Start}_][\p{XID_Continue}]*)\s*(?=[<=$]|where\b)[^;{}]*|\buse\s(?<uses>[^;]*)/gu;
const renaming = /\bas\s+(?:\$\s*\w+|(?:r#)?([\p{XID_Start}_][\p{XID_Continue}]*))/gu;

/** Under which names a crate's own types may stand in the header of an impl; too many rather than too few. */
export class SelfNames {
  readonly #texts: CrateTexts;
  readonly #calls: readonly AliasingCall[];
  readonly #known = new Map<string, ReadonlySet<string>>();

  /** `calls` are those of macros that may name types anew. */
  constructor(texts: CrateTexts, calls: readonly AliasingCall[]) {
    this.#texts = texts;
    this.#calls = calls;
  }

  of(name: string): ReadonlySet<string> {
    let names = this.#known.get(name);
    if (names === undefined) {
      names = new Set(grown(name, (known) => [...this.#texts.aliasesOf(known), ...this.#byCalls(known)]));
      this.#known.set(name, names);
    }
    return names;
  }

  /** Whether a name in a header may stand for a type of the given names: one that nothing declares may be an alias. */
  mayMean(self: string, names: ReadonlySet<string>): boolean {
    return names.has(self) || !(isPrimitive(self) || this.#texts.declares(self));
  }

  #byCalls(name: string): readonly string[] {
    const has = hasWord(name);
    const found = this.#calls.flatMap(({ text, aliases }) => {
      const inCall = has(text);
      const relevant = aliases.filter((alias) => inCall || has(alias.text));
      return relevant.flatMap((alias) =>
        alias.name === undefined ? (text.match(words) ?? []) : [alias.name],
      );
    });
    return found.filter((word) => !isPrimitive(word) && !this.#texts.declares(word));
  }
}

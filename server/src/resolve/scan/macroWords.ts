import { isUnknown } from '../../base/unknown.ts';
import type { MacroCallItem } from '../../syntax/ast.ts';
import { noCallees } from '../../syntax/noCallees.ts';
import type { Namespace, SourceDef } from '../model/def.ts';
import type { Entry, Hit, Position } from '../model/model.ts';
import { expressionMacros } from '../units/expansion.ts';

/** Says of a text whether something may come from it. */
export type TextTest = (text: string) => boolean;

/** The macro that a name means in textual scope; see `MacroScopes`. */
export type FindTextual = (position: Position, name: string) => Hit;

/**
 * Which macro calls can't bring a name, told without expanding them: every identifier of an expansion stands in
 * the call's arguments or in the rules of a macro that takes part. (Macros that make identifiers out of pieces are
 * procedural, and those are not expanded at all.) In doubt a call may bring anything.
 */
export class MacroWords {
  readonly #find: FindTextual;
  readonly #isForeign: (entry: Entry) => boolean;
  readonly #texts = new WeakMap<Entry, readonly string[] | undefined>();

  /** `isForeign` says of a call whether its name belongs to another crate than that of its place. */
  constructor(find: FindTextual, isForeign: (entry: Entry) => boolean) {
    this.#find = find;
    this.#isForeign = isForeign;
  }

  /** Whether what a call expands to may be made of texts that pass all tests, each text one or several of them. */
  mayBring(entry: Entry, ...tests: readonly TextTest[]): boolean {
    const { item, fragment } = entry;
    if (item.kind !== 'macroCall') return true;
    const { start, end } = item.call.body;
    const written = fragment.unit.text.slice(start, end);
    const open = tests.filter((test) => !test(written));
    if (open.length === 0) return true;
    const texts = this.#textsOf(entry, item);
    return texts === undefined || open.every((test) => texts.some(test));
  }

  /**
   * The rules of all macros that may take part; undefined where that isn't known. What can't be told once, because
   * other calls are being expanded, is not tried again: not to know costs an expansion, trying again costs more.
   */
  #textsOf(entry: Entry, item: MacroCallItem): readonly string[] | undefined {
    if (this.#texts.has(entry)) return this.#texts.get(entry);
    this.#texts.set(entry, undefined);
    const { path, body } = item.call;
    const [only, more] = path.segments;
    if (only === undefined || more !== undefined || path.global || only.crate !== undefined) return undefined;
    if (this.#isForeign(entry)) return undefined;
    const { fragment, index } = entry;
    const called = calleesIn(fragment.unit.text.slice(body.start, body.end));
    const texts = this.#rulesOf([only.name.text, ...called], { fragment, index });
    this.#texts.set(entry, texts);
    return texts;
  }

  /**
   * The rules of the macros of these names, and of all that they call. Macros are named anew where their expansion
   * stands, so all names are looked up at the call.
   */
  #rulesOf(names: readonly (string | undefined)[], position: Position): readonly string[] | undefined {
    const found = new Map<SourceDef, string>();
    const open = new Set(names);
    // A set goes on to what is added while it is walked.
    for (const name of open) {
      const hit = name === undefined ? undefined : this.#find(position, name);
      if (hit === undefined) {
        if (name === undefined || !expressionMacros.has(name)) return undefined;
        continue;
      }
      if (isUnknown(hit) || typeof hit.target === 'string' || hit.condition !== undefined) return undefined;
      const def = hit.target;
      if (def.origin !== 'source' || def.item.kind !== 'macroDef') return undefined;
      if (found.has(def)) continue;
      if (found.size >= MAX_MACROS) return undefined;
      const { start, end } = def.item.rules;
      const text = def.unit.text.slice(start, end);
      found.set(def, text);
      for (const callee of calleesIn(text)) open.add(callee);
    }
    return [...found.values()];
  }
}

/** More macros than this in one call are not followed: it is cheaper to expand. */
const MAX_MACROS = 500;

const callees = /(\$\s*|::\s*|r#)?([\p{XID_Start}_][\p{XID_Continue}]*)\s*!\s*(?:[([{]|\/[*/])/gu;

/** The names that a text calls as macros; undefined for one that a variable or a longer path gives. */
export function calleesIn(text: string): ReadonlySet<string | undefined> {
  const names = new Set<string | undefined>();
  if (!text.includes('!')) return names;
  for (const [, before, name] of text.matchAll(callees)) {
    if (before !== undefined) names.add(undefined);
    else if (!noCallees.has(name!)) names.add(name!);
  }
  return names;
}

const tests = new Map<string, TextTest>();

/** Whether a text has an identifier. */
export function hasWord(word: string): TextTest {
  let test = tests.get(word);
  if (test === undefined) {
    // Borders of words are known for ASCII alone; others may be found in the midst of a word, which does no harm.
    const pattern = /^\w+$/.test(word) ? new RegExp(`\\b${word}\\b`) : undefined;
    test = (text) => text.includes(word) && (pattern === undefined || pattern.test(text));
    if (tests.size > 10_000) tests.clear();
    tests.set(word, test);
  }
  return test;
}

/** What it takes to declare or import a name in a namespace, besides the name. */
export const declares: Readonly<Record<Namespace, TextTest>> = {
  type: anyWord('struct', 'enum', 'union', 'trait', 'type', 'mod', 'use', 'crate'),
  value: anyWord('fn', 'const', 'static', 'struct', 'use'),
  macro: anyWord('macro', 'macro_rules', 'use', 'crate', 'fn'),
};

function anyWord(...words: readonly string[]): TextTest {
  const pattern = new RegExp(`\\b(?:${words.join('|')})\\b`);
  return (text) => pattern.test(text);
}

/** What a definition of a macro by example takes, besides its name. */
export const definesMacros: TextTest = hasWord('macro_rules');

/** What a module takes whose macros are in scope behind it. */
export const usesMacros: TextTest = hasWord('macro_use');

/** What it takes to import everything of a module: `use a::*;`, `use {*, b}`. A star may also repeat, point or dereference. */
export const importsAll: readonly TextTest[] = [
  hasWord('use'),
  (text) => text.includes('*') && /(?:::|\{|(?<!\))\s*,|\buse)\s*\*\s*(?:[;,})\]/]|$)/.test(text),
];

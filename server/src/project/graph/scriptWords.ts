import { lex } from '../../syntax/lexer.ts';

/** What a build script's text shows of the options that it can set. */
export interface ScriptEmissions {
  /** Whether the script can set `name` or `name = "value"`. */
  canSet(name: string, value: string | undefined): boolean;
}

/**
 * Reads a build script's text for the options that it can set. A script makes a name from what it
 * holds: it stands in it as a word, or is put together by a format string such as `"has_{}"`. So a name
 * that neither occurs in the script nor fits one of its format strings cannot be set by it; the
 * same is asked of the crates that help it (`autocfg`), whose strings alone count. Where whole names are
 * printed and a file is read, they may come from there, and any name can be set.
 */
export function readEmissions(script: string, helpers: readonly string[]): ScriptEmissions {
  const texts = [script, ...helpers];
  if (!texts.some((text) => text.includes('rustc-cfg'))) return { canSet: () => false };
  const own = readText(script);
  const emitting = helpers.filter((text) => text.includes('rustc-cfg')).map(readText);
  const all = [own, ...emitting];
  const words = new Set([...own.idents, ...own.literals.flatMap(wordsOf)]);
  for (const literal of emitting.flatMap(({ literals }) => literals)) {
    const found = wordsOf(literal);
    if (found[0] === literal || literal.includes('rustc-cfg=')) for (const word of found) words.add(word);
  }
  const literals = all.flatMap((text) => text.literals);
  const shapes = literals.flatMap(namesIn).flatMap(formatShape);
  const printsNames = literals.some((text) => /rustc-cfg=\{[^{}]*\}(?!\w)/.test(text));
  const isFromFile = printsNames && all.some(readsFiles);
  const setsFeatures = literals.some((text) => /rustc-cfg=feature|^feature\s*=|^feature$/.test(text));
  return {
    canSet(name, value) {
      if (name === 'feature')
        return setsFeatures && (words.has(value ?? '') || script.includes(`${value}\\"`));
      return isFromFile || words.has(name) || shapes.some((shape) => shape.test(name));
    },
  };
}

interface ScriptText {
  readonly idents: ReadonlySet<string>;
  /** What stands between the quotes of string literals. */
  readonly literals: readonly string[];
}

function readText(text: string): ScriptText {
  const idents = new Set<string>();
  const literals: string[] = [];
  for (const token of lex(text, { source: 0, edition: 2021 })) {
    if (token.kind === 'ident') idents.add(token.text);
    // A documentation comment becomes a literal that covers more than its quotes.
    const isWritten = text.startsWith(token.text, token.start);
    const inner = token.kind === 'literal' && isWritten && /^[bcr]*#*"([\s\S]*)"#*$/.exec(token.text)?.[1];
    if (inner) literals.push(inner);
  }
  return { idents, literals };
}

function wordsOf(literal: string): readonly string[] {
  return literal.match(/[\p{XID_Start}_][\p{XID_Continue}]*/gu) ?? [];
}

/** Whether a script or its helper reads what stands in other files. */
function readsFiles({ idents }: ScriptText): boolean {
  return ['read_to_string', 'include_str', 'include_bytes', 'read_line', 'from_reader'].some((name) =>
    idents.has(name),
  );
}

/** The names in a string that prints options, without their values; the string itself where it may be a name. */
function namesIn(literal: string): readonly string[] {
  const [first = '', ...printed] = literal.split('rustc-cfg=');
  const names = printed.length > 0 ? printed.map((text) => text.replace(/(\\n|\n)[\s\S]*$/, '')) : [first];
  return names.map((name) => name.replace(/=[\s\S]*$/, ''));
}

/** A format string as a pattern for names; none where nothing but the placeholder is left of it. */
function formatShape(name: string): readonly RegExp[] {
  if (!/\{[^{}]*\}/.test(name)) return [];
  const fixed = name.replace(/\{[^{}]*\}/g, '');
  if (!/^\w+$/.test(fixed)) return [];
  return [new RegExp(`^${name.replace(/\{[^{}]*\}/g, '\\w+')}$`)];
}

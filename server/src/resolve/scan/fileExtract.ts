import { closingDelimiter } from '../../syntax/delimiters.ts';
import { isWhitespace } from '../../syntax/lexScan.ts';
import { macroDeclAt } from '../../syntax/macroDecls.ts';
import { isPrimitive } from '../model/primitives.ts';
import { isAssociated, isCommentLine, isWord, wordsIn } from './textScan.ts';
import { type ImportLeaf, useLeaves } from './useTrees.ts';
import { type WrittenHeader, writtenHeaders } from './writtenHeaders.ts';

/** A text and where it stands. */
export interface CrateFile {
  readonly path: string;
  readonly text: string;
}

/** A macro call in the text of a file, wherever it stands; maybe in a comment. */
export interface WrittenCall {
  readonly file: CrateFile;
  /** What stands in front of the name: `$crate::`, `a::b::` or nothing. */
  readonly prefix: string;
  /** UTF-16 offset of the name. */
  readonly offset: number;
  /** UTF-16 offset of the opening delimiter. */
  readonly open: number;
}

/** The header of an impl, and the file that it stands in. */
export interface HeaderInFile extends WrittenHeader {
  readonly file: CrateFile;
}

/** `type Alias = text;`, maybe of an impl or a trait. */
export interface TypeItem {
  readonly alias: string;
  readonly text: string;
  readonly file: CrateFile;
  readonly offset: number;
  isAssociated?: boolean;
}

/**
 * What is read off the text of one file, each kind when somebody first asks. It depends on nothing but the text, so it
 * outlives the snapshots of a project: a keystroke makes that of one file anew.
 */
export class FileExtract implements CrateFile {
  readonly path: string;
  readonly text: string;
  #renamings: readonly (readonly [string, string])[] | undefined;
  #declared: readonly string[] | undefined;
  #typeItems: readonly TypeItem[] | undefined;
  #pathAttributes: readonly (string | undefined)[] | undefined;
  #imports: readonly ImportLeaf[] | undefined;
  #macros: readonly (readonly [string, string])[] | undefined;
  #calls: readonly (readonly [string, WrittenCall])[] | undefined;
  #headers: readonly HeaderInFile[] | undefined;
  #variableMacro: boolean | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  /** What stands as `name as alias`. */
  get renamings(): readonly (readonly [name: string, alias: string])[] {
    this.#renamings ??= [...renamingsIn(this.text)];
    return this.#renamings;
  }

  /** The names of all types and traits that are written, those in functions and in the rules of macros too. */
  get declared(): readonly string[] {
    this.#declared ??= declaredIn(this.text);
    return this.#declared;
  }

  get typeItems(): readonly TypeItem[] {
    this.#typeItems ??= typeAliasesIn(this);
    return this.#typeItems;
  }

  /** The values of path attributes; undefined for what is no plain string. */
  get pathAttributes(): readonly (string | undefined)[] {
    this.#pathAttributes ??= pathAttributesIn(this.text);
    return this.#pathAttributes;
  }

  /** What `use` and `extern crate` items import, those in the rules of macros too. */
  get imports(): readonly ImportLeaf[] {
    this.#imports ??= importsIn(this.text);
    return this.#imports;
  }

  /** The rules of macros by example and of macros 2.0, each with the macro's name. */
  get macros(): readonly (readonly [name: string, rules: string])[] {
    this.#macros ??= [...macrosIn(this.text)];
    return this.#macros;
  }

  get calls(): readonly (readonly [name: string, call: WrittenCall])[] {
    this.#calls ??= [...callsOf(this)];
    return this.#calls;
  }

  /** The headers of impls. */
  get headers(): readonly HeaderInFile[] {
    this.#headers ??= [...writtenHeaders(this.text)].map((header) => ({ ...header, file: this }));
    return this.#headers;
  }

  /** Whether the name of a macro that is defined here is a variable of another macro. */
  get namesMacroByVariable(): boolean {
    this.#variableMacro ??=
      this.text.includes('macro_rules') && [...this.text.matchAll(/\bmacro_rules\s*!\s*\$/g)].some(isCode);
    return this.#variableMacro;
  }
}

function pathAttributesIn(text: string): readonly (string | undefined)[] {
  if (!text.includes('path')) return [];
  return [...text.matchAll(/\bpath\s*=\s*(?:"([^"]*)"|[^"\s=])/g)].flatMap((match) => {
    const attribute = /#\s*!?\s*\[[^\]]*$/.test(text.slice(Math.max(0, match.index - 300), match.index));
    return attribute && isCode(match) ? [match[1]] : [];
  });
}

function isCode({ input, index }: RegExpExecArray): boolean {
  return !input.slice(input.lastIndexOf('\n', index) + 1, index).includes('//');
}

function* renamingsIn(text: string): Generator<readonly [string, string]> {
  for (const at of wordsIn(text, 'as')) {
    renaming.lastIndex = at;
    const alias = renaming.exec(text)?.[1];
    if (alias === undefined || alias === '_' || isPrimitive(alias)) continue;
    const name = renamed.exec(text.slice(Math.max(0, at - 400), at))?.[1];
    if (name !== undefined) yield [name, alias];
  }
}

const renaming = /as\s+(?:r#)?([\p{XID_Start}_][\p{XID_Continue}]*)/uy;
/** The name in front, or what `self` stands for in `name::{self as alias}`. */
const renamed = /([\p{XID_Start}_][\p{XID_Continue}]*)(?:\s*::\s*\{[^{}]*\bself)?\s+$/u;

const importing = /\b(?:use|extern\s+crate)\b/g;

/** Where `#[macro_use]` stands on an `extern crate` is not looked for: each is taken to import all macros. */
function importsIn(text: string): readonly ImportLeaf[] {
  return [...text.matchAll(importing)].flatMap(({ 0: all, index }) => {
    const leaves = isCommentLine(text, index) ? [] : useLeaves(text, index + all.length);
    return all === 'use' ? leaves : leaves.flatMap((leaf) => [leaf, { path: [...leaf.path, '*'] }]);
  });
}

const declaration = /\b(?:struct|enum|union|trait|type)\s+(?:r#)?([\p{XID_Start}_][\p{XID_Continue}]*)/gu;

function declaredIn(text: string): readonly string[] {
  const found = [...text.matchAll(declaration)].flatMap(({ 1: own, index }) =>
    isCommentLine(text, index) ? [] : [own!],
  );
  return [...new Set(found)];
}

const typeAlias = /\btype\s+(?:r#)?([\p{XID_Start}_][\p{XID_Continue}]*)/gu;
/** What `type Alias` goes on with: all that stands behind the first `=`. */
const aliased = /[^;{}=]*=([^;]*)/y;

function typeAliasesIn(file: CrateFile): readonly TypeItem[] {
  return [...file.text.matchAll(typeAlias)].flatMap(({ 0: all, 1: alias, index }): readonly TypeItem[] => {
    aliased.lastIndex = index + all.length;
    const text = isCommentLine(file.text, index) ? undefined : aliased.exec(file.text)?.[1];
    return text === undefined ? [] : [{ alias: alias!, text, file, offset: index }];
  });
}

/** Whether an item is an alias, and no associated type. */
export function isAlias(item: TypeItem): boolean {
  item.isAssociated ??= isAssociated(item.file.text, item.offset);
  return !item.isAssociated;
}

const definition = /\bmacro_rules\s*!\s*(?:r#)?([\p{XID_Start}_][\p{XID_Continue}]*)\s*[([{]/gu;

/** Macros 2.0: `pub macro m($x:ty) { … }` */
const macroDecl = /\bmacro\s+(?:r#)?([\p{XID_Start}_][\p{XID_Continue}]*)\s*[({]/gu;

function* macrosIn(text: string): Generator<readonly [string, string]> {
  if (!text.includes('macro')) return;
  for (const match of text.matchAll(definition)) {
    const open = match.index + match[0].length - 1;
    yield [match[1]!, text.slice(open + 1, closingDelimiter(text, open))];
  }
  for (const { 1: name, index } of text.matchAll(macroDecl)) {
    const decl = macroDeclAt(text, index);
    if (decl !== undefined) yield [name!, text.slice(decl.nameEnd, decl.close + 1)];
  }
}

const callee =
  /((?:(?:\$\s*)?[\p{XID_Continue}]+\s*::\s*|\$\s*|::\s*)*)(?:r#)?([\p{XID_Start}_][\p{XID_Continue}]*)\s*$/u;

/** All places where a name, `!` and a delimiter (or a comment, which may hide one) follow one another. */
export function* callsOf(file: CrateFile): Generator<readonly [string, WrittenCall]> {
  const { text } = file;
  for (let at = text.indexOf('!'); at >= 0; at = text.indexOf('!', at + 1)) {
    let open = at + 1;
    while (isWhitespace(text.charCodeAt(open))) open++;
    if (!'([{/'.includes(text[open] ?? ' ')) continue;
    let start = at - 1;
    while (isWhitespace(text.charCodeAt(start))) start--;
    if (!isWord(text.charCodeAt(start)) || isCommentLine(text, at)) continue;
    const match = callee.exec(text.slice(Math.max(0, at - 120), at));
    if (match === null || notCalled.has(match[2]!)) continue;
    // `$name:ident!` in a matcher.
    if (specifiers.has(match[2]!) && /:\s*$/.test(text.slice(0, Math.max(0, at - 120) + match.index)))
      continue;
    const offset = Math.max(0, at - 120) + match.index + match[0].lastIndexOf(match[2]!);
    yield [match[2]!, { file, prefix: match[1]!.replaceAll(/\s/g, ''), offset, open }];
  }
}

/** Words in front of a negation. */
const notCalled: ReadonlySet<string> = new Set(
  'as break else if in let match move mut return while yield'.split(' '),
);

const specifiers: ReadonlySet<string> = new Set(
  'block expr ident item lifetime literal meta pat path stmt tt ty vis'.split(' '),
);

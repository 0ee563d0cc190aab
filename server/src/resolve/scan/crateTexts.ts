import { basename, dirname, isAbsolute, isWithin, join } from '../../base/paths.ts';
import type { CrateInfo } from '../../project/crateGraph.ts';
import { closingDelimiter } from '../../syntax/delimiters.ts';
import { isWhitespace } from '../../syntax/lexScan.ts';
import { macroDeclAt } from '../../syntax/macroDecls.ts';
import type { SourceFiles } from '../model/inputs.ts';
import { isPrimitive } from '../model/primitives.ts';
import { hasWord } from './macroWords.ts';
import { isAssociated, isCommentLine, isWord, wordsIn } from './textScan.ts';
import { type ImportLeaf, useLeaves } from './useTrees.ts';

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

/** A folder with more files than this is no crate's alone. */
const MAX_FILES = 4000;

/**
 * The texts that a crate's modules can be made of, unparsed: all files in the folder of its root file. What is
 * read off them here may be more than the crate has, but never less.
 */
export class CrateTexts {
  readonly files: readonly CrateFile[];
  readonly #names = new Map<string, readonly string[]>();
  readonly #aliases = new Map<string, readonly string[]>();
  #renamings: ReadonlyMap<string, readonly string[]> | undefined;
  #declared: ReadonlySet<string> | undefined;
  #typeItems: readonly TypeItem[] | undefined;
  #redirects: readonly { readonly from: string; readonly target: string | undefined }[] | undefined;
  #imports: readonly ImportLeaf[] | undefined;
  #macros: ReadonlyMap<string, readonly string[]> | undefined;
  #calls: ReadonlyMap<string, readonly WrittenCall[]> | undefined;

  private constructor(files: readonly CrateFile[]) {
    this.files = files;
  }

  /** Undefined where parts of the crate may lie elsewhere, or come to be in ways that a text doesn't show. */
  static of(info: CrateInfo, files: SourceFiles): CrateTexts | undefined {
    if (info.manifestPath === undefined) return undefined;
    const found = new Map<string, string>();
    const folder = dirname(info.root);
    if (!collect(folder, files, found, 0) || !found.has(info.root)) return undefined;
    const list = [...found].map(([path, text]) => ({ path, text }));
    return list.some((file) => leadsOutside(file, folder, files)) ? undefined : new CrateTexts(list);
  }

  /** A name and those that `use … as …` gives it, one from the other. */
  namesOf(name: string): readonly string[] {
    let names = this.#names.get(name);
    if (names === undefined) {
      this.#renamings ??= renamingsIn(this.files);
      names = grown(name, (known) => this.#renamings!.get(known) ?? []);
      this.#names.set(name, names);
    }
    return names;
  }

  /** The names of a type, with the aliases that may stand for it. */
  aliasesOf(name: string): readonly string[] {
    let names = this.#aliases.get(name);
    if (names === undefined) {
      names = grown(name, (known) => [...this.namesOf(known), ...this.#typeAliases(known)]);
      this.#aliases.set(name, names);
    }
    return names;
  }

  /** Whether an item of a name is written, so that it is no alias that comes from elsewhere. */
  declares(name: string): boolean {
    this.#declared ??= new Set(
      this.files.flatMap(({ text }) =>
        [...text.matchAll(declaration)].flatMap(({ 1: own, index }) =>
          isCommentLine(text, index) ? [] : [own!],
        ),
      ),
    );
    return this.#declared.has(name);
  }

  #typeAliases(name: string): readonly string[] {
    this.#typeItems ??= typeAliasesIn(this.files);
    const mayMean = this.#typeItems.filter(({ text }) => hasWord(name)(text));
    return mayMean.flatMap((item) => (isAlias(item) ? [item.alias] : []));
  }

  /** The files with a path attribute that leads to a file of that name, or to one in whose folder it may lie. */
  redirectsTo(path: string): readonly string[] {
    this.#redirects ??= this.files.flatMap((file) =>
      pathAttributes(file).map((target) => ({ from: file.path, target })),
    );
    const found = this.#redirects.filter(({ target }) => {
      const ending = `/${basename(target ?? '')}`;
      return this.files.some((file) => file.path.endsWith(ending) && isWithin(path, dirname(file.path)));
    });
    return [...new Set(found.map(({ from }) => from))];
  }

  /** What all `use` and `extern crate` items import, those in the rules of macros too. */
  get imports(): readonly ImportLeaf[] {
    this.#imports ??= this.files.flatMap(importsIn);
    return this.#imports;
  }

  /** The rules of all macros by example and of macros 2.0, by name. */
  get macros(): ReadonlyMap<string, readonly string[]> {
    this.#macros ??= macrosIn(this.files);
    return this.#macros;
  }

  get calls(): ReadonlyMap<string, readonly WrittenCall[]> {
    this.#calls ??= callsIn(this.files);
    return this.#calls;
  }
}

/** False where there are too many. */
function collect(folder: string, files: SourceFiles, found: Map<string, string>, depth: number): boolean {
  if (depth > 30) return false;
  for (const { name, kind } of files.directory(folder) ?? []) {
    const path = join(folder, name);
    if (kind === 'directory') {
      if (!collect(path, files, found, depth + 1)) return false;
    } else if (name.endsWith('.rs')) {
      found.set(path, files.text(path) ?? '');
      if (found.size > MAX_FILES) return false;
    }
  }
  return true;
}

/** Modules in other folders, and macros whose name is a macro's argument. */
function leadsOutside(file: CrateFile, folder: string, files: SourceFiles): boolean {
  const { text } = file;
  if (text.includes('macro_rules') && [...text.matchAll(/\bmacro_rules\s*!\s*\$/g)].some(isCode)) return true;
  return pathAttributes(file).some((path) => pathLeadsOutside(path, file, folder, files));
}

/** The values of path attributes; undefined for what is no plain string. */
function pathAttributes({ text }: CrateFile): readonly (string | undefined)[] {
  if (!text.includes('path')) return [];
  return [...text.matchAll(/\bpath\s*=\s*(?:"([^"]*)"|[^"\s=])/g)].flatMap((match) => {
    const attribute = /#\s*!?\s*\[[^\]]*$/.test(text.slice(Math.max(0, match.index - 300), match.index));
    return attribute && isCode(match) ? [match[1]] : [];
  });
}

function pathLeadsOutside(
  written: string | undefined,
  { path }: CrateFile,
  folder: string,
  files: SourceFiles,
): boolean {
  if (written === undefined || isAbsolute(written) || !written.endsWith('.rs')) return true;
  const parts = written.split('/');
  const levels = dirname(path).slice(folder.length).split('/').length - 1;
  const most = parts.filter((part) => part === '..').length - levels;
  const rest = parts.filter((part) => part !== '..').join('/');
  // How many of the levels lead out hangs on the inline modules around.
  for (let out = 1; out <= most; out++) {
    if (files.text(join(folder, '../../'.repeat(out), rest)) !== undefined) return true;
  }
  return false;
}

function isCode({ input, index }: RegExpExecArray): boolean {
  return !input.slice(input.lastIndexOf('\n', index) + 1, index).includes('//');
}

/** A name with all that `more` makes of it and of what it made. */
export function grown(name: string, more: (name: string) => readonly string[]): readonly string[] {
  const names = new Set([name]);
  for (const known of names) for (const found of more(known)) names.add(found);
  return [...names];
}

/** What stands as `name as alias` in a text, aliases by name. */
function renamingsIn(files: readonly CrateFile[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { text } of files) {
    for (const at of wordsIn(text, 'as')) {
      renaming.lastIndex = at;
      const alias = renaming.exec(text)?.[1];
      if (alias === undefined || alias === '_' || isPrimitive(alias)) continue;
      const name = renamed.exec(text.slice(Math.max(0, at - 400), at))?.[1];
      if (name !== undefined) add(found, name, alias);
    }
  }
  return found;
}

const renaming = /as\s+(?:r#)?([\p{XID_Start}_][\p{XID_Continue}]*)/uy;
/** The name in front, or what `self` stands for in `name::{self as alias}`. */
const renamed = /([\p{XID_Start}_][\p{XID_Continue}]*)(?:\s*::\s*\{[^{}]*\bself)?\s+$/u;

const importing = /\b(?:use|extern\s+crate)\b/g;

/** Where `#[macro_use]` stands on an `extern crate` is not looked for: each is taken to import all macros. */
function importsIn({ text }: CrateFile): readonly ImportLeaf[] {
  return [...text.matchAll(importing)].flatMap(({ 0: all, index }) => {
    const leaves = isCommentLine(text, index) ? [] : useLeaves(text, index + all.length);
    return all === 'use' ? leaves : leaves.flatMap((leaf) => [leaf, { path: [...leaf.path, '*'] }]);
  });
}

const declaration = /\b(?:struct|enum|union|trait|type)\s+(?:r#)?([\p{XID_Start}_][\p{XID_Continue}]*)/gu;

const typeAlias = /\btype\s+(?:r#)?([\p{XID_Start}_][\p{XID_Continue}]*)/gu;
/** What `type Alias` goes on with: all that stands behind the first `=`. */
const aliased = /[^;{}=]*=([^;]*)/y;

/** `type Alias = text;`, maybe of an impl or a trait. */
interface TypeItem {
  readonly alias: string;
  readonly text: string;
  readonly file: CrateFile;
  readonly offset: number;
  isAssociated?: boolean;
}

function typeAliasesIn(files: readonly CrateFile[]): readonly TypeItem[] {
  return files.flatMap((file) =>
    [...file.text.matchAll(typeAlias)].flatMap(({ 0: all, 1: alias, index }): readonly TypeItem[] => {
      aliased.lastIndex = index + all.length;
      const text = isCommentLine(file.text, index) ? undefined : aliased.exec(file.text)?.[1];
      return text === undefined ? [] : [{ alias: alias!, text, file, offset: index }];
    }),
  );
}

function isAlias(item: TypeItem): boolean {
  item.isAssociated ??= isAssociated(item.file.text, item.offset);
  return !item.isAssociated;
}

const definition = /\bmacro_rules\s*!\s*(?:r#)?([\p{XID_Start}_][\p{XID_Continue}]*)\s*[([{]/gu;

/** Macros 2.0: `pub macro m($x:ty) { … }` */
const macroDecl = /\bmacro\s+(?:r#)?([\p{XID_Start}_][\p{XID_Continue}]*)\s*[({]/gu;

function macrosIn(files: readonly CrateFile[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { text } of files) {
    if (!text.includes('macro')) continue;
    for (const match of text.matchAll(definition)) {
      const open = match.index + match[0].length - 1;
      add(found, match[1]!, text.slice(open + 1, closingDelimiter(text, open)));
    }
    for (const { 1: name, index } of text.matchAll(macroDecl)) {
      const decl = macroDeclAt(text, index);
      if (decl !== undefined) add(found, name!, text.slice(decl.nameEnd, decl.close + 1));
    }
  }
  return found;
}

const callee =
  /((?:(?:\$\s*)?[\p{XID_Continue}]+\s*::\s*|\$\s*|::\s*)*)(?:r#)?([\p{XID_Start}_][\p{XID_Continue}]*)\s*$/u;

function callsIn(files: readonly CrateFile[]): ReadonlyMap<string, readonly WrittenCall[]> {
  const found = new Map<string, WrittenCall[]>();
  for (const file of files) for (const [name, call] of callsOf(file)) add(found, name, call);
  return found;
}

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

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

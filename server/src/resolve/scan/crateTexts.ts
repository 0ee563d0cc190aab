import { basename, dirname, isAbsolute, isWithin, join } from '../../base/paths.ts';
import type { CrateInfo } from '../../project/crateGraph.ts';
import type { SourceFiles } from '../model/inputs.ts';
import { FileExtract, isAlias, type TypeItem, type WrittenCall } from './fileExtract.ts';
import { hasWord } from './macroWords.ts';
import type { ImportLeaf } from './useTrees.ts';

/** A folder with more files than this is no crate's alone. */
const MAX_FILES = 4000;

/** What was read off files, by path: kept from one snapshot to the next as long as the text is the same. */
export class FileExtracts {
  readonly #known = new Map<string, FileExtract>();

  of(path: string, text: string): FileExtract {
    let extract = this.#known.get(path);
    if (extract?.text !== text) {
      extract = new FileExtract(path, text);
      this.#known.set(path, extract);
    }
    return extract;
  }
}

/**
 * The texts that a crate's modules can be made of, unparsed: all files in the folder of its root file. What is
 * read off them here may be more than the crate has, but never less.
 */
export class CrateTexts {
  readonly files: readonly FileExtract[];
  readonly #names = new Map<string, readonly string[]>();
  readonly #aliases = new Map<string, readonly string[]>();
  #renamings: ReadonlyMap<string, readonly string[]> | undefined;
  #declared: ReadonlySet<string> | undefined;
  #typeItems: readonly TypeItem[] | undefined;
  #redirects: readonly { readonly from: string; readonly target: string | undefined }[] | undefined;
  #imports: readonly ImportLeaf[] | undefined;
  #macros: ReadonlyMap<string, readonly string[]> | undefined;
  #calls: ReadonlyMap<string, readonly WrittenCall[]> | undefined;

  private constructor(files: readonly FileExtract[]) {
    this.files = files;
  }

  /** Undefined where parts of the crate may lie elsewhere, or come to be in ways that a text doesn't show. */
  static of(info: CrateInfo, files: SourceFiles, extracts: FileExtracts): CrateTexts | undefined {
    if (info.manifestPath === undefined) return undefined;
    const found = new Map<string, string>();
    const folder = dirname(info.root);
    if (!collect(folder, files, found, 0) || !found.has(info.root)) return undefined;
    const list = [...found].map(([path, text]) => extracts.of(path, text));
    return list.some((file) => leadsOutside(file, folder, files)) ? undefined : new CrateTexts(list);
  }

  /** A name and those that `use … as …` gives it, one from the other. */
  namesOf(name: string): readonly string[] {
    let names = this.#names.get(name);
    if (names === undefined) {
      this.#renamings ??= byName(this.files.flatMap(({ renamings }) => renamings));
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
    this.#declared ??= new Set(this.files.flatMap(({ declared }) => declared));
    return this.#declared.has(name);
  }

  #typeAliases(name: string): readonly string[] {
    this.#typeItems ??= this.files.flatMap(({ typeItems }) => typeItems);
    const mayMean = this.#typeItems.filter(({ text }) => hasWord(name)(text));
    return mayMean.flatMap((item) => (isAlias(item) ? [item.alias] : []));
  }

  /** The files with a path attribute that leads to a file of that name, or to one in whose folder it may lie. */
  redirectsTo(path: string): readonly string[] {
    this.#redirects ??= this.files.flatMap((file) =>
      file.pathAttributes.map((target) => ({ from: file.path, target })),
    );
    const found = this.#redirects.filter(({ target }) => {
      const ending = `/${basename(target ?? '')}`;
      return this.files.some((file) => file.path.endsWith(ending) && isWithin(path, dirname(file.path)));
    });
    return [...new Set(found.map(({ from }) => from))];
  }

  /** What all `use` and `extern crate` items import, those in the rules of macros too. */
  get imports(): readonly ImportLeaf[] {
    this.#imports ??= this.files.flatMap(({ imports }) => imports);
    return this.#imports;
  }

  /** The rules of all macros by example and of macros 2.0, by name. */
  get macros(): ReadonlyMap<string, readonly string[]> {
    this.#macros ??= byName(this.files.flatMap(({ macros }) => macros));
    return this.#macros;
  }

  get calls(): ReadonlyMap<string, readonly WrittenCall[]> {
    this.#calls ??= byName(this.files.flatMap(({ calls }) => calls));
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
function leadsOutside(file: FileExtract, folder: string, files: SourceFiles): boolean {
  if (file.namesMacroByVariable) return true;
  return file.pathAttributes.some((path) => pathLeadsOutside(path, file, folder, files));
}

function pathLeadsOutside(
  written: string | undefined,
  { path }: FileExtract,
  folder: string,
  files: SourceFiles,
): boolean {
  if (written === undefined || isAbsolute(written) || !written.endsWith('.rs')) return true;
  const parts = written.split('/');
  const levels = dirname(path).slice(folder.length).split('/').length - 1;
  const most = parts.filter((part) => part === '..').length - levels;
  const rest = parts.filter((part) => part !== '..').join('/');
  // How many of the levels lead out depends on the inline modules around.
  for (let out = 1; out <= most; out++) {
    if (files.text(join(folder, '../../'.repeat(out), rest)) !== undefined) return true;
  }
  return false;
}

/** A name with all that `more` makes of it and of what it made. */
export function grown(name: string, more: (name: string) => readonly string[]): readonly string[] {
  const names = new Set([name]);
  for (const known of names) for (const found of more(known)) names.add(found);
  return [...names];
}

function byName<T>(pairs: readonly (readonly [string, T])[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const [name, value] of pairs) {
    const list = found.get(name);
    if (list === undefined) found.set(name, [value]);
    else list.push(value);
  }
  return found;
}

import type { FileSystem } from '../../base/fileSystem.ts';
import type { ParsedItems, SourceParser } from '../../syntax/sourceParser.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';
import type { SourceFiles } from '../model/inputs.ts';

/** Parsed items of texts, kept between runs by whoever can. */
export interface ItemStore {
  read(text: string): ParsedItems | undefined;
  write(text: string, parsed: ParsedItems): void;
}

interface Cached {
  readonly text: string;
  unit?: SourceUnit;
}

/**
 * The parsed files of a session, each read and parsed when first asked for and then kept. It outlives
 * snapshots: `forget` what changed on disk, `replace` what is open in an editor, then make a new resolver.
 */
export class FileUnits implements SourceFiles {
  readonly #system: FileSystem;
  readonly #parser: SourceParser;
  readonly #files = new Map<string, Cached | undefined>();
  readonly #open = new Map<string, Cached>();
  readonly #store: ItemStore | undefined;
  #units = 0;
  #weight = 0;

  constructor(system: FileSystem, parser: SourceParser, store?: ItemStore) {
    this.#system = system;
    this.#parser = parser;
    this.#store = store;
  }

  unit(path: string): SourceUnit | undefined {
    const file = this.#file(path);
    if (file === undefined) return undefined;
    file.unit ??= { id: this.nextUnitId(file.text.length), text: file.text, path, ...this.#items(file.text) };
    return file.unit;
  }

  #items(text: string): ParsedItems {
    const kept = this.#store?.read(text);
    if (kept) return kept;
    const parsed = this.#parser.items(text);
    this.#store?.write(text, parsed);
    return parsed;
  }

  text(path: string): string | undefined {
    return this.#file(path)?.text;
  }

  directory(path: string) {
    return this.#system.readDirectory(path);
  }

  realPath(path: string): string {
    return this.#system.realPath?.(path) ?? path;
  }

  nextUnitId(length = 0): number {
    this.#units++;
    this.#weight += length;
    return this.#units;
  }

  /** UTF-16 units of all texts that were parsed so far, expansions included: what the memory in use grows with. */
  get weight(): number {
    return this.#weight;
  }

  /** Takes the text of an open document in place of the file's; the unit where somebody has parsed it already. */
  replace(path: string, text: string, unit?: Omit<SourceUnit, 'id' | 'path' | 'text'>): void {
    if (this.#open.get(path)?.text === text) return;
    const parsed = unit && { id: this.nextUnitId(), text, path, ...unit };
    this.#open.set(path, { text, ...(parsed && { unit: parsed }) });
  }

  /** An open document was closed: the file on disk counts again. */
  close(path: string): void {
    this.#open.delete(path);
    this.#files.delete(path);
  }

  /** A file changed on disk, came or went. True when its text is another now. */
  forget(path: string): boolean {
    const old = this.#files.get(path);
    if (!this.#files.has(path)) return false;
    const text = this.#system.readFile(path);
    if (text === old?.text) return false;
    this.#files.delete(path);
    return !this.#open.has(path);
  }

  #file(path: string): Cached | undefined {
    const open = this.#open.get(path);
    if (open !== undefined) return open;
    if (this.#files.has(path)) return this.#files.get(path);
    const text = this.#system.readFile(path);
    const file = text === undefined ? undefined : { text };
    this.#files.set(path, file);
    return file;
  }
}

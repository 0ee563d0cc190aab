import { createHash, randomBytes } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { ItemStore } from '../resolve/units/fileUnits.ts';
import type { ParsedItems } from '../syntax/sourceParser.ts';

/** Raise it with every change of what `syntax/ast.ts` holds or how it is lowered: entries of other formats are left alone. */
const FORMAT = 9;
/** Texts shorter than this (UTF-16 units) are parsed about as fast as a file is opened. */
const MIN_TEXT = 1024;
/** Bytes on disk, above which the entries that were not used for longest go. */
const MAX_BYTES = 200_000_000;
/** Writing waits for so long, and then lets others work after so long, in milliseconds: nobody waits for it. */
const PAUSE = 50;
const SLICE = 8;

/**
 * Keeps the parsed items of files between runs, named by the hash of the text that they come from. So an entry
 * can't be stale, several processes may share the folder, and one that dies while writing leaves nothing but a
 * temporary file: entries appear by being renamed. Whatever goes wrong, the text is parsed as if there were no store.
 */
export class NodeItemStore implements ItemStore {
  readonly #folder: string;
  readonly #pending = new Map<string, Entry>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #swept = false;

  constructor(cacheFolder: string) {
    this.#folder = path.join(cacheFolder, `items-${FORMAT}`);
  }

  read(text: string): ParsedItems | undefined {
    if (text.length < MIN_TEXT) return undefined;
    const file = this.#file(text);
    try {
      // JSON is read in half the time that V8's own format takes, in a fresh process in a quarter.
      const { length, parsed } = JSON.parse(readFileSync(file, 'utf8')) as Entry;
      if (length !== text.length) return undefined;
      const now = new Date();
      utimesSync(file, now, now);
      return parsed;
    } catch {
      return undefined;
    }
  }

  /** Keeps it soon, when nobody waits for an answer. */
  write(text: string, { items, innerAttributes }: ParsedItems): void {
    if (text.length < MIN_TEXT) return;
    this.#pending.set(this.#file(text), { length: text.length, parsed: { items, innerAttributes } });
    this.#timer ??= setTimeout(() => this.#writeSome(Date.now() + SLICE), PAUSE);
  }

  /** Writes at once what is still to be written. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#writeSome(Number.POSITIVE_INFINITY);
  }

  #writeSome(until: number): void {
    this.#timer = undefined;
    try {
      this.#sweep();
      for (const [file, entry] of this.#pending) {
        this.#pending.delete(file);
        writeEntry(file, entry);
        if (Date.now() > until) break;
      }
    } catch {
      // A full or read-only disk costs speed alone.
      this.#pending.clear();
    }
    if (this.#pending.size > 0) this.#timer = setTimeout(() => this.#writeSome(Date.now() + SLICE));
  }

  #file(text: string): string {
    const hash = createHash('sha256').update(text).digest('hex');
    return path.join(this.#folder, hash.slice(0, 2), hash.slice(2));
  }

  /** Once a process, before its first write: forgets the longest unused entries when there are too many. */
  #sweep(): void {
    if (this.#swept) return;
    this.#swept = true;
    const entries = filesIn(this.#folder).sort((a, b) => b.mtime - a.mtime);
    let kept = 0;
    for (const { file, size } of entries) {
      kept += size;
      if (kept > MAX_BYTES) rmSync(file, { force: true });
    }
  }
}

interface Entry {
  /** UTF-16 units of the text. */
  readonly length: number;
  readonly parsed: ParsedItems;
}

function writeEntry(file: string, entry: Entry): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(temporary, JSON.stringify(entry));
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

interface EntryFile {
  readonly file: string;
  readonly size: number;
  readonly mtime: number;
}

function filesIn(folder: string): EntryFile[] {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((entry) => {
      if (!entry.isFile()) return [];
      const file = path.join(entry.parentPath, entry.name);
      const { size, mtimeMs } = statSync(file);
      return [{ file, size, mtime: mtimeMs }];
    });
  } catch {
    return [];
  }
}

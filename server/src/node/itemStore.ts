import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ItemStore } from '../resolve/units/fileUnits.ts';
import type { ParsedItems } from '../syntax/sourceParser.ts';
import { readRegularFile } from './nodeFileSystem.ts';

/** Raise it with every change of what `syntax/ast.ts` holds or how it is lowered: entries of other formats are left alone. */
const FORMAT = 10;
/** Texts shorter than this (UTF-16 units) are parsed about as fast as a file is opened. */
const MIN_TEXT = 1024;
/** Bytes on disk, above which the entries that were not used for longest go. */
const MAX_BYTES = 200_000_000;
/** Writing waits for so long, and then lets others work after so long, in milliseconds: nobody waits for it. */
const PAUSE = 50;
const SLICE = 8;

/** Bytes written by this process after which the folder is looked over once more. */
const SWEEP_AFTER = 20_000_000;
/** An entry with more bytes is left alone: reading it would take longer than parsing. */
const MAX_ENTRY = 50_000_000;

/**
 * Keeps the parsed items of files between runs, named by the hash of the text that they come from. So an entry
 * can't be stale, several processes may share the folder, and one that dies while writing leaves nothing but a
 * temporary file: entries appear by being renamed. An entry begins with a checksum of the rest, keyed by the text, so
 * that none that was damaged, cut short, edited or moved is believed. Whatever goes wrong, the text is parsed as if
 * there were no store.
 */
export class NodeItemStore implements ItemStore {
  readonly #folder: string;
  readonly #pending = new Map<string, ParsedItems>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Bytes since the folder was last looked over; so much that it is before the first write. */
  #written = SWEEP_AFTER;

  constructor(cacheFolder: string) {
    this.#folder = path.join(cacheFolder, `items-${FORMAT}`);
  }

  read(text: string): ParsedItems | undefined {
    if (text.length < MIN_TEXT) return undefined;
    const file = this.#file(text);
    try {
      // JSON is read in half the time that V8's own format takes, in a fresh process in a quarter.
      const entry = readRegularFile(file, MAX_ENTRY);
      const json =
        entry && checkedBody(Buffer.from(entry.buffer, entry.byteOffset, entry.length), path.basename(file));
      const parsed: unknown = json && JSON.parse(json);
      if (!isParsedItems(parsed)) return undefined;
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
    this.#pending.set(this.#file(text), { items, innerAttributes });
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
      if (this.#written >= SWEEP_AFTER) this.#sweep();
      for (const [file, entry] of this.#pending) {
        this.#pending.delete(file);
        this.#written += writeEntry(file, entry);
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

  /** Forgets the longest unused entries when there are too many, and what processes that died left behind. */
  #sweep(): void {
    this.#written = 0;
    const entries = filesIn(this.#folder).sort((a, b) => b.mtime - a.mtime);
    let kept = 0;
    for (const { file, size, mtime } of entries) {
      const abandoned = path.basename(file).includes('.') && Date.now() - mtime > ABANDONED;
      if (!abandoned) kept += size;
      if (abandoned || kept > MAX_BYTES) rmSync(file, { force: true });
    }
  }
}

/** A temporary file of this age, in milliseconds, is nobody's any more. */
const ABANDONED = 3_600_000;

/** `CHECKSUM JSON`: the checksum is that of the entry's name, which stands for the text, and of the JSON. */
function writeEntry(file: string, parsed: ParsedItems): number {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
  const json = JSON.stringify(parsed);
  if (json.length > MAX_ENTRY) return 0;
  try {
    const body = Buffer.from(json);
    // Never through a link or into a file that somebody has put there.
    const head = `${checksum(path.basename(file), body)} `;
    writeFileSync(temporary, Buffer.concat([Buffer.from(head), body]), { flag: 'wx', mode: 0o600 });
    renameSync(temporary, file);
    return body.length;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function checksum(name: string, body: Uint8Array): string {
  return createHash('sha1').update(`${FORMAT} ${name} `).update(body).digest('hex');
}

/** The JSON of an entry whose checksum holds. */
function checkedBody(entry: Buffer, name: string): string | undefined {
  const end = entry.indexOf(' ');
  const body = entry.subarray(end + 1);
  return entry.toString('latin1', 0, end) === checksum(name, body) ? body.toString('utf8') : undefined;
}

function isParsedItems(value: unknown): value is ParsedItems {
  if (typeof value !== 'object' || value === null || !('items' in value) || !('innerAttributes' in value))
    return false;
  return Array.isArray(value.items) && Array.isArray(value.innerAttributes);
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

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
import type { SourceStd } from '../../engine/sourceStd.ts';
import type { StdSource } from './toolchains.ts';

/**
 * Raise it with every change of what is read from std's source or how (`distill`, `resolve`, `types`, `syntax`), so that
 * what an older version read is read again.
 */
export const READER_VERSION = 1;

/** As many toolchains and targets are kept; two to three megabytes each. */
const MAX_ENTRIES = 12;

/**
 * Facts that were read from source, in the user's cache folder: one file for each toolchain and target, named by what it
 * was made from. Its first line is a checksum of the rest, so that a damaged file is read anew; it appears by being renamed.
 */
export class StdCache {
  readonly #folder: string;

  constructor(cacheFolder: string) {
    this.#folder = path.join(cacheFolder, `std-${READER_VERSION}`);
  }

  read(source: StdSource, target: string): SourceStd | undefined {
    const file = this.#file(source, target);
    try {
      const text = readFileSync(file, 'utf8');
      const end = text.indexOf('\n');
      const content = text.slice(end + 1);
      if (text.slice(0, end) !== checksum(content)) return undefined;
      const now = new Date();
      utimesSync(file, now, now);
      const head = content.indexOf('\n');
      const { release, macros } = JSON.parse(content.slice(0, head)) as Omit<SourceStd, 'facts'>;
      return { release, macros, facts: content.slice(head + 1) };
    } catch {
      return undefined;
    }
  }

  /** A full or read-only disk costs the time of reading again, and nothing else. */
  write(source: StdSource, target: string, { release, macros, facts }: SourceStd): void {
    const file = this.#file(source, target);
    const content = `${JSON.stringify({ release, macros })}\n${facts}`;
    const temporary = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
    try {
      mkdirSync(this.#folder, { recursive: true });
      writeFileSync(temporary, `${checksum(content)}\n${content}`);
      renameSync(temporary, file);
      this.#sweep();
    } catch {
      rmSync(temporary, { force: true });
    }
  }

  #file(source: StdSource, target: string): string {
    const name = `${source.release}-${source.commit ?? 'unknown'}-${target}-${fingerprint(source.library)}`;
    return path.join(this.#folder, name.replaceAll(/[^\w.-]/g, '_'));
  }

  /** The entries that were not used for longest go. */
  #sweep(): void {
    const entries = readdirSync(this.#folder).map((name) => {
      const file = path.join(this.#folder, name);
      return { file, mtime: statSync(file).mtimeMs };
    });
    for (const { file } of entries.sort((a, b) => b.mtime - a.mtime).slice(MAX_ENTRIES))
      rmSync(file, { force: true });
  }
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Tells a library whose files were changed, as in a fork under work, by their sizes and times. */
function fingerprint(library: string): string {
  const hash = createHash('sha256').update(library);
  for (const crate of ['core', 'alloc', 'std']) {
    const folder = path.join(library, crate);
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
      if (!entry.isFile() || !/\.(?:rs|toml)$/.test(entry.name)) continue;
      const file = path.join(entry.parentPath, entry.name);
      const { size, mtimeMs } = statSync(file);
      hash.update(`${file} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex').slice(0, 16);
}

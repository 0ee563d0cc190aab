import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import type { DirectoryEntry, FileStat, FileSystem } from '../base/fileSystem.ts';
import { join, normalize } from '../base/paths.ts';

/** Larger files (in bytes) are no source text that could be parsed in memory. */
const MAX_FILE = 64_000_000;

/** Files of the kernel, which have a size of 0 or none at all; reading some of them waits or never ends. */
const KERNEL = /^\/(?:proc|sys|dev)(?:\/|$)/;

/**
 * The files of the machine. Text is UTF-8; a file that is not valid UTF-8 counts as unreadable, and so does what is no
 * file at all: a pipe would be waited for, and a device has no end.
 */
export class NodeFileSystem implements FileSystem {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });

  readFile(path: string): string | undefined {
    const bytes = attempt(() => readRegularFile(path, MAX_FILE));
    return bytes && attempt(() => this.#decoder.decode(bytes));
  }

  readDirectory(path: string): readonly DirectoryEntry[] | undefined {
    return attempt(() =>
      readdirSync(path, { withFileTypes: true }).flatMap((entry): DirectoryEntry[] => {
        const followed = entry.isSymbolicLink() ? attempt(() => statSync(join(path, entry.name))) : entry;
        if (followed?.isFile()) return [{ name: entry.name, kind: 'file' }];
        return followed?.isDirectory() ? [{ name: entry.name, kind: 'directory' }] : [];
      }),
    );
  }

  stat(path: string): FileStat | undefined {
    const stat = attempt(() => statSync(path));
    return stat && { mtime: stat.mtimeMs, size: stat.size };
  }

  realPath(path: string): string | undefined {
    return attempt(() => normalize(realpathSync(path)));
  }
}

/**
 * All of a regular file; undefined where it is none, or larger than `most` bytes. What was opened is what is checked, and
 * no more is read than its size said: a file may be replaced, or grow, at any time.
 */
export function readRegularFile(path: string, most: number): Uint8Array | undefined {
  if (KERNEL.test(path) || KERNEL.test(realpathSync(path))) return undefined;
  // Opening a pipe would otherwise wait for somebody to write.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(file);
    if (!stat.isFile() || stat.size > most) return undefined;
    const buffer = Buffer.allocUnsafe(stat.size + 1);
    let length = 0;
    while (length < buffer.length) {
      const read = readSync(file, buffer, length, buffer.length - length, null);
      if (read === 0) return buffer.subarray(0, length);
      length += read;
    }
    // More than its size: no file of a disk, or one that is just being written and will be asked for again.
    return undefined;
  } finally {
    closeSync(file);
  }
}

/** A missing or unreadable file is an ordinary answer here, so whatever the system throws becomes undefined. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

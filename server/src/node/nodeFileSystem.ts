import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import type { DirectoryEntry, FileStat, FileSystem } from '../base/fileSystem.ts';
import { join, normalize } from '../base/paths.ts';

/** Larger files (in bytes) are no source text that could be parsed in memory. */
const MAX_FILE = 64_000_000;

/**
 * The files of the machine. Text is UTF-8; a file that is not valid UTF-8 counts as unreadable, and so does what is no
 * file at all: a pipe would be waited for, and a device has no end.
 */
export class NodeFileSystem implements FileSystem {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });

  readFile(path: string): string | undefined {
    const stat = attempt(() => statSync(path));
    if (!stat?.isFile() || stat.size > MAX_FILE) return undefined;
    return attempt(() => this.#decoder.decode(readFileSync(path)));
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

/** A missing or unreadable file is an ordinary answer here, so whatever the system throws becomes undefined. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

import type { DirectoryEntry, FileStat, FileSystem } from '../base/fileSystem.ts';

/** The files below, with the texts of open documents in place of what is saved. */
export class OverlayFileSystem implements FileSystem {
  readonly #below: FileSystem;
  readonly #textOf: (path: string) => string | undefined;

  constructor(below: FileSystem, textOf: (path: string) => string | undefined) {
    this.#below = below;
    this.#textOf = textOf;
  }

  readFile(path: string): string | undefined {
    return this.#textOf(path) ?? this.#below.readFile(path);
  }

  readDirectory(path: string): readonly DirectoryEntry[] | undefined {
    return this.#below.readDirectory(path);
  }

  stat(path: string): FileStat | undefined {
    return this.#below.stat?.(path);
  }

  realPath(path: string): string | undefined {
    return this.#below.realPath?.(path);
  }
}

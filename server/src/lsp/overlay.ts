import type { DirectoryEntry, FileStat, FileSystem } from '../base/fileSystem.ts';
import { join } from '../base/paths.ts';

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

/** The files below as they were at another time: some with other texts, and some not there (null). */
export class OtherTexts implements FileSystem {
  readonly #below: FileSystem;
  readonly #texts: ReadonlyMap<string, string | null>;

  constructor(below: FileSystem, texts: ReadonlyMap<string, string | null>) {
    this.#below = below;
    this.#texts = texts;
  }

  readFile(path: string): string | undefined {
    const text = this.#texts.get(path);
    return text === undefined ? this.#below.readFile(path) : (text ?? undefined);
  }

  readDirectory(path: string): readonly DirectoryEntry[] | undefined {
    const entries = this.#below.readDirectory(path);
    return entries?.filter(({ name }) => this.#texts.get(join(path, name)) !== null);
  }

  /** Whoever remembers a file by its time and size must not take this one for it. */
  stat(path: string): FileStat | undefined {
    return this.#texts.has(path) ? undefined : this.#below.stat?.(path);
  }

  realPath(path: string): string | undefined {
    return this.#below.realPath?.(path);
  }
}

import type { DirectoryEntry, FileStat, FileSystem } from '../base/fileSystem.ts';

/** Passes questions on and notes which paths were asked for, present or not. */
export class RecordingFileSystem implements FileSystem {
  readonly #inner: FileSystem;
  readonly #asked = new Set<string>();

  constructor(inner: FileSystem) {
    this.#inner = inner;
  }

  /** All paths asked for so far. */
  get asked(): readonly string[] {
    return [...this.#asked];
  }

  readFile(path: string): string | undefined {
    this.#asked.add(path);
    return this.#inner.readFile(path);
  }

  readDirectory(path: string): readonly DirectoryEntry[] | undefined {
    this.#asked.add(path);
    return this.#inner.readDirectory(path);
  }

  stat(path: string): FileStat | undefined {
    this.#asked.add(path);
    if (this.#inner.stat !== undefined) return this.#inner.stat(path);
    const text = this.#inner.readFile(path);
    return text === undefined ? undefined : { mtime: 0, size: text.length };
  }

  realPath(path: string): string | undefined {
    return this.#inner.realPath === undefined ? path : this.#inner.realPath(path);
  }
}

import type { DirectoryEntry, FileSystem } from '../../base/fileSystem.ts';
import { isWithin } from '../../base/paths.ts';

/**
 * The files of a toolchain's standard library alone: what else lies around it, such as the user's own cargo configuration
 * in a folder above, has no say in how it was built.
 */
export class ConfinedFiles implements FileSystem {
  readonly #inner: FileSystem;
  readonly #folders: readonly string[];
  readonly #added: ReadonlyMap<string, string>;

  /**
   * @param folders the folders whose files are there; all others are not
   * @param added texts of files that count as there too, by path
   */
  constructor(inner: FileSystem, folders: readonly string[], added: ReadonlyMap<string, string>) {
    this.#inner = inner;
    this.#folders = folders;
    this.#added = added;
  }

  readFile(path: string): string | undefined {
    return (this.#has(path) ? this.#inner.readFile(path) : undefined) ?? this.#added.get(path);
  }

  readDirectory(path: string): readonly DirectoryEntry[] | undefined {
    return this.#has(path) ? this.#inner.readDirectory(path) : undefined;
  }

  #has(path: string): boolean {
    return this.#folders.some((folder) => isWithin(path, folder));
  }
}

/** One entry of a directory. A symbolic link counts as what it points to. */
export interface DirectoryEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory';
}

/** What tells a changed file from an unchanged one: `mtime` in milliseconds, `size` in bytes. */
export interface FileStat {
  readonly mtime: number;
  readonly size: number;
}

/**
 * The only way by which the core sees files: synchronous and free of side effects, so that the same
 * engine runs in Node, in memory for tests, and in a web worker (where an implementation answers from
 * its cache, notes what it lacked, and the question is asked again once that has been loaded).
 *
 * Paths are absolute, with `/` between parts and without `.`, `..` or a trailing slash, as
 * paths.ts makes them; a Windows path is written `C:/folder/file`.
 * `undefined` means that there is no such file (or directory), or that it cannot be read.
 */
export interface FileSystem {
  readFile(path: string): string | undefined;
  readDirectory(path: string): readonly DirectoryEntry[] | undefined;
  stat?(path: string): FileStat | undefined;
  /** The path without symbolic links; absent where an implementation knows no links. */
  realPath?(path: string): string | undefined;
}

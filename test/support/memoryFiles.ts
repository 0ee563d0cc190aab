import type { DirectoryEntry, FileSystem } from '../../server/src/base/fileSystem.ts';
import { basename, dirname, normalize } from '../../server/src/base/paths.ts';

/** An in-memory file system for tests; counts what is read. */
export class MemoryFiles implements FileSystem {
  readonly #files = new Map<string, string>();
  readonly #directories = new Map<string, Map<string, DirectoryEntry>>();
  readonly #links = new Map<string, string>();
  /** Paths handed to `readFile` that existed, in order. */
  readonly read: string[] = [];

  constructor(files: Iterable<readonly [string, string]> = []) {
    for (const [path, text] of files) this.write(path, text);
  }

  write(path: string, text: string): void {
    const at = normalize(path);
    this.#files.set(at, text);
    this.#add(at, 'file');
  }

  /** Makes `from` (a folder that need not exist) a symbolic link to the folder `to`. */
  link(from: string, to: string): void {
    this.#links.set(normalize(from), normalize(to));
    this.#add(normalize(from), 'directory');
  }

  #add(path: string, kind: DirectoryEntry['kind']): void {
    const parent = dirname(path);
    if (parent === path || parent === '') return;
    let entries = this.#directories.get(parent);
    if (entries === undefined) {
      entries = new Map();
      this.#directories.set(parent, entries);
      this.#add(parent, 'directory');
    }
    entries.set(basename(path), { name: basename(path), kind });
  }

  readFile(path: string): string | undefined {
    const text = this.#files.get(this.#follow(path));
    if (text !== undefined) this.read.push(path);
    return text;
  }

  readDirectory(path: string): readonly DirectoryEntry[] | undefined {
    const entries = this.#directories.get(this.#follow(path));
    return entries && [...entries.values()];
  }

  stat(path: string): { mtime: number; size: number } | undefined {
    const text = this.#files.get(this.#follow(path));
    if (text !== undefined) return { mtime: 0, size: text.length };
    return this.readDirectory(path) && { mtime: 0, size: 0 };
  }

  realPath(path: string): string | undefined {
    const real = this.#follow(path);
    return this.#files.has(real) || this.#directories.has(real) ? real : undefined;
  }

  #follow(path: string): string {
    for (let step = 0; step < 40; step++) {
      const link = [...this.#links.keys()].find((from) => path === from || path.startsWith(`${from}/`));
      if (link === undefined) return path;
      path = this.#links.get(link)! + path.slice(link.length);
    }
    return path;
  }
}

/**
 * Files from a fixture: each `//- /path` line starts a file that reaches to the next one. Text before
 * the first header belongs to `/main.rs`. Common indentation is taken off.
 */
export function memoryFiles(fixture: string): MemoryFiles {
  const lines = fixture.replace(/^\n/, '').split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const indent = indents.reduce((least, next) => Math.min(least, next), Number.POSITIVE_INFINITY);
  const files: [path: string, lines: string[]][] = [];
  for (const line of lines.map((text) => text.slice(Number.isFinite(indent) ? indent : 0))) {
    const header = /^\/\/- (\S+)\s*$/.exec(line);
    if (header !== null) files.push([header[1]!, []]);
    else if (files.length > 0) files.at(-1)![1].push(line);
    else if (line.trim() !== '') files.push(['/main.rs', [line]]);
  }
  return new MemoryFiles(files.map(([path, text]) => [path, text.join('\n')] as const));
}

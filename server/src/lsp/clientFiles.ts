import type { DirectoryEntry, FileSystem } from '../base/fileSystem.ts';
import { isAtClient, isVirtual } from './paths.ts';

/** Asks the client for a file or folder; null where there is none. */
export interface FileRequests {
  readFile(path: string): Promise<string | null>;
  readDirectory(path: string): Promise<readonly DirectoryEntry[] | null>;
}

/**
 * Files that only the client can read. The engine asks without waiting, so a file that isn't here yet counts as
 * missing and is noted; `load` fetches what was missed, and then the question is asked again.
 */
export class ClientFiles implements FileSystem {
  readonly #below: FileSystem | undefined;
  readonly #requests: FileRequests;
  readonly #files = new Map<string, string | undefined>();
  readonly #folders = new Map<string, readonly DirectoryEntry[] | undefined>();
  readonly #missedFiles = new Set<string>();
  readonly #missedFolders = new Set<string>();

  /** @param below answers for the disk, where the server has one */
  constructor(requests: FileRequests, below: FileSystem | undefined) {
    this.#requests = requests;
    this.#below = below;
  }

  readFile(path: string): string | undefined {
    if (this.#below && !isVirtual(path)) return this.#below.readFile(path);
    if (!this.#files.has(path) && isAtClient(path)) this.#missedFiles.add(path);
    return this.#files.get(path);
  }

  readDirectory(path: string): readonly DirectoryEntry[] | undefined {
    if (this.#below && !isVirtual(path)) return this.#below.readDirectory(path);
    if (!this.#folders.has(path) && isAtClient(path)) this.#missedFolders.add(path);
    return this.#folders.get(path);
  }

  stat(path: string) {
    return this.#below && !isVirtual(path) ? this.#below.stat?.(path) : undefined;
  }

  realPath(path: string): string | undefined {
    return this.#below && !isVirtual(path) ? this.#below.realPath?.(path) : undefined;
  }

  /** Fetches what was missed; the paths that turned out to exist. */
  async load(): Promise<readonly string[]> {
    const files = [...this.#missedFiles];
    const folders = [...this.#missedFolders];
    this.#missedFiles.clear();
    this.#missedFolders.clear();
    const found: string[] = [];
    await Promise.all([
      ...files.map(async (path) => {
        const text = await this.#requests.readFile(path).catch(() => null);
        this.#files.set(path, text ?? undefined);
        if (text !== null) found.push(path);
      }),
      ...folders.map(async (path) => {
        const entries = await this.#requests.readDirectory(path).catch(() => null);
        this.#folders.set(path, entries ?? undefined);
        if (entries !== null) found.push(path);
      }),
    ]);
    return found;
  }

  /** Something changed there: it is fetched again when next asked for. */
  forget(path: string): void {
    this.#files.delete(path);
    for (const folder of this.#folders.keys()) {
      if (path === folder || path.startsWith(`${folder}/`)) this.#folders.delete(folder);
    }
  }
}

import fs from 'node:fs';
import path from 'node:path';
import git from 'isomorphic-git';
import type { DirectoryEntry, FileSystem } from '../base/fileSystem.ts';
import { type Unknown, unknown } from '../base/unknown.ts';

/** The files of a revision as texts, in place of those on disk; nothing is run and nothing is written. */
export interface Revision {
  /** The commit's object name, 40 hexadecimal digits. */
  readonly commit: string;
  /** The root of the work tree, with `/`. */
  readonly root: string;
  /** By path relative to `root`. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Files that a layout can depend on; others of a repository (pictures, archives) are never read. */
const RELEVANT = /(^|\/)(rust-toolchain|config)$|\.(rs|toml|lock|json|in|inc|proto|txt|md)$/;
/** Larger files are no sources that anyone wrote. */
const MAX_BLOB = 8 * 1024 * 1024;

/**
 * Reads a revision (`origin/main`, `v1.2`, `HEAD~3`, a commit's first digits) of the repository around a folder from
 * its object database.
 */
export async function readRevision(folder: string, revision: string): Promise<Revision | Unknown> {
  const place = findRepository(folder);
  if (!place) return unknown(`${folder} is in no git repository`);
  const { root, gitdir, ownGitdir } = place;
  try {
    const commit = await commitOf(revision, gitdir, ownGitdir);
    if (commit === undefined) return unknown(`the repository has no revision \`${revision}\``);
    return { commit, root, texts: await textsOf(commit, gitdir) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return unknown(`\`${revision}\` cannot be read from ${gitdir}: ${message}`);
  }
}

async function textsOf(commit: string, gitdir: string): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  const decoder = new TextDecoder();
  await git.walk({
    fs,
    gitdir,
    dir: gitdir,
    cache: {},
    trees: [git.TREE({ ref: commit })],
    async map(name, [entry]) {
      // `null` would leave out what is in a folder.
      if (!entry || (await entry.type()) === 'tree') return true;
      if ((await entry.type()) !== 'blob' || !RELEVANT.test(name)) return null;
      const content = await entry.content();
      if (content && content.length <= MAX_BLOB) texts.set(name, decoder.decode(content));
      return null;
    },
  });
  return texts;
}

/** `HEAD`, a branch, a tag or an object name, with `~N` and `^` behind it. */
async function commitOf(revision: string, gitdir: string, ownGitdir: string): Promise<string | undefined> {
  const match = /^(?<name>.+?)(?<steps>(?:~\d*|\^)*)$/.exec(revision)?.groups;
  if (!match) return undefined;
  let oid = await objectOf(match.name!, gitdir, ownGitdir);
  if (oid === undefined) return undefined;
  const steps = [...match.steps!.matchAll(/~(\d*)|\^/g)].reduce(
    (sum, [step, count]) => sum + (step === '^' || count === '' ? 1 : Number(count)),
    0,
  );
  for (let step = 0; step < steps; step++) {
    const parent: string | undefined = (await git.readCommit({ fs, gitdir, oid })).commit.parent[0];
    if (parent === undefined) return undefined;
    oid = parent;
  }
  return (await git.readCommit({ fs, gitdir, oid })).oid;
}

async function objectOf(name: string, gitdir: string, ownGitdir: string): Promise<string | undefined> {
  const head = name === 'HEAD' || name === '@' ? headOf(ownGitdir) : undefined;
  if (head?.oid !== undefined) return head.oid;
  const ref = head?.ref ?? name;
  try {
    return await git.resolveRef({ fs, gitdir, ref });
  } catch {
    return /^[0-9a-f]{4,40}$/i.test(ref) ? expand(ref.toLowerCase(), gitdir) : undefined;
  }
}

async function expand(oid: string, gitdir: string): Promise<string | undefined> {
  try {
    return await git.expandOid({ fs, gitdir, oid });
  } catch {
    return undefined;
  }
}

/** A linked work tree has a `HEAD` of its own beside the references that all share. */
function headOf(gitdir: string): { ref?: string; oid?: string } {
  const text = fs.readFileSync(path.join(gitdir, 'HEAD'), 'utf8').trim();
  return text.startsWith('ref: ') ? { ref: text.slice(5) } : { oid: text };
}

/** The repository around a folder: `.git` is a folder, or in a linked work tree a file that names one. */
function findRepository(folder: string): { root: string; gitdir: string; ownGitdir: string } | undefined {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const own = gitdirAt(path.join(at, '.git'));
    if (own !== undefined) {
      const common = path.join(own, 'commondir');
      const gitdir = fs.existsSync(common) ? path.resolve(own, fs.readFileSync(common, 'utf8').trim()) : own;
      return { root: at.split(path.sep).join('/'), gitdir, ownGitdir: own };
    }
    if (path.dirname(at) === at) return undefined;
  }
}

function gitdirAt(place: string): string | undefined {
  const stat = fs.statSync(place, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return place;
  if (!stat?.isFile()) return undefined;
  const named = /^gitdir: (.+)$/m.exec(fs.readFileSync(place, 'utf8'))?.[1];
  return named === undefined ? undefined : path.resolve(path.dirname(place), named.trim());
}

/** The files as they were at a revision; what lies outside the repository, or is ignored by it, as it is on disk. */
export class RevisionFileSystem implements FileSystem {
  readonly #disk: FileSystem;
  readonly #revision: Revision;
  readonly #folders: ReadonlyMap<string, readonly DirectoryEntry[]>;

  constructor(revision: Revision, disk: FileSystem) {
    this.#disk = disk;
    this.#revision = revision;
    this.#folders = foldersOf(revision);
  }

  readFile(file: string): string | undefined {
    const inside = this.#inside(file);
    return inside === undefined ? this.#disk.readFile(file) : this.#revision.texts.get(inside);
  }

  readDirectory(folder: string): readonly DirectoryEntry[] | undefined {
    const inside = this.#inside(folder);
    return inside === undefined ? this.#disk.readDirectory(folder) : this.#folders.get(inside);
  }

  realPath(file: string): string | undefined {
    return this.#inside(file) === undefined ? this.#disk.realPath?.(file) : file;
  }

  /** The path relative to the repository; undefined outside, and for build output, which no revision has. */
  #inside(file: string): string | undefined {
    const { root } = this.#revision;
    if (file === root) return '';
    if (!file.startsWith(`${root}/`)) return undefined;
    const inside = file.slice(root.length + 1);
    return /(^|\/)(target|\.git)(\/|$)/.test(inside) &&
      !this.#folders.has(inside) &&
      !this.#revision.texts.has(inside)
      ? undefined
      : inside;
  }
}

function foldersOf({ texts }: Revision): ReadonlyMap<string, readonly DirectoryEntry[]> {
  const folders = new Map<string, Map<string, DirectoryEntry>>([['', new Map()]]);
  for (const file of texts.keys()) {
    const parts = file.split('/');
    for (let depth = 0; depth < parts.length; depth++) {
      const folder = parts.slice(0, depth).join('/');
      const entries = folders.get(folder) ?? new Map<string, DirectoryEntry>();
      folders.set(folder, entries);
      const name = parts[depth]!;
      entries.set(name, { name, kind: depth === parts.length - 1 ? 'file' : 'directory' });
    }
  }
  return new Map([...folders].map(([folder, entries]) => [folder, [...entries.values()]]));
}

import type { FileSystem } from '../../base/fileSystem.ts';
import { isWithin, join, normalize } from '../../base/paths.ts';

/** How deep `**` goes: far deeper than any workspace, yet an end where links make a loop. */
const deepest = 16;
/** A longer name can be no folder's, and many `*` in it would be tried in too many ways. */
const longestPart = 100;
/** More folders than this are not looked at: a link out of the project may lead to a whole disk. */
const mostFolders = 3000;

/** The folders that a pattern of `members` names (`crates/*`, `a/**`), sorted; a plain path names itself. */
export function expandFolders(fs: FileSystem, folder: string, pattern: string): readonly string[] {
  if (!/[*?[]/.test(pattern)) return [join(folder, pattern)];
  let found: readonly string[] = [folder];
  for (const part of normalize(pattern).split('/')) {
    const next = new Set<string>();
    for (const at of found) {
      if (next.size >= mostFolders) break;
      for (const inner of step(fs, folder, at, part)) next.add(inner);
    }
    found = [...next];
  }
  return [...found].sort();
}

function step(fs: FileSystem, root: string, folder: string, part: string): readonly string[] {
  // `/**` and `../../**` would walk the whole disk.
  if (part === '**') return isWithin(realOf(fs, folder), realOf(fs, root)) ? withSubfolders(fs, folder) : [];
  if (!/[*?[]/.test(part)) return [join(folder, part)];
  if (part.length > longestPart) return [];
  const matcher = globMatcher(part);
  return subfolders(fs, folder).filter((path) => matcher.test(path.slice(path.lastIndexOf('/') + 1)));
}

function realOf(fs: FileSystem, folder: string): string {
  return fs.realPath?.(folder) ?? folder;
}

/** The folders directly in a folder, hidden ones and build output left out. */
export function subfolders(fs: FileSystem, folder: string): readonly string[] {
  const entries = fs.readDirectory(folder) ?? [];
  return entries
    .filter(({ name, kind }) => kind === 'directory' && !name.startsWith('.'))
    .map(({ name }) => join(folder, name));
}

/** A folder and all below it, build output left out unless it is sources; a folder reached twice through links comes once. */
export function withSubfolders(fs: FileSystem, folder: string, isSource = false): readonly string[] {
  const seen = new Set<string>();
  const found: string[] = [];
  const walk = (at: string, depth: number) => {
    if (depth > deepest || found.length >= mostFolders) return;
    const real = fs.realPath?.(at) ?? at;
    if (seen.has(real)) return;
    seen.add(real);
    found.push(at);
    for (const child of subfolders(fs, at))
      if (isSource || !child.endsWith('/target')) walk(child, depth + 1);
  };
  walk(folder, 0);
  return found;
}

function globMatcher(part: string): RegExp {
  const source = part.replace(/\[!?[^\]]*\]|[\s\S]/g, (piece) => {
    if (piece === '*') return '[^/]*';
    if (piece === '?') return '[^/]';
    if (piece.length > 1) return piece.replace(/^\[!/, '[^').replaceAll('\\', '\\\\');
    return piece.replace(/[.+^${}()|\\[\]]/g, '\\$&');
  });
  return new RegExp(`^${source}$`);
}

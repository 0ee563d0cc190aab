/**
 * Paths as the core writes them: absolute, `/` between parts, no `.`, no `..`, no trailing slash
 * (but for a root). A Windows drive is a first part of its own: `C:/folder/file`.
 */

const drive = /^[A-Za-z]:$/;

/** Whether a path (either slash) starts at a root: `/x`, `C:/x`, `C:\x`, `//server/share`. */
export function isAbsolute(path: string): boolean {
  return /^([\\/]|[A-Za-z]:([\\/]|$))/.test(path);
}

/** Turns `\` into `/`, and resolves `.`, `..` and doubled slashes. `..` above a root stays at the root. */
export function normalize(path: string): string {
  const slashed = path.replaceAll('\\', '/');
  const rooted = slashed.startsWith('/');
  const parts: string[] = [];
  for (const part of slashed.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..' && !drive.test(parts.at(-1)!)) parts.pop();
    else if (!rooted && parts.length === 0) parts.push('..');
    else if (parts.at(-1) === '..') parts.push('..');
  }
  const joined = parts.join('/');
  if (rooted) return slashed.startsWith('//') && !slashed.startsWith('///') ? `//${joined}` : `/${joined}`;
  return parts.length === 1 && drive.test(joined) ? `${joined}/` : joined;
}

/** Joins parts from left to right; an absolute part starts afresh, as `PathBuf::push` does. */
export function join(...parts: readonly string[]): string {
  let path = '';
  for (const part of parts)
    path = isAbsolute(part) || path === '' ? part : `${path.replace(/\/$/, '')}/${part}`;
  return normalize(path);
}

/** The path of the folder that holds a path; a root is its own parent. */
export function dirname(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash < 0) return '';
  if (slash === 0) return '/';
  const parent = path.slice(0, slash);
  return drive.test(parent) ? `${parent}/` : parent;
}

/** The last part of a path, without what stands before its last slash. */
export function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folders from `path` itself up to the root, nearest first. */
export function ancestors(path: string): readonly string[] {
  const found: string[] = [];
  for (let at = path; !found.includes(at) && at !== ''; at = dirname(at)) found.push(at);
  return found;
}

/** Whether `path` is `folder` or lies in it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** `path` as seen from `folder`, or undefined when it does not lie in it. The folder itself is ''. */
export function relativeTo(path: string, folder: string): string | undefined {
  if (path === folder) return '';
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}

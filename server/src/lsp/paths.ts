/**
 * Documents' URIs as paths of the engine, and back. Files of the disk have their own path (`/home/me/a.rs`,
 * `C:/me/a.rs`); documents of other schemes get one below `/@scheme/authority`, so that no two are ever mixed up.
 */

const VIRTUAL = '/@';
/** Stands for an empty authority: a path has no empty parts. */
const NONE = '-';

/** The path that stands for a URI. An unsaved document (`untitled:Untitled-1`) counts as a Rust file of its own. */
export function pathOfUri(uri: string): string {
  const match = /^([A-Za-z][\w+.-]*):(?:\/\/([^/?#]*))?([^?#]*)/.exec(uri);
  if (!match) return uri;
  const [, scheme = '', authority = '', rest = ''] = match;
  const path = decode(rest);
  if (scheme === 'file') return authority === '' ? withoutSlashBeforeDrive(path) : `//${authority}${path}`;
  const ending = scheme === 'untitled' ? '.rs' : '';
  return `${VIRTUAL}${scheme}/${authority || NONE}/${path.replace(/^\//, '')}${ending}`;
}

/** The URI of a path that `pathOfUri` made, or of a file of the disk. */
export function uriOfPath(path: string): string {
  if (!isVirtual(path)) {
    const absolute = path.startsWith('/') ? path : `/${path}`;
    return `file://${absolute.startsWith('//') ? encode(absolute.slice(2)) : encode(absolute)}`;
  }
  const [, scheme = '', authority = '', rest = ''] = /^\/@([^/]*)\/([^/]*)\/(.*)$/s.exec(path) ?? [];
  if (scheme === 'untitled') return `untitled:${encode(rest.replace(/\.rs$/, ''))}`;
  return `${scheme}://${authority === NONE ? '' : authority}/${encode(rest)}`;
}

/** Whether a path is of a document that is no file of the disk. */
export function isVirtual(path: string): boolean {
  return path.startsWith(VIRTUAL);
}

/** Whether a path lies below a scheme and an authority, so that it is a place the client knows. */
export function isAtClient(path: string): boolean {
  return /^\/@[^/]+\/[^/]+\/./.test(path) || !isVirtual(path);
}

/** `/c:/x` is `C:/x`: VS Code writes drives small, everybody else large. */
function withoutSlashBeforeDrive(path: string): string {
  const drive = /^\/([A-Za-z]):/.exec(path);
  return drive ? `${drive[1]!.toUpperCase()}${path.slice(2)}` : path;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function encode(path: string): string {
  return path
    .split('/')
    .map((part) => encodeURIComponent(part).replace(/%3A/gi, ':'))
    .join('/');
}

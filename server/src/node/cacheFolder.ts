import path from 'node:path';

/**
 * The folder for what may be kept between runs: `RUST_MEMORY_LAYOUT_CACHE` where it is set (`off` for none), else
 * the user's cache folder as the platform has it.
 */
export function cacheFolder(
  variables: Readonly<Record<string, string | undefined>>,
  home: string,
  platform: string,
): string | undefined {
  const chosen = variables.RUST_MEMORY_LAYOUT_CACHE;
  if (chosen !== undefined && chosen !== '') return chosen === 'off' ? undefined : chosen;
  // What is empty or relative counts as not set (XDG Base Directory Specification): it would lie in the user's project.
  const set = (name: string): string | undefined => {
    const value = variables[name];
    return value !== undefined && path.isAbsolute(value) ? value : undefined;
  };
  if (!path.isAbsolute(home)) return undefined;
  if (platform === 'win32')
    return path.join(set('LOCALAPPDATA') ?? path.join(home, 'AppData/Local'), 'rust-memory-layout');
  if (platform === 'darwin') return path.join(home, 'Library/Caches/rust-memory-layout');
  return path.join(set('XDG_CACHE_HOME') ?? path.join(home, '.cache'), 'rust-memory-layout');
}

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
  if (platform === 'win32')
    return path.join(variables.LOCALAPPDATA ?? path.join(home, 'AppData/Local'), 'rust-memory-layout');
  if (platform === 'darwin') return path.join(home, 'Library/Caches/rust-memory-layout');
  return path.join(variables.XDG_CACHE_HOME ?? path.join(home, '.cache'), 'rust-memory-layout');
}

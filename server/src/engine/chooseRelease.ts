/** The release whose layouts are shown. */
export interface ReleaseChoice {
  /** `1.95.0`, or `1.95` where only that is known. */
  readonly name: string;
  readonly minor: number;
  readonly patch: number;
  /** Where it comes from. */
  readonly from: 'chosen' | 'toolchain file' | 'installed' | 'newest known';
}

/** The newest release that facts of the standard library are shipped for. */
export const NEWEST_RELEASE = '1.96.0';

/**
 * Which release of rustc to answer for: the one the user chose, else what `rust-toolchain.toml` names, else
 * the installed compiler's, else the newest known one.
 *
 * @param channel of the toolchain file: `1.95.0`, `stable`, `nightly-2026-01-01`
 * @param installed the release that a channel (or the default) stands for on this machine
 */
export function chooseRelease(
  chosen: string | undefined,
  channel: string | undefined,
  installed: ((channel: string | undefined) => string | undefined) | undefined,
): ReleaseChoice {
  const named = chosen && parse(chosen, 'chosen');
  if (named) return named;
  const pinned = channel && parse(channel, 'toolchain file');
  if (pinned) return pinned;
  const found = installed?.(channel);
  return (found && parse(found, 'installed')) || parse(NEWEST_RELEASE, 'newest known')!;
}

function parse(text: string, from: ReleaseChoice['from']): ReleaseChoice | undefined {
  const match = /^1\.(\d+)(?:\.(\d+))?(?:-\w+(?:\.\d+)?)?/.exec(text);
  return match ? { name: match[0], minor: Number(match[1]), patch: Number(match[2] ?? 0), from } : undefined;
}

import { parseRelease } from '../../base/releases.ts';
import type { ReleaseChoice } from '../../engine/chooseRelease.ts';

/** The described release whose figures a `nearest` warrant shows. */
export function nearestRelease({ describedAs, between, name }: ReleaseChoice): string {
  return describedAs ?? between ?? name;
}

/**
 * Whose figures a `nearest` warrant shows, why, and what makes them the user's own, in sentences: `As of Rust 1.98.1.
 * Yours, 1.99, is not described: …`. Code stands in backquotes.
 */
export function nearestReason(release: ReleaseChoice): string {
  const parts = [`As of Rust ${nearestRelease(release)}; ${yours(release)} is not described`];
  const advice = remedy(release);
  if (advice !== undefined) parts.push(`: ${advice}`);
  return [`${parts.join('')}.`, ...history(release)].join(' ');
}

/** Why nothing is shown where the user wants no figures of another release. */
export function notDescribed(release: ReleaseChoice): string {
  const advice = remedy(release);
  const why = `Rust ${release.name} is not described, and figures of the nearest release, ${nearestRelease(release)}, are switched off`;
  return advice === undefined ? why : `${why}; ${advice}`;
}

function yours({ name }: ReleaseChoice): string {
  return parseRelease(name) ? `your ${name}` : `your toolchain \`${name}\``;
}

/** What a user can do about it. The rules of releases before the oldest described one aren't known at all. */
function remedy({ describedAs, version }: ReleaseChoice): string | undefined {
  const { minor: own = 0, channel } = parseRelease(version) ?? {};
  // The layout rules of a nightly are those of no release.
  if (channel !== undefined) return undefined;
  const shown = parseRelease(describedAs ?? version)?.minor ?? 0;
  return own < shown
    ? undefined
    : 'with rustup’s component `rust-src`, the command line reads it exactly (`--facts auto`)';
}

/** What is known to have been otherwise in old releases. */
function history({ describedAs, version }: ReleaseChoice): readonly string[] {
  const minor = parseRelease(version)?.minor;
  if (describedAs === undefined || minor === undefined) return [];
  const known: readonly (readonly [before: number, what: string])[] = [
    [18, 'Before 1.18 fields stood in declaration order.'],
    [64, 'Before 1.64 only one variant of a niche-encoded enum could have fields with data.'],
    [77, 'Before 1.77 `u128` and `i128` were aligned to 8 bytes on x86, and are so here.'],
  ];
  return known.flatMap(([before, what]) => (minor < before ? [what] : []));
}

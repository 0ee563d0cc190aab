/**
 * The releases of rustc that are described: the one list of them. A release is described when the layout rules
 * (`layout/abi/releases.ts`) and the standard library's facts (`server/facts`) were both compared with its compiler.
 */

/** A release that is described. */
export interface DescribedRelease {
  /** 96 for Rust 1.96. */
  readonly minor: number;
  /** The newest patch release that is covered; those before it are as well. */
  readonly patch: number;
  /** Whether `server/facts` has a file of its own for it; otherwise that of the next newer release is used, as measured. */
  readonly facts: boolean;
}

/** Oldest first. */
export const describedReleases: readonly DescribedRelease[] = [
  { minor: 85, patch: 1, facts: true },
  { minor: 95, patch: 0, facts: false },
  { minor: 96, patch: 1, facts: true },
  { minor: 97, patch: 1, facts: false },
  { minor: 98, patch: 1, facts: true },
];

/** Between two described releases the layout rules are known, except for 1.90, in whose beta they changed. */
const uncertainMinors: readonly number[] = [90];

/** The newest described release: what is shown where nothing names another. */
export const newestRelease: DescribedRelease = describedReleases.at(-1)!;

/** `1.96.1` */
export function releaseName({ minor, patch }: Pick<DescribedRelease, 'minor' | 'patch'>): string {
  return `1.${minor}.${patch}`;
}

/** The names of the releases that have a file of facts: `1.85`, `1.96`. */
export const factsReleases: readonly string[] = describedReleases
  .filter(({ facts }) => facts)
  .map(({ minor }) => `1.${minor}`);

/** A release number as rustc prints it: `1.95.0`, `1.97.0-nightly`. */
export interface ReleaseNumber {
  readonly minor: number;
  /** Absent where only `1.95` was said. */
  readonly patch?: number;
  /** `nightly`, `beta.2`, `dev`. */
  readonly channel?: string;
}

/** Undefined for what is not a release number of Rust 1. */
export function parseRelease(text: string): ReleaseNumber | undefined {
  const match = /^1\.(\d{1,4})(?:\.(\d{1,4}))?(?:-([\w.]+))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, minor, patch, channel] = match;
  return {
    minor: Number(minor),
    ...(patch !== undefined && { patch: Number(patch) }),
    ...(channel !== undefined && { channel }),
  };
}

/** How much is known of a release. */
export type ReleaseKnowledge =
  /** All of it. `minor` and `patch` name it. */
  | { readonly kind: 'described'; readonly minor: number; readonly patch: number }
  /** Its rules, and of std what is the same before and after it; `nearest` has the rest. */
  | { readonly kind: 'between'; readonly minor: number; readonly patch: number; readonly nearest: string }
  /** Nothing for certain: `nearest` is laid out in its place. */
  | { readonly kind: 'nearest'; readonly minor: number; readonly patch: number; readonly nearest: string };

/** What is known of a release; without a number, which is nearest is the newest. */
export function knowledgeOf(release: ReleaseNumber | undefined): ReleaseKnowledge {
  if (!release) return nearest(newestRelease);
  const { minor, patch, channel } = release;
  const own = describedReleases.find((known) => known.minor === minor);
  // Patch releases have changed layouts (1.97.1), and nightlies and betas of one number differ from day to day.
  const covered = channel === undefined && (patch === undefined || patch <= (own?.patch ?? Infinity));
  if (own && covered) return { kind: 'described', minor, patch: patch ?? own.patch };
  if (own) return nearest(own);
  const newer = describedReleases.find((known) => known.minor > minor);
  const isBetween = newer !== undefined && newer !== describedReleases[0];
  if (isBetween && covered && !uncertainMinors.includes(minor))
    return { kind: 'between', minor, patch: patch ?? 0, nearest: releaseName(newer) };
  return nearest(newer ?? newestRelease);
}

function nearest({ minor, patch }: DescribedRelease): ReleaseKnowledge {
  return { kind: 'nearest', minor, patch, nearest: releaseName({ minor, patch }) };
}

/**
 * The number of the nightly of a date such as `2026-11-01`: every six weeks since 1.0 a release has left master two
 * numbers before it. Undefined for what is no date after 1.0.
 */
export function nightlyOf(date: string): ReleaseNumber | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) ?? [];
  if (year === undefined) return undefined;
  const days = Math.floor(
    (Date.UTC(Number(year), Number(month) - 1, Number(day)) - ONE_POINT_ZERO) / 86_400_000,
  );
  return days < 0 ? undefined : { minor: Math.floor(days / 42) + 2, patch: 0, channel: 'nightly' };
}

/** The Thursday before 1.0, by which the six weeks are counted. */
const ONE_POINT_ZERO = Date.UTC(2015, 4, 14);

import {
  describedReleases,
  knowledgeOf,
  newestRelease,
  nightlyOf,
  parseRelease,
  releaseName,
} from '../base/releases.ts';

/** The release whose layouts are shown, and how it relates to the user's. */
export interface ReleaseChoice {
  /** The user's: `1.95.0`, `1.95` where only that is known; a channel such as `my-fork` where not even that. */
  readonly name: string;
  /** The release number that a build script sees: that of `name`, or where that has none, of what is shown instead. */
  readonly version: string;
  /** The minor and patch number of the release whose layout rules are used. */
  readonly minor: number;
  readonly patch: number;
  /** Where it comes from. */
  readonly from: 'chosen' | 'toolchain file' | 'installed' | 'newest known';
  /** The described release whose figures are shown because `name` isn't described: no figure is then a claim. */
  readonly describedAs?: string;
  /** `name` lies between described releases: what of std differs around it is shown as this one has it. */
  readonly between?: string;
}

/** The release that an installed toolchain says it is, or the name of a toolchain for which that can't be told. */
export type InstalledRelease = (channel: string | undefined) => string | undefined;

/**
 * Which release of rustc to answer for: the one the user chose, else what `rust-toolchain.toml` names, else
 * the installed compiler's, else the newest described one. What can't be read as a release is looked up among the
 * installed toolchains by its name; where it isn't there, the nearest described release stands in.
 *
 * @param channel of the toolchain file: `1.95.0`, `stable`, `nightly-2026-01-01`, `my-fork`
 * @param installed the release that a channel (or the default) stands for on this machine
 */
export function chooseRelease(
  chosen: string | undefined,
  channel: string | undefined,
  installed: InstalledRelease | undefined,
): ReleaseChoice {
  if (chosen !== undefined && chosen !== '') return ofChannel(chosen, 'chosen', installed);
  if (channel !== undefined && channel !== '') return ofChannel(channel, 'toolchain file', installed);
  const found = installed?.(undefined);
  return found === undefined ? newestChoice() : ofRelease(found, 'installed');
}

/**
 * The release where its own standard library was read from source: unless the user chose another, that of the toolchain.
 * Its figures are then its own: the layout rules are those of `layout/abi/releases.ts`, which change with releases that
 * are known, or of the newest. Nightlies and betas are in between, and no release's.
 */
export function withOwnStd(
  chosen: ReleaseChoice,
  { rustc, std }: { readonly rustc?: string; readonly std?: { readonly release: string } },
): ReleaseChoice {
  if (!std) return chosen;
  const release = rustc === undefined ? ofRelease(std.release, 'installed') : chosen;
  const own = parseRelease(release.version);
  if (!own) return release;
  const { describedAs: _, between: __, ...rest } = release;
  const isRelease = own.channel === undefined && own.minor >= describedReleases[0]!.minor;
  return { ...(isRelease ? rest : release), minor: own.minor, patch: own.patch ?? 0 };
}

function ofChannel(
  channel: string,
  from: ReleaseChoice['from'],
  installed: InstalledRelease | undefined,
): ReleaseChoice {
  const [, plain = channel] =
    /^(.+?)-(?:x86_64|i[3-6]86|aarch64|arm\w*|riscv\w*|powerpc\w*|s390x|loongarch64)-[\w-]+$/.exec(channel) ??
    [];
  if (parseRelease(plain)) return ofRelease(plain, from);
  const found = installed?.(channel);
  if (found !== undefined) return ofRelease(found, 'installed');
  // The stable release of a machine without toolchains is the newest that is known.
  return plain === 'stable' ? newestChoice() : ofRelease(plain, from);
}

function newestChoice(): ReleaseChoice {
  return ofRelease(releaseName(newestRelease), 'newest known');
}

function ofRelease(name: string, from: ReleaseChoice['from']): ReleaseChoice {
  const [, date] = /^nightly-(\d{4}-\d\d-\d\d)$/.exec(name) ?? [];
  const number = parseRelease(name) ?? (date === undefined ? undefined : nightlyOf(date));
  const known = knowledgeOf(number);
  const { minor, patch } = known;
  const version = number ? numberText(number) : releaseName(known);
  const base = { name, version, minor, patch, from };
  switch (known.kind) {
    case 'described':
      return base;
    case 'between':
      return { ...base, between: known.nearest };
    case 'nearest':
      return { ...base, describedAs: known.nearest };
  }
}

function numberText({ minor, patch = 0, channel }: NonNullable<ReturnType<typeof parseRelease>>): string {
  return `1.${minor}.${patch}${channel === undefined ? '' : `-${channel}`}`;
}

/** The release whose facts of std are read. */
export function factsRelease({ minor }: ReleaseChoice): string {
  return `1.${minor}`;
}

/** The minor number of the user's own release, described or not. */
export function ownMinor({ version, minor }: ReleaseChoice): number {
  return parseRelease(version)?.minor ?? minor;
}

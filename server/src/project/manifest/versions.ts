import { compareBuild, parse as parseSemver } from 'semver';

/**
 * Versions and requirements as cargo reads them (crate `semver`, "Specifying Dependencies" in the
 * Cargo Book). The npm package orders versions; its requirement syntax is another one, so
 * requirements are read here.
 */

type Operator = '=' | '>' | '>=' | '<' | '<=' | '~' | '^' | '*';

interface Comparator {
  readonly operator: Operator;
  readonly major: number;
  readonly minor: number | undefined;
  readonly patch: number | undefined;
  readonly pre: string;
}

/** A requirement: all comparators must hold; none at all is `*`. */
export interface VersionRequirement {
  readonly comparators: readonly Comparator[];
}

export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** Pre-release part without its `-`; empty for a release. */
  readonly pre: string;
}

/** Reads `1.2.3-pre+build`; undefined when it is no full version. */
export function parseVersion(text: string): Version | undefined {
  const parsed = parseSemver(text);
  return (
    (parsed && {
      major: parsed.major,
      minor: parsed.minor,
      patch: parsed.patch,
      pre: parsed.prerelease.join('.'),
    }) ??
    undefined
  );
}

/** Orders two version texts, older first; a text that is no version comes before all. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parseSemver(a), parseSemver(b)];
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  return compareBuild(left, right);
}

/**
 * The range within which cargo unifies versions: `1` for 1.x, `0.3` for 0.3.x, `0.0.4` for itself.
 * Two packages of one name and source never both lie in one range.
 */
export function compatibilityRange(version: Version): string {
  if (version.major > 0) return `${version.major}`;
  return version.minor > 0 ? `0.${version.minor}` : `0.0.${version.patch}`;
}

const comparatorSyntax =
  /^(=|>=|<=|>|<|~|\^)?\s*(\d+)(?:\.(\d+|[*xX]))?(?:\.(\d+|[*xX]))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

/** Reads a requirement such as `1.2`, `>=1, <3`, `~0.3.1`, `*`; undefined when it is none. */
export function parseRequirement(text: string): VersionRequirement | undefined {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length > 1 && parts.at(-1) === '') parts.pop();
  if (parts.length === 1 && /^[*xX]?$/.test(parts[0]!))
    return parts[0] === '' ? undefined : { comparators: [] };
  const comparators: Comparator[] = [];
  for (const part of parts) {
    const match = comparatorSyntax.exec(part);
    if (match === null) return undefined;
    const [, operator, major, minor, patch, pre] = match;
    const wild = [minor, patch].some((piece) => piece !== undefined && !/^\d/.test(piece));
    comparators.push({
      operator: operator === undefined ? (wild ? '*' : '^') : (operator as Operator),
      major: Number(major),
      minor: piece(minor),
      patch: piece(patch),
      pre: pre ?? '',
    });
  }
  return { comparators };
}

function piece(text: string | undefined): number | undefined {
  return text === undefined || !/^\d/.test(text) ? undefined : Number(text);
}

/**
 * Whether a version satisfies a requirement. A pre-release satisfies it only where a comparator names
 * a pre-release of the same major.minor.patch (crate `semver`, `VersionReq::matches`).
 */
export function satisfies(version: Version, requirement: VersionRequirement): boolean {
  const { comparators } = requirement;
  if (!comparators.every((comparator) => holds(comparator, version))) return false;
  if (version.pre === '') return true;
  return comparators.some(
    (comparator) =>
      comparator.pre !== '' &&
      comparator.major === version.major &&
      comparator.minor === version.minor &&
      comparator.patch === version.patch,
  );
}

function holds(comparator: Comparator, version: Version): boolean {
  switch (comparator.operator) {
    case '=':
    case '*':
      return isExact(comparator, version);
    case '>':
      return order(version, comparator) > 0;
    case '>=':
      return isExact(comparator, version) || order(version, comparator) > 0;
    case '<':
      return order(version, comparator) < 0;
    case '<=':
      return isExact(comparator, version) || order(version, comparator) < 0;
    case '~':
      return isTilde(comparator, version);
    default:
      return isCaret(comparator, version);
  }
}

function isExact(comparator: Comparator, version: Version): boolean {
  if (version.major !== comparator.major) return false;
  if (comparator.minor !== undefined && version.minor !== comparator.minor) return false;
  if (comparator.patch !== undefined && version.patch !== comparator.patch) return false;
  return version.pre === comparator.pre;
}

/** Orders by the parts that the comparator names: `>1` is not satisfied by 1.5. */
function order(version: Version, comparator: Comparator): number {
  if (version.major !== comparator.major) return version.major - comparator.major;
  if (comparator.minor === undefined) return 0;
  if (version.minor !== comparator.minor) return version.minor - comparator.minor;
  if (comparator.patch === undefined) return 0;
  if (version.patch !== comparator.patch) return version.patch - comparator.patch;
  return comparePre(version.pre, comparator.pre);
}

function comparePre(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? 1 : -1;
  return compareVersions(`0.0.0-${a}`, `0.0.0-${b}`);
}

function isTilde(comparator: Comparator, version: Version): boolean {
  if (version.major !== comparator.major) return false;
  if (comparator.minor !== undefined && version.minor !== comparator.minor) return false;
  if (comparator.patch !== undefined && version.patch !== comparator.patch)
    return version.patch > comparator.patch;
  return comparePre(version.pre, comparator.pre) >= 0;
}

function isCaret(comparator: Comparator, version: Version): boolean {
  const { major, minor, patch } = comparator;
  if (version.major !== major) return false;
  if (minor === undefined) return true;
  if (patch === undefined) return major > 0 ? version.minor >= minor : version.minor === minor;
  if (major > 0) {
    if (version.minor !== minor) return version.minor > minor;
    if (version.patch !== patch) return version.patch > patch;
  } else if (minor > 0) {
    if (version.minor !== minor) return false;
    if (version.patch !== patch) return version.patch > patch;
  } else if (version.minor !== minor || version.patch !== patch) return false;
  return comparePre(version.pre, comparator.pre) >= 0;
}

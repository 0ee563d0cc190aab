/**
 * Where releases of rustc lay types out differently: one named switch for each change of the rule.
 *
 * The supported releases are 1.85 and later. A switch names the new rule, and the comment the first stable
 * release that has it.
 */

export interface ReleaseSwitches {
  /** From 1.87. Before, "uninhabited" was itself a backend representation and displaced scalars. */
  readonly uninhabitedKeepsRepr: boolean;
  /** From 1.91. The tag's valid range leaves out the widest gap between discriminants, even inside min..max. */
  readonly widestDiscriminantGap: boolean;
  /** From 1.93. The tag is unsigned where that is no wider than the signed fit, even with negative discriminants. */
  readonly preferUnsignedTag: boolean;
  /** From 1.87. A union of vectors keeps the vector representation even with more alignment than the vector's own. */
  readonly overalignedVectorUnions: boolean;
  /** From 1.96. Under `repr(u8)` and such, uninhabited variants without data keep their place among the variants. */
  readonly reprIntKeepsAbsentVariants: boolean;
  /**
   * From 1.97, though 1.97.1 took it back. A single reserved pattern is the one nearest to zero: `None::<char>` is -1
   * rather than 0x110000.
   */
  readonly loneNicheNearestZero: boolean;
  /** Up to 1.96. Of two equal niches of a struct that is a pair of scalars, the first scalar's is noted. */
  readonly pairPrefersFirstNiche: boolean;
  /** Up to 1.96. `#[rustc_layout_scalar_valid_range_start/end]` narrow a struct's scalar; later only pattern types do. */
  readonly validRangeAttributes: boolean;
}

/** The newest release whose rules were compared with the compiler. Later ones are laid out by its rules. */
export const NEWEST_KNOWN_MINOR = 97;

/** The oldest release whose rules are known. */
export const OLDEST_KNOWN_MINOR = 85;

/**
 * Whether the switches of rustc `1.<minor>` are known. Of 1.90 they aren't for sure: its beta was cut in the days in
 * which the tag's valid range changed. In those of later releases than {@link NEWEST_KNOWN_MINOR} more may have changed.
 */
export function isKnownRelease(minor: number): boolean {
  return minor >= OLDEST_KNOWN_MINOR && minor <= NEWEST_KNOWN_MINOR && minor !== 90;
}

/**
 * The rules of rustc `1.<minor>.<patch>`; see {@link isKnownRelease} for how far they can be relied on.
 *
 * @param minor the release's minor version: 95 for 1.95.0; for a nightly the version that it prints
 */
export function releaseSwitches(minor: number, patch = 0): ReleaseSwitches {
  return {
    uninhabitedKeepsRepr: minor >= 87,
    widestDiscriminantGap: minor >= 91,
    preferUnsignedTag: minor >= 93,
    overalignedVectorUnions: minor >= 87,
    reprIntKeepsAbsentVariants: minor >= 96,
    loneNicheNearestZero: minor >= 98 || (minor === 97 && patch === 0),
    pairPrefersFirstNiche: minor < 97,
    validRangeAttributes: minor < 97,
  };
}

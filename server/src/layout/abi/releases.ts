/**
 * Where releases of rustc lay types out differently: one named switch for each change of the rule.
 *
 * Rules of releases before 1.85 are not among them. A switch names the new rule, and the comment the first stable
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
   * From 1.97. A single reserved pattern is the one nearest to zero: `None::<char>` is -1 rather than 0x110000. Beside
   * a valid range of `0..=1` it stays 2: in 1.97.0 for `bool` alone, from 1.97.1 on for scalars of any size.
   */
  readonly loneNicheNearestZero: 'never' | 'exceptOneByte' | 'except0To1';
  /** Up to 1.96. Of two equal niches of a struct that is a pair of scalars, the first scalar's is noted. */
  readonly pairPrefersFirstNiche: boolean;
  /** Up to 1.96. `#[rustc_layout_scalar_valid_range_start/end]` narrow a struct's scalar; later only pattern types do. */
  readonly validRangeAttributes: boolean;
}

/**
 * The rules of rustc `1.<minor>.<patch>`. Which releases they were compared with the compiler for stands in
 * `base/releases.ts`.
 *
 * @param minor the release's minor version: 95 for 1.95.0
 */
export function releaseSwitches(minor: number, patch = 0): ReleaseSwitches {
  return {
    uninhabitedKeepsRepr: minor >= 87,
    widestDiscriminantGap: minor >= 91,
    preferUnsignedTag: minor >= 93,
    overalignedVectorUnions: minor >= 87,
    reprIntKeepsAbsentVariants: minor >= 96,
    loneNicheNearestZero: minor < 97 ? 'never' : minor === 97 && patch === 0 ? 'exceptOneByte' : 'except0To1',
    pairPrefersFirstNiche: minor < 97,
    validRangeAttributes: minor < 97,
  };
}

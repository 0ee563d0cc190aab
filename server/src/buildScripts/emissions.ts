import type { FuelLimits } from '../base/fuel.ts';

/** What a script was seen to set: `name` or `name="value"`, for certain or perhaps. */
export interface Emissions {
  readonly certain: ReadonlySet<string>;
  readonly possible: ReadonlySet<string>;
  /** Something was set whose name could not be told. */
  readonly opaque: boolean;
  /** What it writes into `OUT_DIR`, by path in it; only files whose whole text is known. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * What a script may take: a step is an expression or statement, a size a character of a text that is made; an item of a list
 * counts as `ITEM` of them.
 */
export const scriptLimits: FuelLimits = { steps: 400_000, size: 20_000_000 };

/**
 * What rustc says about its targets: data layouts and cfg options, as `scripts/generateTargets.mjs` collected them.
 *
 * The table is that of one release. From 1.85 to 1.97 the alignments in the data layouts are the same, but for
 * `f64` on AIX; targets come and go, and target features are added.
 */
import table from './targets.json' with { type: 'json' };

export interface TargetFacts {
  /** The target triple, as in `--target`. */
  readonly triple: string;
  /** LLVM's data layout string, as in a target specification. */
  readonly dataLayout: string;
  /** The least width in bits of a `repr(C)` enum. */
  readonly cEnumMinBits: number;
  /**
   * The cfg options that hold on the target without further flags, as `rustc --print cfg` writes them: `unix`,
   * `target_os="linux"`. Those of profiles, like `debug_assertions`, are not among them.
   */
  readonly cfg: readonly string[];
  /** Whether the target may have further features that nothing says: it is one of the user's own. */
  readonly hasOpenFeatures?: boolean;
}

type Row = readonly [dataLayout: string, cEnumMinBits: number, ...options: number[]];

const rows = new Map<string, Row>(Object.entries(table.targets as unknown as Record<string, Row>));

/** The release of rustc that the table was made with. */
export const targetTableRelease: string = table.rustc;

/** The triples of all known targets. */
export function targetTriples(): readonly string[] {
  return [...rows.keys()];
}

/**
 * The data layout of a target in Rust `1.<minor>`. Before 1.77 LLVM didn't say that `i128` is aligned to 16 bytes on
 * x86, and rustc gave it the 8 bytes of `i64`.
 */
export function dataLayoutOf(target: TargetFacts, minor: number): string {
  const { triple, dataLayout } = target;
  // A target file of the user's own says what it means.
  const isOlder = minor < 77 && target.hasOpenFeatures !== true && /^(x86_64|i[3-6]86)/.test(triple);
  return isOlder ? dataLayout.replace('-i128:128', '') : dataLayout;
}

/** The facts of a target, or undefined for a triple that rustc doesn't know (a custom target specification). */
export function targetFacts(triple: string): TargetFacts | undefined {
  const row = rows.get(triple);
  if (row === undefined) return undefined;
  const [dataLayout, cEnumMinBits, ...options] = row;
  return { triple, dataLayout, cEnumMinBits, cfg: options.map((i) => table.options[i]!) };
}

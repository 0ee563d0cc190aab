// The JSON contract `rust-layout/1`: what `layout --json` prints, and what the oracle prints of the real compiler.

/** Bytes. A decimal string where the value does not fit a safe integer. */
export type Bytes = number | string;

export type ItemKind = 'struct' | 'enum' | 'union';

/** Bit patterns that no valid value has. The valid range may wrap (`start > end`); its ends are decimal strings. */
export interface NicheEntry {
  readonly offset: Bytes;
  readonly size: number;
  readonly start: string;
  readonly end: string;
}

/** Where an enum's tag lies, and how it is read. The last three keys stand with the `niche` encoding only. */
export interface TagEntry {
  readonly offset: Bytes;
  readonly size: number;
  readonly encoding: 'direct' | 'niche';
  readonly untagged?: number;
  readonly start?: string;
  readonly variants?: readonly number[];
}

export interface VariantEntry {
  readonly index: number;
  readonly size: Bytes;
  /** In declaration order. */
  readonly offsets: readonly Bytes[];
}

/** Names a place: `file` relative to the crate's folder, `line` 1-based, that of the `struct`/`enum`/`union` keyword. */
export interface PlaceEntry {
  readonly file: string;
  readonly line: number;
  readonly name: string;
}

/** The layout itself, without the name of its type. */
export interface LayoutEntry {
  readonly size: Bytes;
  readonly align: Bytes;
  /** Set where the tail is unsized: size and align are then those of the part before the tail's own. */
  readonly unsized?: true;
  /** Of a struct or union, in declaration order. */
  readonly offsets?: readonly Bytes[] | null;
  readonly niche: NicheEntry | null;
  readonly uninhabited?: boolean;
  readonly tag?: TagEntry | null;
  readonly variants?: readonly VariantEntry[] | null;
}

export interface TypeEntry extends PlaceEntry, LayoutEntry {
  readonly kind: ItemKind;
  /** The macro call in which the type is written. */
  readonly macro?: string;
  readonly warrant?: string;
}

/** A type without an answer, and why. */
export interface ReasonEntry extends PlaceEntry {
  readonly reason: string;
  readonly macro?: string;
}

export interface DependencyEntry {
  readonly name: string;
  readonly version: string;
  /** The folder that holds the source. */
  readonly dir: string;
  readonly features: readonly string[];
}

/** What a product prints. */
export interface RustLayoutV1 {
  readonly schema: 'rust-layout/1';
  readonly rustc: string;
  readonly target: string;
  readonly crate: string;
  readonly version: string;
  readonly types: readonly TypeEntry[];
  readonly unresolved: readonly ReasonEntry[];
}

/** What the oracle prints: the compiler's answers, and what it could not be asked about. */
export interface OracleLayout extends Omit<RustLayoutV1, 'unresolved'> {
  readonly edition: string;
  readonly features: readonly string[];
  /** As passed to rustc by `--cfg`. */
  readonly cfg: readonly string[];
  /** The crate's root file. */
  readonly root: string;
  readonly lines: number;
  /** The files that rustc read. */
  readonly files: readonly string[];
  readonly dependencies: readonly DependencyEntry[];
  readonly skipped: readonly ReasonEntry[];
}

// The JSON contract `rust-drops/1`: what `drops --json` prints, and what the oracle prints of rustc's MIR.
// Lines and columns are 1-based; columns count characters (not UTF-16 units).

export type Position = readonly [line: number, column: number];

/** A user variable, or a part of one, that a drop point drops. */
export interface DropEntry {
  /** `s`, `s.name`, `t.0.left`, `a[1]`, `*r`; `#2` is the second parameter when its pattern is not a plain name. */
  readonly variable: string;
  readonly declared?: Position;
  readonly type?: string;
  /** Decided at run time, by a drop flag or by an enum's variant. */
  readonly conditional?: boolean;
  /** `box`: only the allocation, the contents moved out. */
  readonly part?: string;
  /** Of what is left of an enum: the payload's path. */
  readonly detail?: string;
  /** On some ways to the point only. */
  readonly path?: boolean;
  /** The item's own scope end, where it differs from the point. */
  readonly end?: Position;
  readonly place?: string;
}

/** A value without a name. */
export interface TemporaryEntry {
  readonly type?: string;
  /** Where the expression that made it begins. */
  readonly at?: Position;
  /** How many of the point's `drops` come before it. */
  readonly after?: number;
  readonly conditional?: boolean;
  /** The compiler's own name for it (`iter` of a `for`, `__awaitee`, `captures`). */
  readonly hidden?: string;
  readonly part?: string;
  readonly path?: boolean;
  readonly end?: Position;
  readonly place?: string;
}

export interface MovedEntry {
  readonly variable: string;
  readonly declared?: Position;
}

export type ScopeKind = 'end' | 'else' | 'return' | 'break' | 'continue' | '?' | 'assign' | 'macro';

/** A drop point of ordinary control flow with its whole ordered list. */
export interface DropScope {
  readonly kind?: ScopeKind;
  /** Null inside a foreign macro (`macro`): no position of the user's. */
  readonly line: number | null;
  readonly column: number | null;
  readonly macro?: true;
  readonly drops: readonly DropEntry[];
  readonly temporaries?: readonly TemporaryEntry[];
  /** In scope here and not dropped: moved out, or never initialised. */
  readonly moved?: readonly MovedEntry[];
  /** Indexes of the function's points that control may come to next, with no other point between. */
  readonly next?: readonly number[];
  /** A product's reason in an answer's place. */
  readonly unresolved?: string;
}

export interface LocalEntry {
  readonly variable: string;
  readonly declared: Position;
  readonly type?: string | undefined;
  readonly drops: boolean;
  readonly param?: true;
}

export type FunctionKind = 'fn' | 'closure' | 'async fn' | 'async block';

/** Keyed by file and the position of its name; a closure or async block by its first token. */
export interface DropFunction {
  readonly name: string;
  readonly kind?: FunctionKind;
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  readonly endLine?: number;
  /** rustc's path of the body. */
  readonly path?: string;
  readonly scopes: readonly DropScope[];
  readonly locals?: readonly LocalEntry[];
  readonly unresolved?: string;
}

export interface UnresolvedFunction {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  readonly name: string;
  readonly reason: string;
}

export interface RustDropsV1 {
  readonly schema: 'rust-drops/1';
  readonly functions: readonly DropFunction[];
  readonly unresolved?: readonly UnresolvedFunction[];
}

export interface OracleDrops extends RustDropsV1 {
  readonly source: 'rustc-mir';
  readonly rustc: string;
  readonly crate: string;
  readonly version: string;
  readonly edition: string;
  /** Bodies left out, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
}

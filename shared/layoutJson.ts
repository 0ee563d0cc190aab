import type { Warrant } from './layoutView.ts';

/**
 * The JSON contract `rust-layout/1` of the command line: every non-generic struct, enum and union of a crate.
 * Sizes and offsets are bytes, `line` is 1-based and that of the item's keyword; numbers that can pass 2^53 are
 * decimal strings. Offsets stand in declaration order.
 */
export interface RustLayoutV1 {
  readonly schema: 'rust-layout/1';
  /** The user's release. */
  readonly rustc: string;
  /** The described release that stands in for it; absent where it is described itself. */
  readonly describedAs?: string;
  readonly target: string;
  readonly crate: string;
  readonly version: string;
  readonly edition: string;
  readonly features: readonly string[];
  readonly types: readonly JsonType[];
  readonly unresolved: readonly JsonUnresolved[];
  /** What the figures hold for, part by part, with where each comes from. */
  readonly ground: JsonGround;
  /** The other crates of the selection, where it has several: binaries, examples, the members of a workspace. */
  readonly crates?: readonly JsonCrate[];
  /** With `--futures`: those of async functions and `async` blocks. */
  readonly futures?: readonly JsonFuture[];
}

/** One of several crates. */
export type JsonCrate = Omit<RustLayoutV1, 'schema' | 'rustc' | 'crates'>;

/** Sentence parts for people, and names. */
export interface JsonGround {
  /** `lib`, `bin`, `example`, `test`, `bench`, `proc-macro`. */
  readonly kind: string;
  /** Whether it is compiled with `cfg(test)`. */
  readonly test: boolean;
  readonly profile: string;
  readonly targetFrom: string;
  readonly rustcFrom: string;
  readonly problems: readonly string[];
}

/** A future that a function writes. Without `size` its `reason` says why that isn't known. */
export interface JsonFuture {
  readonly file: string;
  /** 1-based, of the function's name or of `async`; `column` counts characters. */
  readonly line: number;
  readonly column: number;
  /** The function's name; of a block that of the function around it. */
  readonly name: string;
  readonly kind: 'async fn' | 'async block';
  /** Set where the function has type parameters: the figures hold for all of their types. */
  readonly generic?: true;
  readonly size?: number;
  readonly align?: number;
  /** What it holds before it is first polled. */
  readonly upvars?: readonly JsonHeld[];
  /** The states in which it waits, in rustc's order. */
  readonly states?: readonly JsonSuspended[];
  readonly reason?: string;
}

/** `size` as `-Zprint-type-sizes` prints it: up to the end of the last field, without the tag. */
export interface JsonSuspended {
  readonly kind: 'suspend';
  /** Of the `.await`. */
  readonly line: number;
  readonly column: number;
  readonly size: number;
  /** By offset. Temporaries and drop flags have rustc's names: `.coroutine_field3`. */
  readonly holds: readonly string[];
  readonly fields: readonly JsonHeld[];
}

export interface JsonHeld {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
  readonly type: string;
}

export interface JsonType {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly kind: 'struct' | 'enum' | 'union';
  readonly warrant: Warrant;
  /** With `nearest`: the release whose figures these are. */
  readonly describedAs?: string;
  readonly size: number;
  readonly align: number;
  /** Structs and unions only. */
  readonly offsets?: readonly number[];
  readonly niche: JsonNiche | null;
  readonly uninhabited: boolean;
  /** Set for a type with an unsized tail. */
  readonly unsized?: true;
  /** Enums only; null where rustc lays out one variant alone. */
  readonly tag?: JsonTag | null;
  readonly variants?: readonly JsonVariant[] | null;
  readonly macro?: string;
}

export interface JsonNiche {
  readonly offset: number;
  readonly size: number;
  readonly start: string;
  readonly end: string;
}

export type JsonTag =
  | { readonly offset: number; readonly size: number; readonly encoding: 'direct' }
  | {
      readonly offset: number;
      readonly size: number;
      readonly encoding: 'niche';
      readonly untagged: number;
      readonly start: string;
      readonly variants: readonly [number, number];
    };

export interface JsonVariant {
  readonly index: number;
  readonly name: string;
  readonly size: number;
  readonly offsets: readonly number[];
}

export interface JsonUnresolved {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly reason: string;
}

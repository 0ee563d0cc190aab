/**
 * `rust-drops/1`: what `drops --json` prints. Positions are 1-based `[line, column]`; columns count characters.
 */

export interface RustDropsV1 {
  readonly schema: 'rust-drops/1';
  readonly rustc?: string;
  /** The described release that stands in for it; absent where it is described itself. */
  readonly describedAs?: string;
  readonly crate?: string;
  readonly edition?: string;
  readonly functions: readonly JsonDropFunction[];
  readonly unresolved: readonly JsonDropsUnresolved[];
  /** The other crates of the selection, where it has several. */
  readonly crates?: readonly Omit<RustDropsV1, 'schema' | 'rustc' | 'crates'>[];
}

export type JsonPosition = readonly [line: number, column: number];

export interface JsonDropFunction {
  /** `{closure}` for closures and async blocks. */
  readonly name: string;
  readonly kind: 'fn' | 'closure' | 'async fn' | 'async block';
  readonly file: string;
  /** Where its name stands; of a closure its first token. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly scopes: readonly JsonDropPoint[];
  readonly locals: readonly JsonDropLocal[];
  /** Calls of `mem::drop`, `mem::forget`, `Option::take` and the like, in it and its closures; absent where none is. */
  readonly calls?: readonly JsonDropCall[];
}

/** What a call means for the drops, in words. */
export interface JsonDropCall {
  /** Where the name of the called function stands. */
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

export interface JsonDropLocal {
  readonly variable: string;
  readonly declared: JsonPosition;
  readonly type: string;
  readonly drops: boolean;
}

/** Where a scope ends or is left, with all that is dropped there, in order. */
export interface JsonDropPoint {
  readonly kind: 'end' | 'else' | 'assign' | 'return' | 'break' | 'continue' | '?';
  readonly line: number;
  readonly column: number;
  /** A macro's definition wrote the place; the position is that of the call. */
  readonly macro?: true;
  readonly drops: readonly JsonDrop[];
  readonly temporaries: readonly JsonTemporary[];
  /** In scope here and not dropped: moved out, or never initialised. */
  readonly moved: readonly { readonly variable: string; readonly declared: JsonPosition }[];
  /**
   * Indexes of the function's `scopes` that control may come to next, with no other point between; absent where
   * several uses of a macro share the function.
   */
  readonly next?: readonly number[];
  /** Why nothing is claimed about the point. */
  readonly unresolved?: string;
}

interface JsonDropped {
  readonly type: string;
  /** Decided at run time, by a drop flag or by an enum's variant. */
  readonly conditional: boolean;
  /** The rule that says so, in a few words, and where the Rust Reference has it. */
  readonly rule: string;
  readonly link: string;
  /** On some ways to the point only. */
  readonly path?: true;
}

export interface JsonDrop extends JsonDropped {
  /** `s`, `s.name`, `t.0.left`, `*r`; fields of other crates' types by their number; `#2` is the second parameter when its pattern is no plain name. */
  readonly variable: string;
  readonly declared?: JsonPosition;
  /** What dropping the value does, one step a line, indented by depth; only where it was asked for. */
  readonly does?: readonly string[];
  /** Only the allocation; the contents were moved out. */
  readonly part?: 'box';
  /** What is left of an enum: the payload. */
  readonly detail?: string;
  /** The item's own scope end, where it differs from the point. */
  readonly end?: JsonPosition;
}

export interface JsonTemporary extends JsonDropped {
  /** Start of the expression that made it; absent inside a foreign macro. */
  readonly at?: JsonPosition;
  /** How many of `drops` come before it. */
  readonly after: number;
  /** The compiler's own name: `iter` of a `for`, `__awaitee`, `captures`. */
  readonly hidden?: string;
}

export interface JsonDropsUnresolved {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  readonly name: string;
  readonly reason: string;
  /** Where the piece is that could not be told. */
  readonly at?: JsonPosition;
}

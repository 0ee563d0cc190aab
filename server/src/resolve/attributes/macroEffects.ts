import type { Item, Span } from '../../syntax/ast.ts';

/**
 * What procedural macros of some crates are known to do, by the package that declares the macro (not the one that
 * re-exports it), the releases for which its source was read, and its name there. A macro that is not listed, or is of
 * another release, may do anything.
 */

/** One use of a macro: an attribute or a derive with the item that it stands on. */
export interface MacroUse {
  /** The arguments with their parentheses; empty for a derive. */
  readonly args: string;
  readonly item: Item;
  /** The source text of a part of the item. */
  readonly text: (span: Span) => string;
  /** The arguments of the item's other attributes, by their paths: helpers of a derive. */
  readonly helpers: (path: string) => readonly string[];
}

/** What a macro does to the item it stands on. */
export interface KnownMacro {
  /** Last names of all traits that it implements for the item; a function where the arguments say it. */
  readonly traits?: readonly string[] | ((use: MacroUse) => readonly string[]);
  /** Whether an impl of `Drop` is among them for sure. */
  readonly drops?: boolean | ((use: MacroUse) => boolean);
  /** Kinds of items that it leaves as they are written; absent for all that it can stand on. */
  readonly on?: readonly Item['kind'][];
  /** What it changes all the same in this use, after "`#[m]`": "writes fields of its own"; undefined if nothing. */
  readonly changes?: (use: MacroUse) => string | undefined;
  /** What it changes in an associated item of the trait or impl it stands on, as above. */
  readonly changesMember?: (member: Item) => string | undefined;
  /** First segments of helper attributes which it takes off the item and what is inside. */
  readonly helpers?: readonly string[];
}

/** The macros of a package, for the releases that satisfy one of these requirements of Cargo. */
export interface KnownPackage {
  readonly versions: readonly string[];
  readonly macros: Readonly<Record<string, KnownMacro>>;
}

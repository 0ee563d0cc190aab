import type { Item, VariantSyntax } from '../../syntax/ast.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';

/**
 * A definition: what a path can resolve to, and the identity of types, traits and functions in all higher
 * layers. Compared by reference; `id` is unique within one analysis and stands in for it in keys.
 *
 * A definition of the user's code or of a dependency points to its syntax; one of the standard library to
 * its record in the generated facts. What it *means* (generics, fields, signatures as types) is for the
 * layer `types` to say, the same way for both.
 */
export type Def = SourceDef | FactsDef;

export type DefKind =
  | 'crate'
  | 'mod'
  | 'struct'
  | 'union'
  | 'enum'
  | 'variant'
  | 'fn'
  | 'const'
  | 'static'
  | 'typeAlias'
  | 'trait'
  | 'traitAlias'
  | 'impl'
  | 'foreignType'
  | 'assocType'
  | 'macro';

interface DefBase {
  readonly id: number;
  readonly kind: DefKind;
  /** Without `r#`; `_` for unnamed constants, empty for impls. */
  readonly name: string;
  /** The crate's id in the project's graph; `core`, `alloc`, `std` … for the facts. */
  readonly crate: string;
  /** The enum of a variant; the trait or impl of an associated item; else the module, function or block around it. */
  readonly parent?: Def;
}

export interface SourceDef extends DefBase {
  readonly origin: 'source';
  readonly unit: SourceUnit;
  readonly item: Item;
  /** For a variant: which of `item.variants`. */
  readonly variant?: { readonly index: number; readonly syntax: VariantSyntax };
  /** Where the names in the item are looked up (its module and the blocks around it). */
  readonly scope: Scope;
}

export interface FactsDef extends DefBase {
  readonly origin: 'facts';
  /** Index of the record in the facts of `crate`; for a variant that of its enum. */
  readonly index: number;
  /** For a variant: its number. */
  readonly variant?: number;
}

/**
 * The place that a path is resolved from: a module, or a block in a function's body with items, imports and
 * macros of its own. Opaque to higher layers, which pass it back to the resolver.
 */
export interface Scope {
  readonly crate: string;
  /** The innermost module, as a definition. */
  readonly module: Def;
  /** The enclosing block scope, innermost first; absent at module level. */
  readonly block?: BlockScope;
}

/** Items declared in a block: in scope in the whole block, before and after their declaration. */
export interface BlockScope {
  readonly unit: SourceUnit;
  readonly items: readonly Item[];
  readonly outer?: BlockScope;
  /** The function (or other item) whose body the block is in. */
  readonly owner: Def;
}

/** The three namespaces of the Rust Reference (Names, Namespaces) that matter here. */
export type Namespace = 'type' | 'value' | 'macro';

import type { Unknown } from '../../base/unknown.ts';
import type { Def, Namespace, Scope, SourceDef } from './def.ts';

/** The types that need no definition; an item of the same name shadows them. */
export type PrimitiveName =
  | 'bool'
  | 'char'
  | 'str'
  | 'i8'
  | 'i16'
  | 'i32'
  | 'i64'
  | 'i128'
  | 'isize'
  | 'u8'
  | 'u16'
  | 'u32'
  | 'u64'
  | 'u128'
  | 'usize'
  | 'f16'
  | 'f32'
  | 'f64'
  | 'f128';

/**
 * What a path means. `resolved` says how many of its segments were used up: what is left (`T::Item`,
 * `Vec::new`, `u32::MAX`) are associated items, which are for trait selection to find. The segments in
 * front of the last resolved one are modules, or the enum of a variant.
 */
export type Resolution =
  | {
      readonly kind: 'def';
      readonly def: Def;
      readonly resolved: number;
      /**
       * Set when the way there depends on something unknown (an import under an unknown cfg), so that the
       * path might mean something else; a reason. See `conditionOf` for the definition itself.
       */
      readonly condition?: string;
    }
  | { readonly kind: 'primitive'; readonly name: PrimitiveName; readonly resolved: number }
  | Unknown;

/** How a name is bound in a module or block. */
export interface Binding {
  readonly target: Def | PrimitiveName;
  /** From where the binding may be used: everywhere, or inside this module. */
  readonly visibleIn: 'everywhere' | Def;
  readonly condition?: string;
}

/** A name of a module with what it means, per namespace. */
export interface NamedBinding extends Binding {
  readonly name: string;
  readonly namespace: Namespace;
}

/** A struct, enum, union (or other definition) to list, with its place in a real file. */
export interface ListedDefinition {
  readonly def: SourceDef;
  readonly path: string;
  /** 1-based line of the item's keyword. */
  readonly line: number;
  /** UTF-16 offset of that keyword in the file. */
  readonly offset: number;
  /** False when the macro's definition wrote the keyword: the place is then that of the call. */
  readonly exact: boolean;
  /** The macro whose expansion holds the item. */
  readonly macro?: string;
}

/** What stands at a place of a file: see `Resolver.scopeAt`. */
export interface PlaceInfo {
  readonly scope: Scope;
  /** The item around the place, innermost first: a function, its impl, the module. */
  readonly owners: readonly Def[];
}

/** Why a part of a crate could not be known, for lists of what is unresolved. */
export interface Gap {
  /** A module whose file is missing, or a macro call that could bring any names. */
  readonly kind: 'module' | 'macro';
  readonly path: string;
  readonly line: number;
  readonly name: string;
  readonly reason: string;
  /** Whether definitions of types may be missing, so that the part belongs into a list of what is unresolved. */
  readonly hidesTypes: boolean;
}

/** A macro that the compiler itself expands, to something that isn't text: `format_args`, `line`, `asm`. */
export interface BuiltinMacro {
  readonly kind: 'builtin';
  readonly name: string;
  /** The type of the expression, where it is known, in Rust syntax with full paths (`&'static str`). */
  readonly type?: string;
}

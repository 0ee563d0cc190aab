import type { Unknown } from '../../base/unknown.ts';
import type { Scope } from '../../resolve/model/def.ts';
import type { MacroCall, Name } from '../../syntax/ast.ts';
import type { Block, Expr, Pattern } from '../../syntax/bodyAst.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';
import type { Ty } from '../../types/terms/ty.ts';
import type { Configurable } from '../activeParts.ts';
import type { ExprMeaning, PatternMeaning } from '../meanings.ts';
import type { Adjustment, BodyGap, Local, MacroExpansion } from '../typedBody.ts';

/** The parts of a `TypedBody` while they are being made: types may hold inference variables. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };

export type LocalDraft = Draft<Local>;

export interface ExprDraft {
  readonly unit: SourceUnit;
  ty: Ty;
  adjustments: Adjustment[];
  place: boolean;
  diverges: boolean;
  meaning?: ExprMeaning;
  /** The place is written to or borrowed mutably: overloaded derefs in it go through `DerefMut`. */
  mutated?: boolean;
}

export interface PatternDraft {
  readonly unit: SourceUnit;
  ty: Ty;
  derefs: Ty[];
  meaning?: PatternMeaning;
}

export interface ClosureDraft {
  readonly expr: Expr;
  readonly flavor: 'closure' | 'async closure' | 'async block';
  readonly ty: Ty;
  readonly isMove: boolean;
  readonly inputs: readonly Ty[];
  readonly output: Ty;
  readonly unit: SourceUnit;
  readonly parent?: Expr;
  /** The kind that the place which the closure is passed to demands; it then takes itself so, whatever its body does. */
  readonly expectedKind?: 'Fn' | 'FnMut' | 'FnOnce';
}

/** Everything that inference writes down. */
export interface Drafts {
  readonly exprs: Map<Expr, ExprDraft>;
  readonly blocks: Map<Block, { ty: Ty; diverges: boolean; scope: Scope }>;
  readonly patterns: Map<Pattern, PatternDraft>;
  readonly locals: LocalDraft[];
  readonly closures: Map<Expr, ClosureDraft>;
  readonly expansions: Map<MacroCall, MacroExpansion>;
  readonly gaps: BodyGap[];
  readonly inactive: Set<Configurable>;
  readonly uncertain: Map<Configurable, string>;
}

export function emptyDrafts(): Drafts {
  return {
    exprs: new Map(),
    blocks: new Map(),
    patterns: new Map(),
    locals: [],
    closures: new Map(),
    expansions: new Map(),
    gaps: [],
    inactive: new Set(),
    uncertain: new Map(),
  };
}

/** Variables in scope, innermost first. */
export interface VarLink {
  readonly name: string;
  readonly mark: number | undefined;
  readonly local: LocalDraft;
  readonly outer: VarLink | undefined;
}

/** Where an expression stands: its text, the names around it. */
export interface Lexical {
  readonly unit: SourceUnit;
  readonly scope: Scope;
  readonly vars: VarLink | undefined;
  /** Names of the macros that blocks of this body define: their text sees the body's variables. */
  readonly macros: ReadonlySet<string>;
}

/** The function, closure or async block that `return` and `?` leave. */
export interface FnFrame {
  readonly returns: Merge;
  readonly closure: Expr | undefined;
  readonly breakables: Breakable[];
}

/** A loop or labelled block. */
export interface Breakable {
  readonly expr: Expr;
  readonly label: Name | undefined;
  /** For `loop` and blocks: what `break` gives; `while` and `for` have none. */
  readonly value: Merge | undefined;
  readonly isLoop: boolean;
  broken: boolean;
}

/** Several expressions that must come to one type (rustc's `CoerceMany`). */
export interface Merge {
  /** The type that the place demands, if it demands one. */
  readonly expected: Ty | undefined;
  merged: Ty | undefined;
  readonly exprs: Expr[];
}

export type Found<T> = T | Unknown;

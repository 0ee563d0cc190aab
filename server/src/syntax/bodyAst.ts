import type { Attribute, GenericArgs, Item, MacroCall, Name, Path, Span, TypeSyntax } from './ast.ts';

/** The syntax of bodies: patterns, expressions and statements, as plain data (see `ast.ts`). */

// ---------------------------------------------------------------------------------------------- patterns

// biome-ignore format: one form a line.
export type Pattern = { readonly span: Span } & (
  | { readonly kind: 'wild' }
  | { readonly kind: 'rest' }
  | { readonly kind: 'bind'; readonly name: Name; readonly byRef: boolean; readonly mutable: boolean; readonly sub?: Pattern }
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'literal'; readonly value: Expr }
  | { readonly kind: 'range'; readonly start?: Expr; readonly end?: Expr; readonly inclusive: boolean }
  | { readonly kind: 'ref'; readonly mutable: boolean; readonly inner: Pattern }
  | { readonly kind: 'box'; readonly inner: Pattern }
  | { readonly kind: 'tuple'; readonly elements: readonly Pattern[] } // a `rest` among them stands for `..`
  | { readonly kind: 'tupleStruct'; readonly path: Path; readonly elements: readonly Pattern[] }
  | { readonly kind: 'struct'; readonly path: Path; readonly fields: readonly FieldPattern[]; readonly rest: boolean }
  | { readonly kind: 'slice'; readonly elements: readonly Pattern[] }
  | { readonly kind: 'or'; readonly alternatives: readonly Pattern[] }
  | { readonly kind: 'constBlock'; readonly block: Block }
  | { readonly kind: 'macro'; readonly call: MacroCall }
  | { readonly kind: 'error'; readonly tooDeep?: true }
);

// ---------------------------------------------------------------------------------------------- expressions

export type Literal =
  /** Decimal digits, which may go beyond 2^53. */
  | { readonly kind: 'int'; readonly digits: string; readonly suffix?: string }
  | { readonly kind: 'float'; readonly text: string; readonly suffix?: string }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'char'; readonly value: number }
  | { readonly kind: 'byte'; readonly value: number }
  | { readonly kind: 'str'; readonly value: string }
  /** One character of `value` is one byte. */
  | { readonly kind: 'byteStr'; readonly value: string }
  | { readonly kind: 'cStr' };

export type BinaryOp =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '&'
  | '|'
  | '^'
  | '<<'
  | '>>'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '&&'
  | '||';

/** Parentheses keep a node of their own: `(x).f()` and `{ (a) }` matter to spans and to temporaries. */
// biome-ignore format: one form a line.
export type Expr = { readonly span: Span; readonly attrs?: readonly Attribute[] } & (
  | { readonly kind: 'literal'; readonly value: Literal }
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'paren'; readonly inner: Expr }
  | { readonly kind: 'unary'; readonly op: '-' | '!' | '*'; readonly operand: Expr }
  | { readonly kind: 'binary'; readonly op: BinaryOp; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'assign'; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'compoundAssign'; readonly op: BinaryOp; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'ref'; readonly mutable: boolean; readonly raw: boolean; readonly operand: Expr }
  | { readonly kind: 'call'; readonly callee: Expr; readonly args: readonly Expr[] }
  | { readonly kind: 'methodCall'; readonly receiver: Expr; readonly method: Name; readonly generics?: GenericArgs; readonly args: readonly Expr[] }
  | { readonly kind: 'field'; readonly base: Expr; readonly name: Name } // also `t.0`
  | { readonly kind: 'index'; readonly base: Expr; readonly index: Expr }
  | { readonly kind: 'tuple'; readonly elements: readonly Expr[] }
  | { readonly kind: 'array'; readonly elements: readonly Expr[] }
  | { readonly kind: 'repeat'; readonly element: Expr; readonly length: Expr }
  | { readonly kind: 'struct'; readonly path: Path; readonly fields: readonly FieldValue[]; readonly base?: Expr }
  | { readonly kind: 'range'; readonly start?: Expr; readonly end?: Expr; readonly inclusive: boolean }
  | { readonly kind: 'cast'; readonly operand: Expr; readonly ty: TypeSyntax }
  | { readonly kind: 'block'; readonly block: Block; readonly flavor: 'plain' | 'unsafe' | 'const' | 'async' | 'asyncMove' | 'try' | 'gen'; readonly label?: Name }
  | { readonly kind: 'if'; readonly condition: Expr; readonly consequence: Block; readonly otherwise?: Expr }
  | { readonly kind: 'let'; readonly pat: Pattern; readonly value: Expr } // in conditions, joined by `&&`
  | { readonly kind: 'match'; readonly scrutinee: Expr; readonly arms: readonly MatchArm[] }
  | { readonly kind: 'loop'; readonly body: Block; readonly label?: Name }
  | { readonly kind: 'while'; readonly condition: Expr; readonly body: Block; readonly label?: Name }
  | { readonly kind: 'for'; readonly pat: Pattern; readonly iterable: Expr; readonly body: Block; readonly label?: Name }
  | { readonly kind: 'closure'; readonly params: readonly { readonly pat: Pattern; readonly ty?: TypeSyntax }[]; readonly ret?: TypeSyntax; readonly body: Expr; readonly isMove: boolean; readonly isAsync: boolean }
  | { readonly kind: 'return'; readonly value?: Expr }
  | { readonly kind: 'break'; readonly label?: Name; readonly value?: Expr }
  | { readonly kind: 'continue'; readonly label?: Name }
  | { readonly kind: 'try'; readonly operand: Expr; readonly question: number /* offset of `?` */ }
  | { readonly kind: 'await'; readonly operand: Expr }
  | { readonly kind: 'macro'; readonly call: MacroCall }
  | { readonly kind: 'underscore' }
  | { readonly kind: 'error'; readonly tooDeep?: true }
);

/** `name: value` or `name` in a struct expression. */
export interface FieldValue {
  readonly name: Name;
  readonly value: Expr;
  readonly shorthand: boolean;
  readonly attrs?: readonly Attribute[];
}

/** `name: pattern` or `name` in a struct pattern. */
export interface FieldPattern {
  readonly name: Name;
  readonly pat: Pattern;
  readonly shorthand: boolean;
  readonly attrs?: readonly Attribute[];
}

export interface MatchArm {
  readonly pat: Pattern;
  readonly guard?: Expr;
  readonly body: Expr;
  readonly attrs: readonly Attribute[];
  readonly span: Span;
}

/** `span` runs from `{` to behind `}`. */
export interface Block {
  readonly span: Span;
  readonly statements: readonly Statement[];
  /** The value: an expression without `;` at the end. */
  readonly tail?: Expr;
  readonly attrs: readonly Attribute[];
  /** Something in it does not parse: parts may be missing. */
  readonly broken?: true;
  /** It parses, but nests deeper than is looked into. */
  readonly tooDeep?: true;
}

// biome-ignore format: one form a line.
export type Statement = { readonly span: Span } & (
  | { readonly kind: 'let'; readonly pat: Pattern; readonly ty?: TypeSyntax; readonly init?: Expr; readonly otherwise?: Block; readonly attrs: readonly Attribute[] }
  | { readonly kind: 'item'; readonly item: Item }
  | { readonly kind: 'expr'; readonly expr: Expr; readonly semicolon: boolean }
  | { readonly kind: 'macro'; readonly call: MacroCall; readonly semicolon: boolean; readonly attrs: readonly Attribute[] }
  | { readonly kind: 'empty' }
);

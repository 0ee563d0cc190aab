import type { Facts } from '../facts/format.ts';
import type { CrateGraph } from '../project/crateGraph.ts';
import type { Block, Expr, Pattern, Span, TypeSyntax } from '../syntax/ast.ts';
import type { ExpansionInfo, SourceUnit } from '../syntax/sourceUnit.ts';

/** The files of a snapshot. The same path gives the same unit as long as the snapshot lives. */
export interface SourceFiles {
  /** The parsed file; undefined when there is none. */
  unit(path: string): SourceUnit | undefined;
  /** Its text alone, for questions that need no parser. */
  text(path: string): string | undefined;
  /** Names of the entries of a folder; undefined when there is none. */
  directory(
    path: string,
  ): readonly { readonly name: string; readonly kind: 'file' | 'directory' }[] | undefined;
  /** The path without symbolic links, where that is known. */
  realPath(path: string): string | undefined;
}

/** The parser, as name resolution uses it. */
export interface SyntaxParser {
  /** Lowers the text of an expansion (items) to a unit of its own. */
  expansion(text: string, path: string, info: ExpansionInfo): SourceUnit;
  /** The body of a function, from its span. */
  body(unit: SourceUnit, span: Span): Block | undefined;
  /** The value of a constant or discriminant. */
  expr(unit: SourceUnit, span: Span): Expr | undefined;
  /** Text at statement position (between the braces of a block). */
  statements(unit: SourceUnit, span: Span): Block | undefined;
  type(unit: SourceUnit, span: Span): TypeSyntax | undefined;
  pattern(unit: SourceUnit, span: Span): Pattern | undefined;
}

/** What a `Resolver` is made of. All are read-only for it. */
export interface ResolverInputs {
  readonly graph: CrateGraph;
  readonly files: SourceFiles;
  readonly parser: SyntaxParser;
  /** Undefined when no facts are at hand: then every name of std is unknown. */
  readonly facts: Facts | undefined;
}

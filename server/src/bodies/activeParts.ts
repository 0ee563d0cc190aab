import type { Block, Expr, FieldPattern, FieldValue, MatchArm, Statement } from '../syntax/bodyAst.ts';

/** What `cfg` may take out of a body. */
export type Configurable = Statement | MatchArm | Expr | FieldValue | FieldPattern;

/** What `cfg` leaves of a block. */
export interface ActiveParts {
  readonly statements: readonly Statement[];
  readonly tail?: Expr;
}

/**
 * A block without what `cfg` takes out. An expression that then comes last is the block's value, as for rustc, which
 * configures before it looks for one: `{ #[cfg(unix)] { 1 } #[cfg(windows)] { 2 } }`.
 */
export function activeParts(block: Block, isInactive: (node: Statement | Expr) => boolean): ActiveParts {
  const statements = block.statements.filter((statement) => !isInactive(statement));
  if (block.tail && !isInactive(block.tail)) return { statements, tail: block.tail };
  const last = statements.at(-1);
  const cut = block.tail !== undefined || last !== block.statements.at(-1);
  if (!cut || last?.kind !== 'expr' || last.semicolon) return { statements };
  return { statements: statements.slice(0, -1), tail: last.expr };
}

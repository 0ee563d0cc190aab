import type { ThirBlock, ThirStatement } from '../../drops/thir/model.ts';
import { type Place, placeOf } from '../mir/model.ts';
import { type Builder, variablesOf } from './builder.ts';
import { lowerLet } from './conditions.ts';
import { bindInto } from './matches.ts';
import { buildStatement } from './statements.ts';

/** rustc's `ast_block`. */
export function buildBlock(b: Builder, destination: Place, given: number, block: ThirBlock): number {
  const { target } = block;
  return b.scopes.within(block.scope, given, (start) => {
    if (target === undefined) return buildStatements(b, destination, start, block);
    return b.scopes.inBreakable(target, destination, undefined, () =>
      buildStatements(b, destination, start, block),
    );
  });
}

function buildStatements(
  b: Builder,
  destination: Place,
  given: number,
  { statements, tail }: ThirBlock,
): number {
  let block = given;
  let open = 0;
  let last = b.scopes.depth;
  for (const statement of statements) {
    if (statement.kind === 'expr') {
      block = b.scopes.within(statement.scope, block, (inner) =>
        buildStatement(b, inner, statement.expr, statement.scope),
      );
    } else {
      block = buildLet(b, block, statement, last);
      last = b.scopes.depth;
      open++;
    }
  }
  if (tail) block = b.into(destination, block, tail);
  else if (isUnit(b, destination)) b.cfg.assignUnit(block, destination);
  for (; open > 0; open--) block = b.scopes.pop(block);
  return block;
}

function isUnit(b: Builder, { local, projections }: Place): boolean {
  const ty = projections.at(-1)?.ty ?? b.cfg.locals[local]!.ty;
  return ty.kind === 'tuple' && ty.elements.length === 0;
}

/** A `let`; the scope of what follows stays open. */
function buildLet(
  b: Builder,
  given: number,
  statement: Extract<ThirStatement, { kind: 'let' }>,
  depth: number,
): number {
  const { remainder, init, pat, value, otherwise } = statement;
  if (!value) {
    b.scopes.push(remainder);
    const block = b.scopes.within(init, given, (inner) => {
      b.declare(pat);
      return inner;
    });
    for (const variable of variablesOf(pat)) {
      const local = b.local(variable);
      b.cfg.push(block, { kind: 'storageLive', local });
      b.scopes.schedule(remainder, local, 'storage');
      b.scopes.schedule(remainder, local, 'value');
    }
    return block;
  }
  if (!otherwise) {
    b.scopes.push(remainder);
    return b.scopes.within(init, given, (inner) => {
      b.declare(pat);
      return bindInto(b, inner, pat, value);
    });
  }
  // What follows `else` is built first: it stands outside of the scope of what the pattern binds.
  const dummy = placeOf(b.temporary({ kind: 'never' }, value.at));
  const failure = b.cfg.block();
  b.cfg.end(buildBlock(b, dummy, failure, otherwise), { kind: 'unreachable' });
  b.scopes.push(remainder);
  b.scopes.push(init);
  b.declare(pat);
  const matched = b.scopes.inIfThen(depth, () => lowerLet(b, given, value, pat, false));
  const block = b.scopes.pop(matched.passed);
  b.cfg.goto(matched.otherwise, failure);
  return block;
}

import type { Thir, ThirBlock, ThirStatement } from '../thir/model.ts';
import type { Builder } from './builder.ts';
import { buildCondition, lowerLet } from './conditions.ts';
import type { At } from './controlFlow.ts';
import { bindInto, declareWithout } from './matches.ts';
import type { Place } from './model.ts';
import { buildStatement } from './statements.ts';

export function buildIf(
  b: Builder,
  destination: Place | undefined,
  given: At,
  expr: Extract<Thir, { kind: 'if' }>,
): At {
  const { scopes, cfg } = b;
  const outer = scopes.innermost;
  const { depth } = scopes;
  scopes.push(expr.scope);
  const { passed: then, otherwise } = scopes.inIfThen(depth, () => {
    const matched = buildCondition(b, given, expr.condition, outer);
    return b.into(destination, matched, expr.consequence);
  });
  const end = scopes.pop(then);
  let other = otherwise ?? cfg.block();
  if (expr.otherwise) other = b.into(destination, other, expr.otherwise);
  else b.init(other, destination);
  return joined(b, end, other);
}

/** Where two ways come together. */
function joined({ cfg }: Builder, one: At, other: At): At {
  const join = cfg.block();
  cfg.goto(one, join);
  cfg.goto(other, join);
  return join;
}

export function buildLogical(
  b: Builder,
  destination: Place | undefined,
  given: At,
  expr: Extract<Thir, { kind: 'logical' }>,
): At {
  const { scopes, cfg } = b;
  const outer = scopes.innermost;
  const { passed: then, otherwise } = scopes.inIfThen(scopes.depth, () =>
    buildCondition(b, given, expr.left, outer),
  );
  const failed = otherwise ?? cfg.block();
  const [short, go] = expr.op === '&&' ? [failed, then] : [then, failed];
  b.init(short, destination);
  const right = b.into(destination, go, expr.right);
  return joined(b, right, short);
}

export function buildLoop(
  b: Builder,
  destination: Place | undefined,
  given: At,
  expr: Extract<Thir, { kind: 'loop' }>,
): At {
  const again = b.cfg.block();
  b.cfg.goto(given, again);
  return b.scopes.inBreakable(expr.target, destination, again, () => {
    const start = b.cfg.block();
    b.cfg.goto(again, start);
    const end = buildBlock(b, undefined, start, expr.body);
    b.cfg.goto(end, again);
    return undefined;
  });
}

export function buildBlock(b: Builder, destination: Place | undefined, given: At, block: ThirBlock): At {
  const { target } = block;
  return b.scopes.within(block.scope, given, (at) => {
    if (target === undefined) return buildStatements(b, destination, at, block);
    return b.scopes.inBreakable(target, destination, undefined, () =>
      buildStatements(b, destination, at, block),
    );
  });
}

function buildStatements(b: Builder, destination: Place | undefined, given: At, block: ThirBlock): At {
  let at = given;
  let open = 0;
  let last: number = b.scopes.depth;
  for (const statement of block.statements) {
    if (statement.kind === 'expr') {
      b.cfg.mark(at, statement.scope.end, true);
      at = b.scopes.within(statement.scope, at, (inner) =>
        buildStatement(b, inner, statement.expr, statement.scope),
      );
    } else {
      at = buildLet(b, at, statement, last);
      last = b.scopes.depth;
      open++;
    }
  }
  if (block.tail) at = b.into(destination, at, block.tail);
  else b.init(at, destination);
  for (; open > 0; open--) at = b.scopes.pop(at);
  return at;
}

/** A `let`; the scope of what follows stays open. */
function buildLet(
  b: Builder,
  given: At,
  statement: Extract<ThirStatement, { kind: 'let' }>,
  depth: number,
): At {
  const { remainder, init, pat, value, otherwise } = statement;
  if (!value) {
    b.scopes.push(remainder);
    return b.scopes.within(init, given, (at) => declareWithout(b, at, pat));
  }
  if (!otherwise) {
    b.scopes.push(remainder);
    return b.scopes.within(init, given, (at) => bindInto(b, at, pat, value));
  }
  const failure = b.cfg.block();
  const dead = buildBlock(b, undefined, failure, otherwise);
  b.cfg.end(dead, { kind: 'none' });
  b.scopes.push(remainder);
  b.scopes.push(init);
  const matched = b.scopes.inIfThen(depth, () => lowerLet(b, given, value, pat));
  const at = b.scopes.pop(matched.passed);
  if (matched.otherwise !== undefined) b.cfg.goto(matched.otherwise, failure);
  return at;
}

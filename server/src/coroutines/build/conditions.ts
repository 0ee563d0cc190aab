import type { Kinds } from '../../base/kinds.ts';
import type { Thir, ThirPat } from '../../drops/thir/model.ts';
import type { RegionScope } from '../../drops/thir/regions.ts';
import { placeOf } from '../mir/model.ts';
import { bindBranch, lowerScrutinee } from './bindings.ts';
import type { Builder } from './builder.ts';
import { MatchTree } from './matchTree.ts';
import { asTemp } from './values.ts';

/**
 * A condition; where it fails `breakForElse` is taken (rustc's `then_else_break`). `declares`: its `let`s declare their
 * variables here; those of a guard are declared with the arm.
 */
export function buildCondition(
  b: Builder,
  given: number,
  expr: Thir,
  temporaries: RegionScope | undefined,
  declares: boolean,
): number {
  const { scopes, cfg } = b;
  const inner = (block: number, part: Thir) => buildCondition(b, block, part, temporaries, declares);
  switch (expr.kind) {
    case 'logical': {
      if (expr.op === '&&') return inner(inner(given, expr.left), expr.right);
      const left = scopes.inIfThen(scopes.depth, () => inner(given, expr.left));
      const right = inner(left.otherwise, expr.right);
      const join = cfg.block();
      cfg.goto(left.passed, join);
      cfg.goto(right, join);
      return join;
    }
    case 'not': {
      const operand = scopes.inIfThen(scopes.depth, () => inner(given, expr.operand));
      scopes.breakForElse(operand.passed);
      return operand.otherwise;
    }
    case 'scope':
      return scopes.within(expr.scope, given, (block) => inner(block, expr.value));
    case 'use':
      return inner(given, expr.source);
    case 'let':
      return lowerLet(b, given, expr.value, expr.pat, declares);
    default: {
      expr.kind satisfies
        | Kinds<'variable field deref index constant block match if loop call adt borrow never'>
        | Kinds<'poll yield operands closure assign assignOp jump'>;

      const [block, local] = asTemp(b, given, temporaries ?? scopes.innermost, expr);
      const then = cfg.block();
      const otherwise = cfg.block();
      const operand = { kind: 'move', place: placeOf(local) } as const;
      cfg.end(block, { kind: 'switch', operand, targets: [{ to: then }, { to: otherwise }] });
      scopes.breakForElse(otherwise);
      return then;
    }
  }
}

/** `let p = e` in a condition or with `else`: fails by `breakForElse` where the pattern does not match. */
export function lowerLet(b: Builder, given: number, value: Thir, pat: ThirPat, declares: boolean): number {
  const [block, scrutinee] = lowerScrutinee(b, given, value);
  const { branches, otherwise } = new MatchTree(b, value.at).build(block, scrutinee, [
    { pat, guarded: false },
  ]);
  b.scopes.breakForElse(otherwise);
  if (declares) b.declare(pat);
  return bindBranch(b, branches[0]!);
}

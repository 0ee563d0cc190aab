import type { Kinds } from '../../base/kinds.ts';
import type { Thir, ThirPat } from '../thir/model.ts';
import type { RegionScope } from '../thir/regions.ts';
import type { Builder } from './builder.ts';
import type { At } from './controlFlow.ts';
import { bindLeaves } from './matches.ts';
import { MatchTree } from './matchTree.ts';
import { asPlace, asTemp } from './values.ts';

/** A condition; where it fails `breakForElse` is taken (rustc's `then_else_break`). */
export function buildCondition(b: Builder, given: At, expr: Thir, temporaries: RegionScope | undefined): At {
  const { scopes, cfg } = b;
  switch (expr.kind) {
    case 'logical': {
      if (expr.op === '&&') {
        const left = buildCondition(b, given, expr.left, temporaries);
        return buildCondition(b, left, expr.right, temporaries);
      }
      const left = scopes.inIfThen(scopes.depth, () => buildCondition(b, given, expr.left, temporaries));
      const right = buildCondition(b, left.otherwise ?? cfg.block(), expr.right, temporaries);
      const join = cfg.block();
      cfg.goto(left.passed, join);
      cfg.goto(right, join);
      return join;
    }
    case 'not': {
      const inner = scopes.inIfThen(scopes.depth, () => buildCondition(b, given, expr.operand, temporaries));
      scopes.breakForElse(inner.passed);
      return inner.otherwise ?? cfg.block();
    }
    case 'scope':
      return scopes.within(expr.scope, given, (at) => buildCondition(b, at, expr.value, temporaries));
    case 'use':
      return buildCondition(b, given, expr.source, temporaries);
    case 'let':
      return lowerLet(b, given, expr.value, expr.pat);
    default: {
      expr.kind satisfies
        | Kinds<'variable field deref index constant block match if loop call adt borrow never'>
        | Kinds<'poll yield operands closure assign assignOp jump'>;

      const [at] = asTemp(b, given, temporaries ?? scopes.innermost, expr);
      const then = cfg.block();
      const otherwise = cfg.block();
      cfg.push(at, { kind: 'step' });
      cfg.branch(at, [{ to: then }, { to: otherwise }]);
      scopes.breakForElse(otherwise);
      return then;
    }
  }
}

/** `let p = e` in a condition or with `else`: fails by `breakForElse` where the pattern does not match. */
export function lowerLet(b: Builder, given: At, value: Thir, pat: ThirPat): At {
  const [at, place] = asPlace(b, given, value);
  const tree = new MatchTree(b.cfg);
  const { leaves, failed } = tree.build(at, b.own(place), [{ arm: 0, pat, guarded: false }]);
  if (failed !== undefined) b.scopes.breakForElse(failed);
  return bindLeaves(b, leaves);
}

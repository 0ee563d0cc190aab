import type { Kinds } from '../../base/kinds.ts';
import type { Thir, ThirArm, ThirPat } from '../../drops/thir/model.ts';
import { type Place, placeOf } from '../mir/model.ts';
import { bindBranch, lowerScrutinee, storageLive } from './bindings.ts';
import type { Builder, PlaceBuilder } from './builder.ts';
import { buildCondition } from './conditions.ts';
import { type Leaf, MatchTree } from './matchTree.ts';

/** rustc's `match_expr`. */
export function buildMatch(
  b: Builder,
  destination: Place,
  given: number,
  expr: Extract<Thir, { kind: 'match' }>,
): number {
  const { cfg } = b;
  const [block, scrutinee] = lowerScrutinee(b, given, expr.scrutinee);
  const rows = expr.arms.map(({ pat, guard }) => ({ pat, guarded: guard !== undefined }));
  const { branches, otherwise } = new MatchTree(b, expr.scrutinee.at).build(block, scrutinee, rows);
  // Some arm matches always.
  cfg.end(otherwise, { kind: 'unreachable' });
  const ends = expr.arms.map((arm, k) => buildArm(b, destination, arm, branches[k]!));
  const join = cfg.block();
  for (const end of ends) cfg.goto(end, join);
  return join;
}

function buildArm(b: Builder, destination: Place, arm: ThirArm, leaves: readonly Leaf[]): number {
  const { scopes } = b;
  const { guard } = arm;
  const { depth } = scopes;
  scopes.push(arm.scope);
  if (guard) scopes.push(guard.scope);
  const outer = b.guardTemps;
  b.guardTemps = guard && { scope: guard.scope, locals: new Map() };
  b.declare(arm.pat, guard !== undefined);
  if (guard) declareGuard(b, guard.value);
  const start = guard
    ? bindBranch(
        b,
        leaves,
        (leaf) => buildGuard(b, leaf, guard.value, depth),
        () => scopes.forget(2),
      )
    : bindBranch(b, leaves);
  b.guardTemps = outer;
  let block = b.into(destination, start, arm.body);
  if (guard) block = scopes.pop(block);
  return scopes.pop(block);
}

/** The `let`s of a guard declare their variables with the arm (`declare_guard_bindings`). */
function declareGuard(b: Builder, guard: Thir): void {
  switch (guard.kind) {
    case 'let':
      b.declare(guard.pat);
      break;
    case 'scope':
      declareGuard(b, guard.value);
      break;
    case 'use':
      declareGuard(b, guard.source);
      break;
    case 'logical':
      if (guard.op === '&&') {
        declareGuard(b, guard.left);
        declareGuard(b, guard.right);
      }
      break;
    default:
      guard.kind satisfies
        | Kinds<'variable field deref index constant block match if not loop call adt borrow'>
        | Kinds<'never poll yield operands closure assign assignOp jump'>;

      break;
  }
}

/** Where the guard fails the arms behind are tried. */
function buildGuard(b: Builder, leaf: Leaf, guard: Thir, depth: number): number {
  const { passed, otherwise } = b.scopes.inIfThen(depth, () =>
    buildCondition(b, leaf.block, guard, undefined, false),
  );
  if (leaf.otherwise !== undefined) b.cfg.goto(otherwise, leaf.otherwise);
  else b.cfg.end(otherwise, { kind: 'unreachable' });
  return passed;
}

/** `let p = e` that can't fail (rustc's `expr_into_pattern`). */
export function bindInto(b: Builder, given: number, pat: ThirPat, value: Thir): number {
  if (pat.kind === 'binding' && pat.by !== 'ref' && !pat.sub) {
    const local = storageLive(b, given, pat, b.local(pat.variable), true);
    const block = b.into(placeOf(local), given, value);
    b.scopes.schedule(pat.scope, local, 'value');
    return block;
  }
  const [block, place] = lowerScrutinee(b, given, value);
  return bindPlace(b, block, pat, place, value);
}

function bindPlace(b: Builder, block: number, pat: ThirPat, place: PlaceBuilder, { at }: Thir): number {
  const { branches, otherwise } = new MatchTree(b, at).build(block, place, [{ pat, guarded: false }]);
  b.cfg.end(otherwise, { kind: 'unreachable' });
  return bindBranch(b, branches[0]!);
}

import type { Thir, ThirArm, ThirPat } from '../thir/model.ts';
import type { Builder } from './builder.ts';
import { type At, placeOf } from './controlFlow.ts';
import { buildGuard } from './guards.ts';
import { type Binding, type Leaf, MatchTree } from './matchTree.ts';
import type { Place } from './model.ts';
import { asPlace } from './values.ts';

export function buildMatch(
  b: Builder,
  destination: Place | undefined,
  given: At,
  expr: Extract<Thir, { kind: 'match' }>,
): At {
  const { cfg } = b;
  const [at, place] = asPlace(b, given, expr.scrutinee);
  const rows = expr.arms.map((arm, k) => ({ arm: k, pat: arm.pat, guarded: arm.guard !== undefined }));
  const { leaves } = new MatchTree(cfg).build(at, b.own(place), rows);
  const ends: At[] = [];
  const byArm: Leaf[][] = expr.arms.map(() => []);
  for (const leaf of leaves) byArm[leaf.arm]?.push(leaf);
  for (const [k, arm] of expr.arms.entries()) ends.push(buildArm(b, destination, arm, byArm[k] ?? []));
  const join = cfg.block();
  for (const end of ends) cfg.goto(end, join);
  return join;
}

function buildArm(b: Builder, destination: Place | undefined, arm: ThirArm, leaves: readonly Leaf[]): At {
  const { scopes } = b;
  const { depth } = scopes;
  scopes.push(arm.scope);
  if (arm.guard) scopes.push(arm.guard.scope);
  const { guard } = arm;
  const start = guard
    ? bindLeaves(b, leaves, (leaf) => buildGuard(b, leaf, guard.value, depth))
    : bindLeaves(b, leaves);
  let at = b.into(destination, start, arm.body);
  if (arm.guard) at = scopes.pop(at);
  return scopes.pop(at);
}

/** Binds the variables on every way that a pattern matches; gives the block where the ways meet. */
export function bindLeaves(b: Builder, leaves: readonly Leaf[], enter = (leaf: Leaf): At => leaf.at): At {
  const scheduled = new Set<Binding['variable']>();
  const ends = leaves.map((leaf) => {
    const at = enter(leaf);
    for (const binding of leaf.bindings) bind(b, at, binding, scheduled);
    return at;
  });
  const [only] = ends;
  if (only !== undefined && ends.length === 1) return only;
  const join = b.cfg.block();
  for (const end of ends) b.cfg.goto(end, join);
  return join;
}

function bind(b: Builder, at: At, binding: Binding, scheduled: Set<Binding['variable']>): void {
  const { variable, by, place, scope } = binding;
  const local = b.variable(variable);
  b.cfg.mark(at, variable.at);
  if (by === 'move') b.consume(at, place, variable.ty);
  b.init(at, placeOf(local));
  if (scheduled.has(variable)) return;
  scheduled.add(variable);
  b.schedule(scope, local, 'variable');
}

/** `let p = e` that can't fail (rustc's `expr_into_pattern`). */
export function bindInto(b: Builder, given: At, pat: ThirPat, value: Thir): At {
  if (pat.kind === 'binding' && pat.by !== 'ref' && !pat.sub) {
    const local = b.variable(pat.variable);
    const at = b.into(placeOf(local), given, value);
    b.schedule(pat.scope, local, 'variable');
    return at;
  }
  const [at, place] = asPlace(b, given, value);
  return bindPlace(b, at, pat, place);
}

export function bindPlace(b: Builder, at: At, pat: ThirPat, place: Place): At {
  const { leaves } = new MatchTree(b.cfg).build(at, b.own(place), [{ arm: 0, pat, guarded: false }]);
  return bindLeaves(b, leaves);
}

/** `let p;`: the variables get their values later. */
export function declareWithout(b: Builder, at: At, pat: ThirPat): At {
  if (pat.kind === 'binding') b.schedule(pat.scope, b.variable(pat.variable), 'variable');
  else if (pat.kind === 'fields') for (const field of pat.fields) declareWithout(b, at, field.pat);
  return at;
}

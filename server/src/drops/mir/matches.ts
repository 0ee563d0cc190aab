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
    ? b.withGuardScope(guard.scope, () =>
        bindLeaves(b, leaves, (leaf, last) => {
          const at = buildGuard(b, leaf, guard.value, depth);
          if (!last) scopes.forget(2);
          return at;
        }),
      )
    : bindLeaves(b, leaves);
  let at = b.into(destination, start, arm.body);
  if (arm.guard) at = scopes.pop(at);
  return scopes.pop(at);
}

/**
 * Binds the variables on every way that a pattern matches; gives the block where the ways meet. The ways are built from
 * the last alternative to the first, whose variables' order then counts (rustc's `bind_pattern`).
 */
export function bindLeaves(
  b: Builder,
  leaves: readonly Leaf[],
  enter?: (leaf: Leaf, last: boolean) => At,
): At {
  const order = leaves.toSorted((one, other) => other.alternative - one.alternative);
  const ends = order.map((leaf, k) => {
    const last = k === order.length - 1;
    const at = enter ? enter(leaf, last) : leaf.at;
    for (const binding of leaf.bindings) bind(b, at, binding, last);
    return at;
  });
  const [only] = ends;
  if (only !== undefined && ends.length === 1) return only;
  const join = b.cfg.block();
  for (const end of ends) b.cfg.goto(end, join);
  return join;
}

function bind(b: Builder, at: At, binding: Binding, schedules: boolean): void {
  const { variable, by, place, scope } = binding;
  const local = b.variable(variable);
  b.cfg.mark(at, variable.at);
  if (by === 'move') b.consume(at, place, variable.ty);
  if (by === 'ref' && variable.ty.kind === 'ref' && variable.ty.mutable) b.expose(at, place);
  b.init(at, placeOf(local));
  if (schedules) b.schedule(scope, local, 'variable');
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

/** `let p;`: the variables get their values later, whichever `|` pattern they stand in. */
export function declareWithout(b: Builder, at: At, pat: ThirPat): At {
  for (const { variable, scope } of new Map(bindingsIn(pat).map((found) => [found.variable, found])).values())
    b.schedule(scope, b.variable(variable), 'variable');
  return at;
}

type Bound = Extract<ThirPat, { kind: 'binding' }>;

function bindingsIn(pat: ThirPat): readonly Bound[] {
  switch (pat.kind) {
    case 'binding':
      return pat.sub ? [pat, ...bindingsIn(pat.sub)] : [pat];
    case 'fields':
      return pat.fields.flatMap((field) => bindingsIn(field.pat));
    case 'elements':
      return pat.elements.flatMap((element) => bindingsIn(element.pat));
    case 'deref':
      return bindingsIn(pat.pat);
    case 'or':
      return pat.alternatives.flatMap(bindingsIn);
    case 'wild':
    case 'test':
      return [];
  }
}

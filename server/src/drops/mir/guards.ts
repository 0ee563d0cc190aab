import type { Thir } from '../thir/model.ts';
import type { Builder } from './builder.ts';
import type { At } from './controlFlow.ts';
import type { Leaf } from './matchTree.ts';

/** An arm's guard on one way that the pattern matches; where it fails the arms behind are tried. */
export function buildGuard(b: Builder, leaf: Leaf, guard: Thir, depth: number): At {
  const { passed, otherwise } = b.scopes.inIfThen(depth, () => b.condition(leaf.at, guard));
  if (otherwise !== undefined && leaf.otherwise !== undefined) b.cfg.goto(otherwise, leaf.otherwise);
  return passed;
}

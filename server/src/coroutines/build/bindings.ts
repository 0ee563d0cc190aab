import type { Thir } from '../../drops/thir/model.ts';
import { placeOf, type Rvalue } from '../mir/model.ts';
import type { And, Builder, PlaceBuilder } from './builder.ts';
import type { Binding, Leaf } from './matchTree.ts';
import { asPlaceBuilder } from './values.ts';

/** The place that a pattern is held against (`lower_scrutinee`). */
export function lowerScrutinee(b: Builder, given: number, expr: Thir): And<PlaceBuilder> {
  const [block, builder] = asPlaceBuilder(b, given, expr);
  const place = b.tryPlace(builder);
  if (place) b.cfg.push(block, { kind: 'mention', place });
  return [block, builder];
}

/** A guard on one way that a pattern matches: gives the block where it holds. */
export type Guard = (leaf: Leaf) => number;

/**
 * Binds the variables on every way that a pattern matches; gives the block where the ways meet (`bind_pattern`). All ways
 * share the drops that the last one schedules.
 */
export function bindBranch(b: Builder, leaves: readonly Leaf[], guard?: Guard, forget?: () => void): number {
  const [only] = leaves;
  if (only && leaves.length === 1) return bindLeaf(b, only, true, guard, forget);
  const target = b.cfg.block();
  for (const [k, leaf] of [...leaves].reverse().entries())
    b.cfg.goto(bindLeaf(b, leaf, k === leaves.length - 1, guard, forget), target);
  return target;
}

/** `bind_and_guard_matched_candidate`. */
function bindLeaf(
  b: Builder,
  leaf: Leaf,
  schedules: boolean,
  guard: Guard | undefined,
  forget: (() => void) | undefined,
): number {
  if (!guard) {
    for (const binding of leaf.bindings) bindForArm(b, leaf.block, binding, schedules);
    return leaf.block;
  }
  for (const binding of leaf.bindings) bindForGuard(b, leaf.block, binding);
  b.guards.push(new Set(leaf.bindings.map(({ variable }) => variable)));
  const passed = guard(leaf);
  b.guards.pop();
  if (!schedules) forget?.();
  for (const binding of leaf.bindings)
    if (binding.by === 'move' || binding.by === 'copy') bindForArm(b, passed, binding, schedules);
  return passed;
}

function bindForArm(b: Builder, block: number, binding: Binding, schedules: boolean): void {
  const local = storageLive(b, block, binding, b.local(binding.variable), schedules);
  if (schedules) b.scopes.schedule(binding.scope, local, 'value');
  b.cfg.assign(block, placeOf(local), boundValue(b, binding));
}

/** Inside a guard a variable is a reference to the place that it will be bound to. */
function bindForGuard(b: Builder, block: number, binding: Binding): void {
  const { variable, place } = binding;
  const reference = storageLive(b, block, binding, b.guardLocal(variable), true);
  if (binding.by === 'move' || binding.by === 'copy') {
    b.cfg.assign(block, placeOf(reference), { kind: 'ref', borrow: 'shared', place });
    return;
  }
  const local = placeOf(storageLive(b, block, binding, b.local(variable), true));
  b.cfg.assign(block, local, boundValue(b, binding));
  b.cfg.assign(block, placeOf(reference), { kind: 'ref', borrow: 'shared', place: local });
}

function boundValue(b: Builder, { by, place, variable }: Binding): Rvalue {
  if (by === 'move' || by === 'copy') return { kind: 'use', operand: b.consume(place, variable.ty) };
  const mutable = variable.ty.kind === 'ref' && variable.ty.mutable;
  return { kind: 'ref', borrow: mutable ? 'mut' : 'shared', place };
}

export function storageLive(
  b: Builder,
  block: number,
  { scope }: Pick<Binding, 'scope'>,
  local: number,
  schedules: boolean,
): number {
  b.cfg.push(block, { kind: 'storageLive', local });
  if (schedules) b.scopes.schedule(scope, local, 'storage');
  return local;
}

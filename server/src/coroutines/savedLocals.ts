import type { SourcePos } from '../drops/mir/model.ts';
import { BitSet } from './dataflow/bitSet.ts';
import { borrowedAtStart, borrowsOfStatement } from './dataflow/borrowedLocals.ts';
import { reversePostorder } from './dataflow/graph.ts';
import { liveAtEnd } from './dataflow/liveness.ts';
import { alwaysStorageLive, isUnreachable, RequiresStorage } from './dataflow/requiresStorage.ts';
import { type Body, type MirLocal, SELF_ARG } from './mir/model.ts';

/** A point where the coroutine waits, with what it keeps meanwhile. */
export interface SuspensionPoint {
  readonly at: SourcePos;
  /** Indices into `saved`, ascending. */
  readonly saved: readonly number[];
}

/** What a coroutine's future holds beside what it captures. */
export interface SavedLocals {
  readonly saved: readonly MirLocal[];
  readonly points: readonly SuspensionPoint[];
  /** For each saved local those whose storage is needed at the same time. */
  readonly conflicts: readonly ReadonlySet<number>[];
  /** Locals that have storage at some point where the coroutine waits. */
  readonly stored: BitSet;
}

/**
 * Which locals live across the points where a coroutine waits (`locals_live_across_suspend_points` in
 * `rustc_mir_transform::coroutine`): what is read later, or may be pointed to, and still needs its storage.
 */
export function findSavedLocals(body: Body): SavedLocals {
  const order = reversePostorder(body.blocks);
  const { length } = body.locals;
  const borrowed = borrowedAtStart(body, order);
  const storage = new RequiresStorage(body, order, borrowed);
  const live = liveAtEnd(body, order);
  const any = new BitSet(length);
  const stored = new BitSet(length);
  const points: { readonly at: SourcePos; readonly locals: BitSet }[] = [];
  for (const block of [...order].sort((a, b) => a - b)) {
    const { statements, terminator } = body.blocks[block]!;
    if (terminator?.kind !== 'yield') continue;
    const locals = new BitSet(live[block]!);
    const pointedTo = new BitSet(borrowed[block]!);
    for (const statement of statements) borrowsOfStatement(pointedTo, statement);
    locals.union(pointedTo);
    const needed = storage.before(block);
    stored.union(needed);
    locals.intersect(needed);
    locals.delete(SELF_ARG);
    any.union(locals);
    points.push({ at: terminator.at, locals });
  }
  const saved = any.toArray();
  const numbers = new Map(saved.map((local, k) => [local, k]));
  return {
    saved: saved.map((local) => body.locals[local]!),
    points: points.map(({ at, locals }) => ({
      at,
      saved: locals.toArray().map((local) => numbers.get(local)!),
    })),
    conflicts: storageConflicts(body, order, storage, any, saved),
    stored,
  };
}

/** rustc's `compute_storage_conflicts`: which saved locals can't lie in the same bytes. */
function storageConflicts(
  body: Body,
  order: readonly number[],
  storage: RequiresStorage,
  any: BitSet,
  saved: readonly number[],
): readonly ReadonlySet<number>[] {
  const numbers = new Map(saved.map((local, k) => [local, k]));
  const everything = saved.map((_, k) => k);
  const always = alwaysStorageLive(body, order);
  const conflicts = saved.map((local) => (always.has(local) ? new Set(everything) : new Set<number>()));
  const ineligible = saved.flatMap((local, k) => (always.has(local) ? [k] : []));
  for (const own of conflicts) for (const k of ineligible) own.add(k);
  storage.visit((state, block) => {
    if (isUnreachable(body.blocks[block]!.terminator)) return;
    const here = new BitSet(state);
    here.intersect(any);
    const together = here.toArray().map((local) => numbers.get(local)!);
    for (const k of together) for (const other of together) conflicts[k]!.add(other);
  });
  return conflicts;
}

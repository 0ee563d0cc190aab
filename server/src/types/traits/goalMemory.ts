import type { GenericArg } from '../terms/ty.ts';
import type { InferTable } from './inferTable.ts';
import type { Verdict } from './verdict.ts';

/**
 * What one body's inference has settled about goals and projections with open variables, by their keys with those
 * variables: answers that bind none of them. What a closure is called with is no part of its type, so that all is
 * forgotten where bindings of older variables are undone.
 */
export class GoalMemory {
  readonly #table: InferTable;
  readonly #goals = new Map<string, Verdict>();
  readonly #projections = new Map<string, GenericArg>();

  constructor(table: InferTable) {
    this.#table = table;
  }

  goal(key: string): Verdict | undefined {
    return this.#goals.get(key);
  }

  projection(key: string): GenericArg | undefined {
    return this.#projections.get(key);
  }

  /** Keeps that a goal holds, unless the answer names a variable that was made on the way: one numbered from `size` on. */
  keepGoal(key: string, verdict: Verdict, size: number): void {
    const { source } = verdict;
    if (source?.kind === 'impl' && !this.#isBefore(source.args, size)) return;
    this.#goals.set(key, verdict);
  }

  keepProjection(key: string, found: GenericArg, size: number): void {
    const resolved = this.#table.resolveAll([found]);
    if (resolved[0]?.kind !== 'projection' && this.#isBefore(resolved, size))
      this.#projections.set(key, resolved[0]!);
  }

  #isBefore(args: readonly GenericArg[], size: number): boolean {
    return this.#table.openIn(args).every((id) => id < size);
  }

  /** Undoes all bindings since a snapshot, when there were `size` variables. */
  undo(snapshot: number, size: number): void {
    if (this.#table.boundBelow(size, snapshot)) {
      this.#goals.clear();
      this.#projections.clear();
    }
    this.#table.rollback(snapshot);
  }
}

/** A goal's key with its open variables numbered by their order: equal for goals that ask the same. */
export function canonical(key: string): string {
  const names = new Map<string, number>();
  return key.replace(/_(int|float|c)?\d+/g, (name, of = '') => {
    if (!names.has(name)) names.set(name, names.size);
    return `_${of}#${names.get(name)}`;
  });
}

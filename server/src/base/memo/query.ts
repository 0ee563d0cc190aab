import type { CycleGuard, Slot } from './cycleGuard.ts';

/**
 * A memoised function of definitions or keys. Asking for an answer while it is being computed is a cycle of
 * the user's code (`type A = B; type B = A;`), answered by `onCycle`; see `CycleGuard` for what is kept.
 */
export class Query<K, V> {
  readonly #slots = new Map<K, Slot<V>>();
  readonly #guard: CycleGuard;
  readonly #compute: (key: K) => V;
  readonly #onCycle: (key: K) => V;
  readonly #elsewhere: ((key: K) => Query<K, V> | undefined) | undefined;

  /** `elsewhere`: who answers for a key, where it isn't this query. */
  constructor(
    guard: CycleGuard,
    compute: (key: K) => V,
    onCycle: (key: K) => V,
    elsewhere?: (key: K) => Query<K, V> | undefined,
  ) {
    this.#guard = guard;
    this.#compute = compute;
    this.#onCycle = onCycle;
    this.#elsewhere = elsewhere;
  }

  get(key: K): V {
    let slot = this.#slots.get(key);
    if (slot === undefined) {
      const other = this.#elsewhere?.(key);
      if (other) return other.get(key);
      slot = {};
      this.#slots.set(key, slot);
    } else if (slot.answer !== undefined) {
      return slot.answer.value;
    }
    if (slot.open !== undefined || this.#guard.exhausted)
      return this.#guard.answer(slot, this.#onCycle(key), () => this.#onCycle(key));
    return this.#guard.answer(slot, undefined as V, () => this.#compute(key));
  }
}

/** The slot of a key, made when first asked for. */
export function slotIn<V>(map: Map<string, Slot<V>>, key: string): Slot<V> {
  let slot = map.get(key);
  if (!slot) {
    slot = {};
    map.set(key, slot);
  }
  return slot;
}

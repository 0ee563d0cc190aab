/**
 * Memory for questions that may lead back to themselves, as imports and macros do.
 *
 * A question that is asked again while it is being answered gets a stand-in (usually "nothing there"), which
 * is right for the question itself: an import can't be found through itself. But an answer that was found on
 * the way, while the stand-in was in force, may be incomplete for everybody else: it is *provisional*. It holds
 * as long as the question with the stand-in is open, and for good once that has been answered by its stand-in
 * after all. If the answer is another one (a *surprise*), what was built on the stand-in is forgotten.
 */
export class CycleGuard {
  readonly #open: Frame[] = [];
  /** Slots with a provisional answer, in the order in which these were found. */
  readonly #provisional: Slot<unknown>[] = [];
  /** Depth of the outermost frame whose stand-in was used since the innermost open frame was entered. */
  #lowest = Number.POSITIVE_INFINITY;
  /** Grows with each surprise. */
  #epoch = 0;
  #steps = 0;

  /** Deepest nesting of questions, so that a chain of imports can't exhaust the stack. */
  static readonly maxDepth = 400;
  /** Questions within one outermost question. */
  static readonly maxSteps = 3_000_000;

  /** True where no further question may be opened. */
  get exhausted(): boolean {
    return this.#open.length >= CycleGuard.maxDepth || this.#steps >= CycleGuard.maxSteps;
  }

  enter(): Frame {
    const outermost = this.#open.length === 0;
    this.#steps++;
    const outer = outermost ? Number.POSITIVE_INFINITY : this.#lowest;
    const frame = { depth: this.#open.length + 1, outer, first: this.#provisional.length, cut: false };
    this.#open.push(frame);
    this.#lowest = Number.POSITIVE_INFINITY;
    return frame;
  }

  /** Notes that the stand-in of an open frame is used. */
  cut(frame: Frame): void {
    frame.cut = true;
    this.#lowest = Math.min(this.#lowest, frame.depth);
  }

  /** Closes the innermost frame; false if its answer is provisional. `surprise`: it isn't the stand-in. */
  leave(frame: Frame, surprise: boolean): boolean {
    this.#open.pop();
    if (this.#open.length === 0) this.#steps = 0;
    if (frame.cut && surprise) this.#epoch++;
    const final = this.#lowest >= frame.depth;
    if (final) this.#settle(frame.first);
    this.#lowest = final ? frame.outer : Math.min(frame.outer, this.#lowest);
    return final;
  }

  /** Answers by `compute`, once; `standIn` where the question is open already, `overflow` where nesting gets too deep. */
  answer<T>(slot: Slot<T>, standIn: T, compute: () => T, overflow: T = standIn): T {
    if (slot.answer !== undefined) return slot.answer.value;
    if (slot.open !== undefined) {
      this.cut(slot.open);
      return standIn;
    }
    const { provisional } = slot;
    if (provisional !== undefined && this.#holds(provisional)) {
      this.#lowest = Math.min(this.#lowest, provisional.frame.depth);
      return provisional.value;
    }
    if (this.exhausted) {
      // No question around can keep its answer then.
      this.#lowest = 0;
      return overflow;
    }
    const frame = this.enter();
    slot.open = frame;
    let value: T;
    try {
      value = compute();
    } catch (error) {
      this.#abandon(frame);
      throw error;
    } finally {
      slot.open = undefined;
    }
    const lowest = this.#lowest;
    if (this.leave(frame, value !== standIn)) slot.answer = { value };
    else if (lowest > 0) this.#keep(slot, value, this.#open[lowest - 1]!);
    return value;
  }

  /** Closes a frame whose question broke off: nothing that was found on the way is kept. */
  #abandon(frame: Frame): void {
    this.#open.length = frame.depth - 1;
    for (const slot of this.#provisional.splice(frame.first)) delete slot.provisional;
    this.#epoch++;
    this.#lowest = frame.outer;
    if (this.#open.length === 0) this.#steps = 0;
  }

  #holds({ frame, epoch }: Provisional<unknown>): boolean {
    return epoch === this.#epoch && this.#open[frame.depth - 1] === frame;
  }

  #keep<T>(slot: Slot<T>, value: T, frame: Frame): void {
    slot.provisional = { value, frame, epoch: this.#epoch };
    this.#provisional.push(slot as Slot<unknown>);
  }

  /** The answers found since a frame was entered depend on nothing outside of it: those still valid are kept. */
  #settle(first: number): void {
    for (const slot of this.#provisional.splice(first)) {
      const { provisional } = slot;
      if (provisional === undefined) continue;
      if (provisional.epoch === this.#epoch) slot.answer ??= { value: provisional.value };
      delete slot.provisional;
    }
  }
}

/** A question that is being answered. */
export interface Frame {
  readonly depth: number;
  readonly outer: number;
  /** How many provisional answers there were when it was opened. */
  readonly first: number;
  /** Whether its stand-in was used. */
  cut: boolean;
}

interface Provisional<T> {
  readonly value: T;
  /** The outermost question whose stand-in it was built on. */
  readonly frame: Frame;
  readonly epoch: number;
}

/** Where the answer to one question is kept. */
export interface Slot<T> {
  answer?: { readonly value: T };
  open?: Frame | undefined;
  provisional?: Provisional<T>;
}

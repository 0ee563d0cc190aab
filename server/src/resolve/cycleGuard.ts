/**
 * Memory for questions that may lead back to themselves, as imports and macros do.
 *
 * A question that is asked again while it is being answered gets a stand-in (usually "nothing there"), which
 * is right for the question itself: an import can't be found through itself. But an answer that was found
 * on the way, while the stand-in was in force, may be incomplete for everybody else. So a frame that used the
 * stand-in of a frame outside of it is *provisional*: its answer is handed on and not kept.
 */
export class CycleGuard {
  #depth = 0;
  /** The outermost frame whose stand-in was used since the innermost open frame was entered. */
  #lowest = Number.POSITIVE_INFINITY;
  #steps = 0;

  /** Deepest nesting of questions, so that a chain of imports can't exhaust the stack. */
  static readonly maxDepth = 400;
  /** Questions within one outermost question; entangled imports could ask exponentially many. */
  static readonly maxSteps = 400_000;

  /** True where no further question may be opened. */
  get exhausted(): boolean {
    return this.#depth >= CycleGuard.maxDepth || this.#steps >= CycleGuard.maxSteps;
  }

  enter(): Frame {
    if (this.#depth === 0) this.#steps = 0;
    this.#depth++;
    this.#steps++;
    const outer = this.#depth === 1 ? Number.POSITIVE_INFINITY : this.#lowest;
    const frame = { depth: this.#depth, outer };
    this.#lowest = Number.POSITIVE_INFINITY;
    return frame;
  }

  /** Notes that the stand-in of an open frame is used. */
  cut(frame: Frame): void {
    this.#lowest = Math.min(this.#lowest, frame.depth);
  }

  /** Closes the innermost frame; false if its answer is provisional. */
  leave(frame: Frame): boolean {
    this.#depth = frame.depth - 1;
    const final = this.#lowest >= frame.depth;
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
    if (this.exhausted) {
      // No question around can keep its answer then.
      this.#lowest = 0;
      return overflow;
    }
    const frame = this.enter();
    slot.open = frame;
    const value = compute();
    slot.open = undefined;
    if (this.leave(frame)) slot.answer = { value };
    return value;
  }
}

/** A question that is being answered. */
export interface Frame {
  readonly depth: number;
  readonly outer: number;
}

/** Where the answer to one question is kept. */
export interface Slot<T> {
  answer?: { readonly value: T };
  open?: Frame | undefined;
}

/**
 * What answering may cost. Every evaluator of the user's code takes its steps, and the size of what it makes, from
 * a `Fuel`; where nothing is left it stops with a reason, and whoever asked goes on with the next item.
 *
 * Without it three lines can take for ever: macros that call themselves twice, bounds that double a type, build
 * scripts that double a string. Depth is bounded besides, because each level takes a piece of the stack.
 */
export class Fuel {
  /** Steps that may still be taken; evaluators count down in place. */
  steps: number;
  /** What may still be made, in the evaluator's own unit: tokens, characters, entries. */
  size: number;
  readonly #tank: FuelTank | undefined;
  /** The tank's share when this was last looked at. */
  #share: number;
  #drained = false;

  constructor({ steps, size }: FuelLimits, tank?: FuelTank) {
    this.#tank = tank;
    this.#share = tank?.share ?? 1;
    this.steps = Math.ceil(steps * this.#share);
    this.size = Math.ceil(size * this.#share);
  }

  /** Takes steps; false where not enough are left, and nothing else is given from then on. */
  take(steps: number): boolean {
    const share = this.#tank?.share ?? 1;
    if (share < this.#share) {
      this.steps = Math.ceil((this.steps * share) / this.#share);
      this.size = Math.ceil((this.size * share) / this.#share);
      this.#share = share;
    }
    this.steps -= steps;
    return !this.isEmpty();
  }

  /** Takes room for something that is to be made; false where it would be too large. */
  make(size: number): boolean {
    this.size -= size;
    return !this.isEmpty();
  }

  /** Whether it has run out; says so to the tank that it comes from. */
  isEmpty(): boolean {
    if (this.steps > 0 && this.size > 0) return false;
    this.drain();
    return true;
  }

  /** Ends it at once: where a bound on depth was met, all else would only meet it again. */
  drain(): void {
    this.steps = Math.min(this.steps, 0);
    if (this.#drained) return;
    this.#drained = true;
    this.#tank?.shrink();
  }
}

export interface FuelLimits {
  readonly steps: number;
  readonly size: number;
}

/**
 * Gives fuel to one evaluation after another, for all of a crate. Each that runs out halves what the others have,
 * down to a thousandth: so many hopeless ones together cost little more than two, and ordinary ones never notice.
 * (rustc lowers its recursion limit in the same way once it was met.)
 */
export class FuelTank {
  readonly #limits: FuelLimits;
  #share = 1;

  constructor(limits: FuelLimits) {
    this.#limits = limits;
  }

  /** How much of the limits an evaluation still gets: 1 as long as none ran out. */
  get share(): number {
    return this.#share;
  }

  fresh(): Fuel {
    return new Fuel(this.#limits, this);
  }

  /** One more evaluation ran out. */
  shrink(): void {
    this.#share = Math.max(this.#share / 2, 0.001);
  }
}

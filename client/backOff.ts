/** So many ends within `WINDOW` milliseconds are made good at once; after those it takes a while longer each time. */
const AT_ONCE = 5;
const WINDOW = 180_000;
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 60_000;

/** How long to wait before what ended by itself is started again. */
export class BackOff {
  #ends: readonly number[] = [];

  /** It ended at `now`: milliseconds to wait, none for the first few times. */
  ended(now: number): number {
    this.#ends = [...this.#ends.filter((at) => at > now - WINDOW), now];
    const beyond = this.#ends.length - AT_ONCE;
    return beyond <= 0 ? 0 : Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (beyond - 1));
  }
}

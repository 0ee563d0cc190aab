/** Calls `work` once the calls to `trigger` have paused for `milliseconds`. */
export class Debouncer {
  readonly #milliseconds: number;
  readonly #work: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(milliseconds: number, work: () => void) {
    this.#milliseconds = milliseconds;
    this.#work = work;
  }

  trigger(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#work, this.#milliseconds);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}

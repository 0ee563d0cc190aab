/** A set of small numbers (rustc's `DenseBitSet`). */
export class BitSet {
  readonly #words: Uint32Array;

  constructor(size: number | BitSet) {
    this.#words = typeof size === 'number' ? new Uint32Array((size + 31) >>> 5) : size.#words.slice();
  }

  has(bit: number): boolean {
    return ((this.#words[bit >>> 5]! >>> (bit & 31)) & 1) !== 0;
  }

  add(bit: number): void {
    this.#words[bit >>> 5]! |= 1 << (bit & 31);
  }

  delete(bit: number): void {
    this.#words[bit >>> 5]! &= ~(1 << (bit & 31));
  }

  /** Adds what `other` has; tells whether that was news. */
  union(other: BitSet): boolean {
    let changed = false;
    for (let k = 0; k < this.#words.length; k++) {
      const before = this.#words[k]!;
      const after = (before | other.#words[k]!) >>> 0;
      if (after !== before) changed = true;
      this.#words[k] = after;
    }
    return changed;
  }

  intersect(other: BitSet): void {
    for (let k = 0; k < this.#words.length; k++) this.#words[k]! &= other.#words[k]!;
  }

  /** The numbers in it, ascending. */
  toArray(): readonly number[] {
    const all: number[] = [];
    for (const [k, word] of this.#words.entries()) {
      let rest = word;
      while (rest !== 0) {
        const bit = 31 - Math.clz32(rest & -rest);
        all.push(k * 32 + bit);
        rest &= rest - 1;
      }
    }
    return all;
  }
}

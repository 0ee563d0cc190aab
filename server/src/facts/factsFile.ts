import { FACTS_FORMAT, type FactsHeader, type RawRecord } from './encoding.ts';

/** Records begin behind the header and three indexes. */
const FIRST_RECORD = 4;

/** The text of one release's facts with the places of its lines; a line is parsed when asked for. */
export class FactsFile {
  readonly header: FactsHeader;
  readonly #text: string;
  /** Offset of each line's first character, and one behind the last line. */
  readonly #starts: Uint32Array;
  readonly #indexes: (Readonly<Record<string, readonly number[]>> | undefined)[] = [];

  /** Throws for text that isn't facts of the format this loader knows: the extension is broken then. */
  constructor(text: string) {
    this.#text = text;
    this.#starts = lineStarts(text);
    this.header = JSON.parse(this.#line(0)) as FactsHeader;
    if (this.header.format !== FACTS_FORMAT) {
      throw new Error(`facts of format ${this.header.format}, expected ${FACTS_FORMAT}`);
    }
  }

  get count(): number {
    return this.#starts.length - 1 - FIRST_RECORD;
  }

  implsByTrait(trait: number): readonly number[] {
    return this.#index(1)[trait] ?? [];
  }

  implsByHead(head: string): readonly number[] {
    return this.#index(2)[head] ?? [];
  }

  inherentImpls(head: string): readonly number[] {
    return this.#index(3)[head] ?? [];
  }

  /** The forms of a record: the targets that have it as a bit mask, and the record. */
  variants(record: number): readonly { readonly mask: bigint; readonly raw: RawRecord }[] {
    const line = this.#line(FIRST_RECORD + record);
    if (line.startsWith('[')) {
      const all = (1n << BigInt(this.header.targets.length)) - 1n;
      return [{ mask: all, raw: JSON.parse(line) as RawRecord }];
    }
    const forms = JSON.parse(line) as Record<string, RawRecord>;
    return Object.entries(forms).map(([mask, raw]) => ({ mask: BigInt(`0x${mask}`), raw }));
  }

  /** Whether one of the targets has the record in just this form. */
  hasOn(record: number, raw: RawRecord | undefined, triples: readonly string[]): boolean {
    const wanted = JSON.stringify(raw);
    const form = this.variants(record).find((variant) => JSON.stringify(variant.raw) === wanted);
    return this.header.targets.some(
      ({ triple }, index) => triples.includes(triple) && ((form?.mask ?? 0n) & (1n << BigInt(index))) !== 0n,
    );
  }

  /** The record that begins with `[tag, name, parent`, found by its text. */
  find(tag: string, name: string, parent: number): number | undefined {
    const at = this.#text.indexOf(
      `${JSON.stringify([tag, name, parent]).slice(0, -1)},`,
      this.#starts[FIRST_RECORD],
    );
    if (at < 0) return undefined;
    let [low, high] = [FIRST_RECORD, this.#starts.length - 1];
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= at) low = middle;
      else high = middle;
    }
    return low - FIRST_RECORD;
  }

  #index(line: number): Readonly<Record<string, readonly number[]>> {
    this.#indexes[line] ??= JSON.parse(this.#line(line)) as Record<string, number[]>;
    return this.#indexes[line];
  }

  #line(index: number): string {
    const start = this.#starts[index];
    const next = this.#starts[index + 1];
    if (start === undefined || next === undefined) throw new RangeError(`facts have no line ${index}`);
    return this.#text.slice(start, next - 1);
  }
}

function lineStarts(text: string): Uint32Array {
  const starts: number[] = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return Uint32Array.from(starts);
}

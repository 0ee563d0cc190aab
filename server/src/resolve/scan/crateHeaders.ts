import type { FileExtract, HeaderInFile } from './fileExtract.ts';
import { wordsIn } from './textScan.ts';

/** A header is no longer than this. */
const MAX_HEADER = 5000;

/** The headers of all impls that a crate's files have; those in the rules of macros with variables left out. */
export class CrateHeaders {
  readonly #byTrait = new Map<string, HeaderInFile[]>();
  readonly #inherent: HeaderInFile[] = [];
  /** Those that may be of any trait. */
  readonly #unclear: HeaderInFile[] = [];

  constructor(files: readonly FileExtract[]) {
    for (const { headers } of files) for (const header of headers) this.#add(header);
  }

  #add(header: HeaderInFile): void {
    const { kind, trait, variable } = header;
    if (variable === true) return;
    if (kind !== 'trait') this.#inherent.push(header);
    if (kind === 'inherent') return;
    if (trait === undefined) this.#unclear.push(header);
    else {
      const others = this.#byTrait.get(trait);
      if (others === undefined) this.#byTrait.set(trait, [header]);
      else others.push(header);
    }
  }

  /** Those that may have no trait. */
  get inherent(): readonly HeaderInFile[] {
    return this.#inherent;
  }

  /** Those that may name a trait. */
  of(trait: string): readonly HeaderInFile[] {
    const unclear = this.#unclear.filter(({ file, offset }) => {
      return !wordsIn(file.text.slice(offset, offset + MAX_HEADER), trait).next().done;
    });
    return [...(this.#byTrait.get(trait) ?? []), ...unclear];
  }
}

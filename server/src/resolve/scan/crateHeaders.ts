import type { CrateFile } from './crateTexts.ts';
import { wordsIn } from './textScan.ts';
import { type WrittenHeader, writtenHeaders } from './writtenHeaders.ts';

export interface HeaderInFile extends WrittenHeader {
  readonly file: CrateFile;
}

/** A header is no longer than this. */
const MAX_HEADER = 5000;

/** The headers of all impls that a crate's files have; those in the rules of macros with variables left out. */
export class CrateHeaders {
  readonly #byTrait = new Map<string, HeaderInFile[]>();
  readonly #inherent: HeaderInFile[] = [];
  /** Those that may be of any trait. */
  readonly #unclear: HeaderInFile[] = [];

  constructor(files: readonly CrateFile[]) {
    for (const file of files) for (const header of writtenHeaders(file.text)) this.#add({ ...header, file });
  }

  #add(header: HeaderInFile): void {
    const { kind, trait, variable } = header;
    if (variable === true) return;
    if (kind !== 'trait') this.#inherent.push(header);
    if (kind === 'inherent') return;
    if (trait === undefined) this.#unclear.push(header);
    else this.#byTrait.set(trait, [...(this.#byTrait.get(trait) ?? []), header]);
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

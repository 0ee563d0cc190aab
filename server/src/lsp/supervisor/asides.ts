/** Why the analysis of a document was ended. */
export type Cause = 'time' | 'memory';

interface Aside {
  readonly cause: Cause;
  readonly question: string;
  /** How often this has happened in a row. */
  readonly times: number;
  /** Milliseconds; not asked again before. */
  readonly until: number;
  changed: boolean;
}

/** A document is left alone for so long after its analysis was ended, twice as long each further time, in milliseconds. */
const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 60_000;

/**
 * The documents whose analysis took too long, or too much memory. Each is analysed again once its text has changed and
 * some time has passed: somebody types in it, and each attempt costs all others a new engine.
 */
export class Asides {
  readonly #asides = new Map<string, Aside>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  get uris(): readonly string[] {
    return [...this.#asides.keys()];
  }

  add(uri: string, cause: Cause, question: string): void {
    const times = (this.#asides.get(uri)?.times ?? 0) + 1;
    const until = this.#now() + Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (times - 1));
    this.#asides.set(uri, { cause, question, times, until, changed: false });
  }

  changed(uri: string): void {
    const aside = this.#asides.get(uri);
    if (aside) aside.changed = true;
  }

  closed(uri: string): boolean {
    return this.#asides.delete(uri);
  }

  /** Why questions about a document are not asked now. */
  reason(uri: string): string | undefined {
    const aside = this.#asides.get(uri);
    if (!aside || (aside.changed && this.#now() >= aside.until)) return undefined;
    const what = aside.cause === 'time' ? 'took too long' : 'took too much memory';
    return `The analysis of this file ${what} and was ended (${aside.question}). It is tried again when the file has changed.`;
  }

  /** For the status item: a sentence for each document. */
  sentences(): readonly string[] {
    return [...this.#asides].map(([uri, { cause, question }]) => {
      const name = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
      const what = cause === 'time' ? 'took too long' : 'took too much memory';
      return `${name} is set aside: its analysis ${what} (${question}). It is tried again when the file has changed`;
    });
  }

  /** A question was answered. Returns whether the document was set aside for such a one, and no longer is. */
  answered(uri: string, question: string): boolean {
    return this.#asides.get(uri)?.question === question && this.#asides.delete(uri);
  }
}

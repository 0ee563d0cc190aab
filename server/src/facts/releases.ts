import { factsFileName } from './encoding.ts';
import { FactsFile } from './factsFile.ts';
import { FactsView } from './factsView.ts';
import type { Facts, FactsSource } from './format.ts';
import type { TargetDescription } from './targetRule.ts';

/** The file beside the facts that says which releases they hold for; `scripts/facts/compare/compareReleases.ts` makes it. */
export const RELEASES_FILE = 'releases.json';

/** A release that has facts, and what measuring other releases' compilers said of these. */
export interface DescribedRelease {
  readonly release: string;
  readonly others: readonly MeasuredRelease[];
}

/** How another release's whole layouts of std's nameable types compare with those that the facts give. */
export interface MeasuredRelease {
  readonly release: string;
  /** The targets that were measured. */
  readonly targets: readonly string[];
  /** Paths of the types whose layouts differ. */
  readonly differ: readonly string[];
  /** Paths of records that have the form of the next older facts: with it the layouts are the compiler's. */
  readonly older: readonly string[];
  /**
   * By target that was not measured, paths of records with a form of their own there: the older facts write
   * them differently, but give the types that consist of them equal layouts.
   */
  readonly same: Readonly<Record<string, readonly string[]>>;
}

/** Reads each file once and hands out facts for releases and targets. */
export class FactsLibrary {
  readonly #source: FactsSource;
  readonly #releases: readonly DescribedRelease[];
  readonly #files = new Map<string, FactsFile | undefined>();
  readonly #views = new Map<string, Facts | undefined>();

  constructor(source: FactsSource) {
    this.#source = source;
    const text = source.read(RELEASES_FILE);
    this.#releases = text === undefined ? [] : (JSON.parse(text) as readonly DescribedRelease[]);
  }

  /**
   * The facts for a release such as `1.96` or `1.96.0` and a target. For a release that has none of its own a
   * record is exact if the facts were measured to hold for it, or if it is the same in the releases around it
   * (`Facts.agreement`). Undefined if no facts can be read at all.
   */
  factsFor(release: string, target: TargetDescription): Facts | undefined {
    const key = `${minor(release)} ${target.triple}`;
    if (!this.#views.has(key)) this.#views.set(key, this.#create(minor(release), target));
    return this.#views.get(key);
  }

  #create(release: string, target: TargetDescription): Facts | undefined {
    const own = this.#releases.some((known) => known.release === release) && this.#file(release);
    if (own) return new FactsView(own, release, target);
    for (const known of this.#releases) {
      const measured = known.others.find((other) => other.release === release);
      const file = measured && this.#file(known.release);
      if (file) return this.#measured(file, measured, target);
    }
    const [near, other] = this.#neighbours(release);
    if (!near) return undefined;
    return new FactsView(near, release, target, {
      ...(other && { other: new FactsView(other, other.header.release, target) }),
    });
  }

  #measured(file: FactsFile, measured: MeasuredRelease, target: TargetDescription): FactsView {
    const before = this.#before(file);
    const other = before && new FactsView(before, before.header.release, target);
    const { release, targets, differ, older, same } = measured;
    return new FactsView(file, release, target, {
      ...(other && { other }),
      measuredOn: targets,
      sameOn: triplesByPath(same),
      differ: new Map(differ.map((path) => [path, release])),
      ...(other && { older: new Set(older) }),
    });
  }

  /** The file to read from (the newer of the two around, or the nearest), and the one to compare with. */
  #neighbours(release: string): readonly FactsFile[] {
    const files = this.#releases.flatMap(({ release: known }) => this.#file(known) ?? []);
    const newer = files.findIndex((file) => compare(file.header.release, release) > 0);
    if (newer > 0) return [files[newer], files[newer - 1]].flatMap((file) => file ?? []);
    return newer === 0 ? files.slice(0, 2) : files.slice(-2).reverse();
  }

  #before(file: FactsFile): FactsFile | undefined {
    const at = this.#releases.findIndex(({ release }) => release === file.header.release);
    const older = this.#releases[at - 1];
    return older && this.#file(older.release);
  }

  #file(release: string): FactsFile | undefined {
    if (!this.#files.has(release)) {
      const text = this.#source.read(factsFileName(release));
      this.#files.set(release, text === undefined ? undefined : new FactsFile(text));
    }
    return this.#files.get(release);
  }
}

function triplesByPath(same: MeasuredRelease['same']): Map<string, string[]> {
  const triples = new Map<string, string[]>();
  for (const [triple, paths] of Object.entries(same)) {
    for (const path of paths) triples.set(path, [...(triples.get(path) ?? []), triple]);
  }
  return triples;
}

/** `1.96.0-nightly` is 1.96. */
function minor(release: string): string {
  return /^(\d+\.\d+)/.exec(release)?.[1] ?? release;
}

function compare(a: string, b: string): number {
  const [major = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return major - majorB || minorA - minorB;
}

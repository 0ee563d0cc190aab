import { factsFileName } from './encoding.ts';
import { FactsFile } from './factsFile.ts';
import { FactsView } from './factsView.ts';
import type { Facts, FactsSource } from './format.ts';
import type { TargetDescription } from './targetRule.ts';

/**
 * The releases with facts, and those that they were measured to hold for: every nameable type of std has the
 * same size, alignment and size of its `Option` there (test/conformance/std), but for `except`.
 */
export const FACTS_RELEASES: readonly DescribedRelease[] = [
  { release: '1.85', sameAs: [] },
  {
    release: '1.96',
    sameAs: [
      {
        release: '1.95',
        except: [
          'core::iter::adapters::intersperse::Intersperse',
          'core::iter::adapters::intersperse::IntersperseWith',
          'core::iter::adapters::map_windows::MapWindows',
        ],
      },
    ],
  },
];

interface DescribedRelease {
  readonly release: string;
  readonly sameAs: readonly { readonly release: string; readonly except: readonly string[] }[];
}

/** Reads each file once and hands out facts for releases and targets. */
export class FactsLibrary {
  readonly #source: FactsSource;
  readonly #files = new Map<string, FactsFile | undefined>();
  readonly #views = new Map<string, Facts | undefined>();

  constructor(source: FactsSource) {
    this.#source = source;
  }

  /**
   * The facts for a release such as `1.96` or `1.96.0` and a target. For a release that has none of its own a
   * record is exact if it is the same in the releases around it; beyond the ends, if it is the same in the two
   * nearest ones (`Facts.agreement`). Undefined if no facts can be read at all.
   */
  factsFor(release: string, target: TargetDescription): Facts | undefined {
    const key = `${minor(release)} ${target.triple}`;
    if (!this.#views.has(key)) this.#views.set(key, this.#create(minor(release), target));
    return this.#views.get(key);
  }

  #create(release: string, target: TargetDescription): Facts | undefined {
    for (const known of FACTS_RELEASES) {
      const same = known.sameAs.find((other) => other.release === release);
      const file = known.release === release || same ? this.#file(known.release) : undefined;
      if (file) return new FactsView(file, release, target, { except: new Set(same?.except) });
    }
    const [near, other] = this.#neighbours(release);
    if (!near) return undefined;
    return new FactsView(
      near,
      release,
      target,
      other && { other: new FactsView(other, other.header.release, target) },
    );
  }

  /** The file to read from (the newer of the two around, or the nearest), and the one to compare with. */
  #neighbours(release: string): readonly FactsFile[] {
    const files = FACTS_RELEASES.flatMap(({ release: known }) => this.#file(known) ?? []);
    const newer = files.findIndex((file) => compare(file.header.release, release) > 0);
    if (newer > 0) return [files[newer], files[newer - 1]].flatMap((file) => file ?? []);
    return newer === 0 ? files.slice(0, 2) : files.slice(-2).reverse();
  }

  #file(release: string): FactsFile | undefined {
    if (!this.#files.has(release)) {
      const text = this.#source.read(factsFileName(release));
      this.#files.set(release, text === undefined ? undefined : new FactsFile(text));
    }
    return this.#files.get(release);
  }
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

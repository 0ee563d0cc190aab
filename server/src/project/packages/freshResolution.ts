import type { DependencyDeclaration } from '../manifest/dependencyDeclarations.ts';
import type { Manifest } from '../manifest/manifest.ts';
import {
  compatibilityRange,
  parseRequirement,
  parseVersion,
  satisfies,
  type VersionRequirement,
} from '../manifest/versions.ts';
import type { Resolution, ResolvedPackage } from './lockFile.ts';

/** A package that may be chosen. */
export interface Candidate {
  readonly key: string;
  readonly version: string;
  readonly source: string | undefined;
}

/** What a resolution without a lock file chooses from. */
export interface ResolutionInput {
  readonly members: readonly Manifest[];
  /** What a declaration can mean, before its requirement is looked at, the newest first. */
  readonly candidates: (declaration: DependencyDeclaration) => readonly Candidate[];
  readonly manifest: (candidate: Candidate, name: string) => Manifest | undefined;
}

/** A bound on rounds: each one settles at least one choice, and real trees settle in two or three. */
const mostRounds = 24;

/**
 * Chooses versions as cargo does without a lock file: for every requirement the newest version that is
 * there, one version in each range of compatible versions. Cargo finds a choice that pleases all
 * requirements by backtracking; here each range takes the newest version that all requirements
 * on it allow, which is the same wherever they can be pleased within the range.
 * Unlike everything else in this layer this opens every package, as versions depend on all of them.
 */
export function resolveFresh(input: ResolutionInput): Resolution {
  let chosen = new Map<string, Candidate>();
  for (let round = 0; round < mostRounds; round++) {
    const walk = new Walk(input, chosen);
    walk.run();
    const next = walk.choose();
    const settled = [...next].every(([slot, candidate]) => chosen.get(slot)?.key === candidate.key);
    chosen = next;
    if (settled) return walk.packages;
  }
  const last = new Walk(input, chosen);
  last.run();
  return last.packages;
}

/** One pass over everything that the members reach, under the choices of the pass before. */
class Walk {
  readonly packages = new Map<string, ResolvedPackage>();
  readonly #input: ResolutionInput;
  readonly #chosen: ReadonlyMap<string, Candidate>;
  /** By package name and compatible range: who wants what of it. */
  readonly #wishes = new Map<
    string,
    { candidates: readonly Candidate[]; requirements: VersionRequirement[] }
  >();

  constructor(input: ResolutionInput, chosen: ReadonlyMap<string, Candidate>) {
    this.#input = input;
    this.#chosen = chosen;
  }

  run(): void {
    const queue: { key: string; source: string | undefined; manifest: Manifest; isMember: boolean }[] = [];
    for (const manifest of this.#input.members) {
      queue.push({
        key: `${manifest.name} ${manifest.version}`,
        source: undefined,
        manifest,
        isMember: true,
      });
    }
    for (const { key, source, manifest, isMember } of queue) {
      if (this.packages.has(key)) continue;
      const edges = new Set<string>();
      this.packages.set(key, { key, name: manifest.name, version: manifest.version, source, edges: [] });
      for (const declaration of manifest.dependencies) {
        if (declaration.kind === 'dev' && !isMember) continue;
        const target = this.#pick(declaration);
        const opened = target && this.#input.manifest(target, declaration.packageName);
        if (target === undefined || opened === undefined) continue;
        edges.add(target.key);
        queue.push({ key: target.key, source: target.source, manifest: opened, isMember: false });
      }
      const { name, version } = manifest;
      this.packages.set(key, { key, name, version, source, edges: [...edges] });
    }
  }

  #pick(declaration: DependencyDeclaration): Candidate | undefined {
    const requirement = parseRequirement(declaration.requirement ?? '*');
    if (requirement === undefined) return undefined;
    const candidates = this.#input.candidates(declaration);
    const allowed = candidates.filter((candidate) => {
      const version = parseVersion(candidate.version);
      if (declaration.requirement === undefined && declaration.source.kind !== 'registry') return true;
      return version !== undefined && satisfies(version, requirement);
    });
    const newest = allowed[0];
    if (newest === undefined) return undefined;
    const slot = slotOf(declaration.packageName, newest);
    const wish = this.#wishes.get(slot) ?? { candidates, requirements: [] };
    wish.requirements.push(requirement);
    this.#wishes.set(slot, wish);
    const settled = this.#chosen.get(slot);
    return settled !== undefined && allowed.some(({ key }) => key === settled.key) ? settled : newest;
  }

  /** For each range the newest version that pleases all who want one of it; else the newest for most. */
  choose(): Map<string, Candidate> {
    const chosen = new Map<string, Candidate>();
    for (const [slot, { candidates, requirements }] of this.#wishes) {
      const name = slot.slice(0, slot.indexOf(' '));
      const inRange = candidates.filter((candidate) => slotOf(name, candidate) === slot);
      const pleased = (candidate: Candidate) => {
        const version = parseVersion(candidate.version);
        return requirements.filter((wish) => version !== undefined && satisfies(version, wish)).length;
      };
      const best = inRange.find((candidate) => pleased(candidate) === requirements.length) ?? inRange[0];
      if (best !== undefined) chosen.set(slot, best);
    }
    return chosen;
  }
}

function slotOf(name: string, candidate: Candidate): string {
  const version = parseVersion(candidate.version);
  return `${name} ${candidate.source ?? ''} ${version ? compatibilityRange(version) : candidate.version}`;
}

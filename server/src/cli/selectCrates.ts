import type { Analysis } from '../engine/analysis.ts';
import type { CrateInfo, CrateKind } from '../project/crateGraph.ts';
import { CliError } from './cliError.ts';

/** Which of the selected packages' targets are meant, as cargo's options of the same names say. */
export interface TargetOptions {
  readonly lib?: boolean;
  readonly bin?: readonly string[];
  readonly bins?: boolean;
  readonly example?: readonly string[];
  readonly examples?: boolean;
  readonly test?: readonly string[];
  readonly tests?: boolean;
  readonly bench?: readonly string[];
  readonly benches?: boolean;
  readonly allTargets?: boolean;
}

const listed = [
  { kind: 'bin', all: 'bins' },
  { kind: 'example', all: 'examples' },
  { kind: 'test', all: 'tests' },
  { kind: 'bench', all: 'benches' },
] as const;

/**
 * The crates that a command is about, the main one first: those that `cargo check` compiles with the same options.
 * Without any, these are the libraries and binaries of the selected packages.
 */
export function selectCrates(
  analysis: Analysis,
  given: string,
  options: TargetOptions,
): readonly CrateInfo[] {
  const { graph } = analysis.project;
  const all = graph.roots.map((id) => graph.crate(id)).filter(({ kind }) => kind !== 'build-script');
  const chosen = all.filter((crate) => isWanted(crate, options));
  refuseMissing(all, options);
  if (chosen.length === 0) throw new CliError(`there is no crate in ${given}`);
  const tested = chosen.map((crate) => asTested(analysis, crate));
  for (const { root } of tested)
    if (analysis.units.text(root) === undefined) throw new CliError(`${root} cannot be read as text`);
  return tested.toSorted((a, b) => (isLibrary(b) ? 1 : 0) - (isLibrary(a) ? 1 : 0));
}

function isWanted({ kind, name }: CrateInfo, options: TargetOptions): boolean {
  if (options.allTargets) return true;
  if (!namesTargets(options)) return isLibraryKind(kind) || kind === 'bin';
  if (isLibraryKind(kind)) return options.lib === true;
  return listed.some((of) => of.kind === kind && (options[of.all] || named(options[of.kind]).has(name)));
}

function namesTargets(options: TargetOptions): boolean {
  return options.lib === true || listed.some(({ kind, all }) => options[all] || options[kind] !== undefined);
}

/** cargo refuses a target that no selected package has. */
function refuseMissing(all: readonly CrateInfo[], options: TargetOptions): void {
  if (options.lib && !all.some(isLibrary))
    throw new CliError('no library targets found in the selected packages');
  for (const { kind } of listed) {
    for (const name of options[kind] ?? []) {
      const ofKind = all.filter((crate) => crate.kind === kind).map((crate) => crate.name);
      if (ofKind.includes(identifier(name))) continue;
      const there = ofKind.length > 0 ? `; there are: ${ofKind.join(', ')}` : '';
      throw new CliError(`no ${kind} target named \`${name}\` in the selected packages${there}`);
    }
  }
}

function named(names: readonly string[] | undefined): ReadonlySet<string> {
  return new Set(names?.map(identifier));
}

function identifier(name: string): string {
  return name.replaceAll('-', '_');
}

/** With `--test-cfg`, libraries and binaries as `cargo test` compiles them. */
function asTested({ project, options }: Analysis, crate: CrateInfo): CrateInfo {
  if (options.test !== true) return crate;
  const same = project.crateOfFile(crate.root).map((id) => project.graph.crate(id));
  return same.find(({ kind, name }) => kind === crate.kind && name === crate.name) ?? crate;
}

function isLibrary({ kind }: CrateInfo): boolean {
  return isLibraryKind(kind);
}

function isLibraryKind(kind: CrateKind): boolean {
  return kind === 'lib' || kind === 'proc-macro';
}

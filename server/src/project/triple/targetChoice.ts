import type { FileSystem } from '../../base/fileSystem.ts';
import { basename, join } from '../../base/paths.ts';
import { type TargetFacts, targetFacts, targetTriples } from '../../base/targets.ts';
import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import { type CargoConfig, configPath } from '../config/cargoConfig.ts';
import { configVariable } from '../config/variables.ts';
import type { Environment } from '../crateGraph.ts';
import { tableAt } from '../manifest/toml.ts';
import type { Toolchain } from '../toolchain/toolchain.ts';
import { readCustomTarget } from './customTarget.ts';

/** The target that a selection is built for, and what chose it. */
export interface ChosenTarget {
  readonly facts: TargetFacts;
  /** For people: `build.target in /ws/.cargo/config.toml`. */
  readonly from: string;
  /** Whether something names it: cargo then passes `--target`, and builds host code apart. */
  readonly isNamed: boolean;
  /** The specification's file, for a target of the user's own. */
  readonly file?: string;
}

/** What chooses a target. */
export interface TargetQuestion {
  /** `--target` or the user's setting: a triple, or the path of a target file. */
  readonly selected: string | undefined;
  /** Which of the two that is, for people. */
  readonly selectedBy: string;
  /** Where cargo is started: relative paths that no file of the configuration holds start here. */
  readonly folder: string;
  readonly config: CargoConfig;
  readonly environment: Environment;
  readonly toolchain: Toolchain;
}

interface NamedTarget {
  readonly name: string;
  readonly base: string;
  readonly from: string;
}

/**
 * The target as cargo chooses it: what is selected, `CARGO_BUILD_TARGET`, `build.target` of the nearest configuration
 * (of a list the first), else the host of the toolchain. Unknown where a name is nobody's, or its file can't be read.
 */
export function chooseTarget(fs: FileSystem, question: TargetQuestion): ChosenTarget | Unknown {
  const named = nameTarget(question);
  const { toolchain, environment } = question;
  if (named === undefined) return hostTarget(toolchain, environment);
  if (named.name === 'host-tuple') {
    const host = hostTargetFacts(toolchain.host, environment, named.from);
    return isUnknown(host) ? host : { ...host, isNamed: true };
  }
  if (named.name.endsWith('.json')) return fromFile(fs, configPath(named.name, named.base), named);
  const known = builtin(named.name, environment);
  if (known) return { facts: known, from: named.from, isNamed: true };
  return onTargetPath(fs, named, environment) ?? unknownTarget(named);
}

function nameTarget({
  selected,
  selectedBy,
  folder,
  config,
  environment,
}: TargetQuestion): NamedTarget | undefined {
  if (selected !== undefined) return { name: selected, base: folder, from: selectedBy };
  const variable = configVariable(environment, 'build', 'target');
  if (variable) return { name: variable, base: folder, from: 'CARGO_BUILD_TARGET' };
  for (const { base, path, table } of config.files) {
    const value = tableAt(table, 'build')?.target;
    const name = Array.isArray(value) ? value[0] : value;
    if (typeof name === 'string') return { name, base, from: `build.target in ${path ?? base}` };
  }
  return undefined;
}

/** What is built for where nothing names a target, and what build scripts and procedural macros are always built for. */
export function hostTarget(toolchain: Toolchain, environment: Environment): ChosenTarget | Unknown {
  const from =
    toolchain.host === environment.host
      ? 'the machine that this runs on'
      : `the host of the toolchain \`${toolchain.name}\` (${toolchain.from})`;
  return hostTargetFacts(toolchain.host, environment, from);
}

function hostTargetFacts(host: string, environment: Environment, from: string): ChosenTarget | Unknown {
  const facts = builtin(host, environment);
  return facts
    ? { facts, from, isNamed: false }
    : unknown(`the host \`${host}\` is no target that rustc knows`);
}

/** rustc's own targets; an environment without cfg options for one (as tests have) doesn't know it. */
function builtin(triple: string, environment: Environment): TargetFacts | undefined {
  const facts = targetFacts(triple);
  const cfg = environment.targetCfg(triple);
  return facts && cfg && { ...facts, cfg };
}

function fromFile(fs: FileSystem, path: string, { from }: NamedTarget): ChosenTarget | Unknown {
  const text = fs.readFile(path);
  if (text === undefined) return unknown(`the target file ${path} (${from}) can't be read`);
  const facts = readCustomTarget(path, text);
  return isUnknown(facts) ? facts : { facts, from, isNamed: true, file: path };
}

/** rustc looks for `NAME.json` in the folders of `RUST_TARGET_PATH`. */
function onTargetPath(
  fs: FileSystem,
  named: NamedTarget,
  environment: Environment,
): ChosenTarget | Unknown | undefined {
  const folders = environment.variables?.RUST_TARGET_PATH?.split(/;|(?<!(?:^|[;:])[A-Za-z]):/) ?? [];
  for (const folder of folders) {
    const path = join(configPath(folder, named.base), `${named.name}.json`);
    if (fs.readFile(path) !== undefined) return fromFile(fs, path, named);
  }
  return undefined;
}

function unknownTarget({ name, from }: NamedTarget): Unknown {
  const near = nearestName(basename(name), targetTriples());
  const hint = near === undefined ? '' : `; did you mean \`${near}\`?`;
  return unknown(`the target \`${name}\` (${from}) is no target that rustc knows${hint}`);
}

/** The name that is fewest edits away, where that is a slip of the hand. */
function nearestName(name: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((other) => ({ other, distance: editDistance(name, other) }))
    .sort((a, b) => a.distance - b.distance);
  return ranked[0] && ranked[0].distance <= 3 ? ranked[0].other : undefined;
}

/** How many letters are changed, added, left out, or swapped with the next one (optimal string alignment). */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 3) return 4;
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? before[j - 2]! + 1 : changed;
      next.push(Math.min(changed, swapped, row[j]! + 1, next[j - 1]! + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length]!;
}

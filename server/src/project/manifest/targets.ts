import type { FileSystem } from '../../base/fileSystem.ts';
import { join } from '../../base/paths.ts';
import type { CrateKind, Edition } from '../crateGraph.ts';
import { asTable, booleanAt, stringAt, stringsAt, type TomlTable, tablesAt } from './toml.ts';

/** One target of a package (Cargo Book, "Cargo Targets"). */
export interface PackageTarget {
  readonly kind: CrateKind;
  /** Name as cargo writes it; the crate's identifier has `_` for `-`. */
  readonly name: string;
  /** Path of the root file. */
  readonly root: string;
  readonly edition: Edition;
  readonly requiredFeatures: readonly string[];
  /** Whether `cargo test` compiles it with `cfg(test)`. */
  readonly test: boolean;
}

/** What target discovery needs to know of a package. */
export interface TargetContext {
  readonly fs: FileSystem;
  readonly folder: string;
  readonly packageName: string;
  readonly edition: Edition;
}

/** All targets, in cargo's order: library, binaries, examples, tests, benchmarks, build script. */
export function discoverTargets(document: TomlTable, context: TargetContext): readonly PackageTarget[] {
  const library = discoverLibrary(document, context);
  const script = buildScriptPath(document, context);
  return [
    ...(library ? [library] : []),
    ...listedKinds.flatMap((kind) => discoverKind(kind, document, context)),
    ...(script ? [plain('build-script', 'build-script-build', script, context)] : []),
  ];
}

/** The library (or proc macro) of a package, without looking at any other folder. */
export function discoverLibrary(document: TomlTable, context: TargetContext): PackageTarget | undefined {
  const table = asTable(document.lib);
  const standard = join(context.folder, 'src/lib.rs');
  const path = stringAt(table, 'path');
  const found = path !== undefined ? join(context.folder, path) : libraryByPlace(document, standard, context);
  if (found === undefined) return undefined;
  const types = stringsAt(table, 'crate-type', 'crate_type') ?? [];
  const isProcMacro = booleanAt(table, 'proc-macro', 'proc_macro') === true || types.includes('proc-macro');
  const name = stringAt(table, 'name') ?? context.packageName.replaceAll('-', '_');
  return { ...plain(isProcMacro ? 'proc-macro' : 'lib', name, found, context), ...own(table, context) };
}

function libraryByPlace(document: TomlTable, standard: string, context: TargetContext): string | undefined {
  const table = asTable(document.lib);
  const automatic = booleanAt(asTable(document.package ?? document.project), 'autolib') ?? true;
  if (exists(context.fs, standard)) return automatic || table !== undefined ? standard : undefined;
  // Before 2018 a named library could stand in `src/NAME.rs`.
  const named = join(context.folder, `src/${stringAt(table, 'name') ?? context.packageName}.rs`);
  return table !== undefined && exists(context.fs, named) ? named : undefined;
}

/** Path of the build script, or undefined when there is none. */
export function buildScriptPath(document: TomlTable, context: TargetContext): string | undefined {
  const value = asTable(document.package ?? document.project)?.build;
  if (value === false) return undefined;
  const path = join(context.folder, typeof value === 'string' ? value : 'build.rs');
  return exists(context.fs, path) ? path : undefined;
}

const listedKinds = ['bin', 'example', 'test', 'bench'] as const;
type ListedKind = (typeof listedKinds)[number];

const places: Readonly<Record<ListedKind, { readonly folder: string; readonly auto: string }>> = {
  bin: { folder: 'src/bin', auto: 'autobins' },
  example: { folder: 'examples', auto: 'autoexamples' },
  test: { folder: 'tests', auto: 'autotests' },
  bench: { folder: 'benches', auto: 'autobenches' },
};

function discoverKind(
  kind: ListedKind,
  document: TomlTable,
  context: TargetContext,
): readonly PackageTarget[] {
  const place = places[kind];
  const listed = tablesAt(document, kind);
  const packageTable = asTable(document.package ?? document.project);
  // In 2015 a list of targets switches discovery off, unless asked for.
  const automatic =
    booleanAt(packageTable, place.auto) ?? (context.edition !== '2015' || listed.length === 0);
  const inferred = inferTargets(kind, place.folder, context);
  const targets = listed.flatMap((table) => listedTarget(kind, table, inferred, context));
  if (!automatic) return targets;
  const taken = new Set(targets.flatMap((target) => [target.name, target.root]));
  const others = inferred.filter(({ name, root }) => !taken.has(name) && !taken.has(root));
  return [...targets, ...others];
}

function inferTargets(kind: ListedKind, folder: string, context: TargetContext): readonly PackageTarget[] {
  const { fs, folder: root } = context;
  const found: PackageTarget[] = [];
  const main = join(root, 'src/main.rs');
  if (kind === 'bin' && exists(fs, main)) found.push(plain('bin', context.packageName, main, context));
  const entries = fs.readDirectory(join(root, folder)) ?? [];
  for (const { name, kind: entry } of [...entries].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (name.startsWith('.')) continue;
    const path = join(root, folder, name);
    if (entry === 'file' && name.endsWith('.rs')) found.push(plain(kind, name.slice(0, -3), path, context));
    else if (entry === 'directory' && exists(fs, `${path}/main.rs`)) {
      found.push(plain(kind, name, `${path}/main.rs`, context));
    }
  }
  return found;
}

function listedTarget(
  kind: ListedKind,
  table: TomlTable,
  inferred: readonly PackageTarget[],
  context: TargetContext,
): readonly PackageTarget[] {
  const path = stringAt(table, 'path');
  const name = stringAt(table, 'name');
  if (name === undefined) return [];
  const fallback = [`${places[kind].folder}/${name}.rs`, `src/${name}.rs`, 'src/main.rs'];
  const root =
    path !== undefined
      ? join(context.folder, path)
      : (inferred.find((target) => target.name === name)?.root ??
        fallback.map((file) => join(context.folder, file)).find((file) => exists(context.fs, file)));
  return root === undefined ? [] : [{ ...plain(kind, name, root, context), ...own(table, context) }];
}

function plain(kind: CrateKind, name: string, root: string, context: TargetContext): PackageTarget {
  const test = kind !== 'example' && kind !== 'build-script';
  return { kind, name, root, edition: context.edition, requiredFeatures: [], test };
}

function own(table: TomlTable | undefined, context: TargetContext): Partial<PackageTarget> {
  const test = booleanAt(table, 'test');
  return {
    ...(test !== undefined && { test }),
    edition: asEdition(stringAt(table, 'edition')) ?? context.edition,
    requiredFeatures: stringsAt(table, 'required-features') ?? [],
  };
}

/** The edition that a text names, or undefined. */
export function asEdition(text: string | undefined): Edition | undefined {
  return text === '2015' || text === '2018' || text === '2021' || text === '2024' ? text : undefined;
}

/** Whether there is a file of this path. */
export function exists(fs: FileSystem, path: string): boolean {
  return fs.stat !== undefined ? fs.stat(path) !== undefined : fs.readFile(path) !== undefined;
}

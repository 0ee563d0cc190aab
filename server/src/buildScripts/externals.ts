import { autocfg } from './autocfg.ts';
import { newCell } from './cells.ts';
import type { ScriptRun } from './scriptRun.ts';
import { unknownMethod } from './unknownCalls.ts';
import {
  bool,
  copyOf,
  Exit,
  err,
  int,
  list,
  none,
  ok,
  some,
  string,
  UNIT,
  UNKNOWN,
  type Value,
} from './values.ts';
import { environmentVariable, environmentVariables, isNightly, maybeSet, OUT_DIR } from './world.ts';

/** Values that paths of std and of well-known helper crates stand for. */
export function externalValue(path: string): Value {
  if (path === 'None' || path.endsWith('::None')) return { ...none };
  return { kind: 'external', path };
}

/** Crates that may be used in a build script and never print a cfg. */
const QUIET: ReadonlySet<string> = new Set([
  'std',
  'core',
  'alloc',
  'cc',
  'pkg_config',
  'cmake',
  'bindgen',
  'rerun_except',
  'walkdir',
  'vcpkg',
]);

type External = (run: ScriptRun, args: readonly Value[]) => Value;

/** Functions by the end of their path: `env::var` is `std::env::var`. */
const FUNCTIONS: Readonly<Record<string, External>> = {
  'env::var': (run, [name]) => {
    const value = variable(run, name);
    return value === undefined
      ? UNKNOWN
      : value.kind === 'variant' && value.name === 'None'
        ? { kind: 'variant', name: 'Err', of: 'Result', items: [UNKNOWN], inner: 'string' }
        : value.kind === 'variant'
          ? ok(value.items[0] ?? UNKNOWN)
          : value;
  },
  'env::var_os': (run, [name]) => variable(run, name) ?? UNKNOWN,
  'env::vars': (run) => variables(run),
  'env::vars_os': (run) => variables(run),
  Some: (_, [value]) => some(value ?? UNKNOWN),
  Ok: (_, [value]) => ok(value ?? UNKNOWN),
  Err: (_, [value]) => err(value ?? UNKNOWN),
  'Command::new': (_, [program]) => ({
    kind: 'command',
    args: [program ?? UNKNOWN],
    input: [],
    bootstrap: false,
  }),
  'str::from_utf8': (_, [text]) => (text?.kind === 'string' ? ok(text) : UNKNOWN),
  'String::from_utf8': (_, [text]) => (text?.kind === 'string' ? ok(text) : UNKNOWN),
  'String::from_utf8_lossy': (_, [text]) => text ?? UNKNOWN,
  'String::from': (run, [text]) => copyOf(text ?? UNKNOWN, (size) => run.make(size)),
  'OsString::from': (run, [text]) => copyOf(text ?? UNKNOWN, (size) => run.make(size)),
  'String::with_capacity': () => string(''),
  'Path::new': (_, [text]) => text ?? UNKNOWN,
  'OsStr::new': (_, [text]) => text ?? UNKNOWN,
  'PathBuf::from': (_, [text]) => text ?? UNKNOWN,
  'String::new': () => string(''),
  'Vec::new': () => list([]),
  'Vec::with_capacity': () => list([]),
  'HashSet::new': () => ({ kind: 'list', items: [], holds: 'set' }),
  'BTreeSet::new': () => ({ kind: 'list', items: [], holds: 'sortedSet' }),
  'HashMap::new': () => ({ kind: 'map', entries: [], isSorted: false }),
  'BTreeMap::new': () => ({ kind: 'map', entries: [], isSorted: true }),
  'Cell::new': (_, [value]) => newCell(value ?? UNKNOWN),
  'iter::once': (_, [value]) => ({ kind: 'iterator', items: [value ?? UNKNOWN] }),
  'iter::empty': () => ({ kind: 'iterator', items: [] }),
  'u32::from_str': parsed,
  'u64::from_str': parsed,
  'usize::from_str': parsed,
  'process::exit': (_, [code]) => {
    throw new Exit(code?.kind === 'int' && code.value === 0n ? 'exit' : 'panic');
  },
  'fs::metadata': (run, [path]) => exists(run, path),
  'fs::read_to_string': (run, [path]) => exists(run, path),
  'fs::write': (run, [path, text]) => {
    run.generated.write(run, path ?? UNKNOWN, text ?? UNKNOWN);
    return ok(UNIT);
  },
  'File::create': (run, [path]) => ok(run.generated.create(run, path ?? UNKNOWN)),
  'fs::copy': (run, [from, to]) => {
    const text =
      from?.kind === 'string' && isInPackage(from.value) ? run.world.readFile(from.value) : undefined;
    run.generated.write(run, to ?? UNKNOWN, text === undefined ? UNKNOWN : string(text));
    return ok(UNKNOWN);
  },
  'fs::create_dir_all': () => ok(UNIT),
  'BufWriter::new': (_, [sink]) => sink ?? UNKNOWN,
  'LineWriter::new': (_, [sink]) => sink ?? UNKNOWN,
  drop: () => UNIT,
  'version_check::is_min_version': (run, [version]) => versionTest(run, version, (order) => order >= 0),
  'version_check::is_max_version': (run, [version]) => versionTest(run, version, (order) => order <= 0),
  'version_check::is_exact_version': (run, [version]) => versionTest(run, version, (order) => order === 0),
  'version_check::is_feature_flaggable': (run) => some(bool(isNightly(run.world))),
  'version_check::supports_feature': (run) => (isNightly(run.world) ? UNKNOWN : some(bool(false))),
  'Channel::read': () => some({ kind: 'external', path: 'version_check::Channel' }),
  'version_check::Channel.supports_features': (run) => bool(isNightly(run.world)),
  'version_check::Channel.is_nightly': (run) => bool(isNightly(run.world)),
  'version_check::Channel.is_stable': (run) =>
    bool(!isNightly(run.world) && !run.world.release.includes('beta')),
  'rustc_version::version': (run) => ok(release(run)),
  'rustc_version::version_meta': (run) =>
    ok({
      kind: 'struct',
      name: 'VersionMeta',
      fields: new Map([
        ['semver', release(run)],
        ['channel', channel(run)],
      ]),
    }),
  'Version::new': (_, [major, minor, patch]) => versionStruct(major, minor, patch),
};

/** Calls something of std or of another crate. */
export function callExternal(run: ScriptRun, path: string, args: readonly Value[]): Value {
  const parts = path.split('::');
  for (let from = 0; from < parts.length; from++) {
    const known = FUNCTIONS[parts.slice(from).join('::')];
    if (known) return known(run, args);
  }
  const helped = autocfg(run, path, args);
  if (helped) return helped;
  const outcome = unknownMethod(run, args);
  const [crate = ''] = parts;
  if (!QUIET.has(crate) && parts.length > 1 && !isTypeName(crate)) run.emitUnknown();
  return outcome;
}

/** `OsString::new`, `Instant::now`: a type of std that a `use` brought in. */
function isTypeName(head: string): boolean {
  return /^[A-Z]/.test(head) || PRIMITIVES.has(head);
}

const PRIMITIVES: ReadonlySet<string> = new Set([
  'u8',
  'u16',
  'u32',
  'u64',
  'usize',
  'i32',
  'i64',
  'str',
  'bool',
  'char',
]);

function variable(run: ScriptRun, name: Value | undefined): Value | undefined {
  if (name?.kind !== 'string') return undefined;
  if (maybeSet(run.world, name.value)) return UNKNOWN;
  const value = environmentVariable(run.world, name.value);
  if (value === undefined) return none;
  return some(value === null ? UNKNOWN : string(value));
}

function parsed(_: ScriptRun, [text]: readonly Value[]): Value {
  if (text?.kind !== 'string') return UNKNOWN;
  return /^\+?\d+$/.test(text.value) ? ok(int(BigInt(text.value.replace('+', '')))) : err(UNKNOWN);
}

function variables(run: ScriptRun): Value {
  if (run.text.includes('DEP_') && run.world.dependencyLinks?.().length) return UNKNOWN;
  const all = [...environmentVariables(run.world)];
  return {
    kind: 'iterator',
    items: all.map(([name, value]) => ({ kind: 'tuple', items: [string(name), string(value)] })),
  };
}

function isInPackage(path: string): boolean {
  return !path.startsWith('/') && !path.startsWith(OUT_DIR);
}

function exists(run: ScriptRun, path: Value | undefined): Value {
  if (path?.kind !== 'string' || !isInPackage(path.value)) return UNKNOWN;
  const text = run.world.readFile(path.value);
  return text === undefined ? err(UNKNOWN) : ok(string(text));
}

function numbers(text: string): readonly number[] {
  return (text.match(/\d+/g) ?? []).slice(0, 3).map(Number);
}

function versionTest(run: ScriptRun, version: Value | undefined, test: (order: number) => boolean): Value {
  if (version?.kind !== 'string') return UNKNOWN;
  const own = numbers(run.world.release);
  const wanted = numbers(version.value);
  const differing = [0, 1, 2].map((i) => (own[i] ?? 0) - (wanted[i] ?? 0)).find((d) => d !== 0) ?? 0;
  return some(bool(test(differing)));
}

function release(run: ScriptRun): Value {
  const [major = 1, minor = 0, patch = 0] = numbers(run.world.release);
  return versionStruct(int(major), int(minor), int(patch));
}

function versionStruct(major: Value = UNKNOWN, minor: Value = UNKNOWN, patch: Value = UNKNOWN): Value {
  return {
    kind: 'struct',
    name: 'Version',
    fields: new Map([
      ['major', major],
      ['minor', minor],
      ['patch', patch],
    ]),
  };
}

function channel(run: ScriptRun): Value {
  const name = isNightly(run.world) ? 'Nightly' : run.world.release.includes('beta') ? 'Beta' : 'Stable';
  return { kind: 'variant', name, of: 'Channel', items: [] };
}

import type { Truth } from '../../server/src/base/cfg.ts';
import { targetFacts } from '../../server/src/base/targets.ts';
import { unknown } from '../../server/src/base/unknown.ts';
import type { Facts, FactsId, FactsModule, FactsRecord, FactsTarget } from '../../server/src/facts/format.ts';
import type { CrateGraph, CrateInfo, Edition } from '../../server/src/project/crateGraph.ts';
import type { Def, Scope } from '../../server/src/resolve/model/def.ts';
import type { StdMacro } from '../../server/src/resolve/model/inputs.ts';
import type { Resolution } from '../../server/src/resolve/model/resolution.ts';
import { Resolver } from '../../server/src/resolve/resolver.ts';
import { FileUnits } from '../../server/src/resolve/units/fileUnits.ts';
import { type MemoryFiles, memoryFiles } from './memoryFiles.ts';
import { testParser } from './parser.ts';

/** A crate of a fixture: the root file, and names of other crates it depends on. */
export interface TestCrate {
  readonly root?: string;
  /** Whether it is a package's, with a folder of its own, and not a lone file. */
  readonly manifest?: boolean;
  readonly edition?: Edition;
  readonly dependencies?: readonly string[];
  /** Names of cfg options that hold; those that start with `?` are unknown. */
  readonly cfg?: readonly string[];
  readonly isProcMacro?: boolean;
  /** The package's name and version, for one from a registry: `serde_derive 1.0.1`. */
  readonly registry?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface TestSnapshot {
  readonly resolver: Resolver;
  readonly files: FileUnits;
  readonly memory: MemoryFiles;
  /** The first crate. */
  readonly main: string;
  /** The scope of its root. */
  scope(): Scope;
  /** The snapshot after files of these crates were edited. */
  next(edited: ReadonlySet<string>): TestSnapshot;
}

/** A resolver over in-memory files; `main` (with root /main.rs) unless crates are named. */
export async function testResolver(
  fixture: string,
  crates: Readonly<Record<string, TestCrate>> = { main: {} },
) {
  const parser = await testParser();
  const memory = memoryFiles(fixture || '//- /main.rs');
  const files = new FileUnits(memory, parser);
  const graph = testGraph(crates);
  const inputs = { graph, files, parser, facts: miniFacts(), stdMacros: miniMacros };
  const main = Object.keys(crates)[0]!;
  const snapshot = (resolver: Resolver): TestSnapshot => ({
    resolver,
    files,
    memory,
    main,
    scope: () => {
      const module = resolver.rootModule(main);
      if (module.kind === 'unknown') throw new Error(module.reason);
      return { crate: main, module };
    },
    next: (edited) => snapshot(new Resolver({ ...inputs, previous: resolver, edited })),
  });
  return snapshot(new Resolver(inputs));
}

/** What `path` means from inside `module` of the first crate, in a few words: `struct main::a::S`. */
export async function meaning(
  fixture: string,
  path: string,
  options: {
    from?: string;
    ns?: 'type' | 'value' | 'macro';
    crates?: Readonly<Record<string, TestCrate>>;
  } = {},
): Promise<string> {
  const { resolver, main } = await testResolver(fixture, options.crates);
  const root = resolver.rootModule(main);
  if (root.kind === 'unknown') return `unknown: ${root.reason}`;
  let module: Def = root;
  for (const name of options.from?.split('::') ?? []) {
    const inner = resolver.child(module, name, 'type');
    if (inner?.kind !== 'def') return `no module ${name}`;
    module = inner.def;
  }
  const scope = { crate: main, module };
  const global = path.startsWith('::');
  const span = { start: 0, end: 0 };
  const segments = path
    .replace(/^::/, '')
    .split('::')
    .map((text) => ({ name: { text, span } }));
  return shown(
    resolver.resolvePath(scope, { global, segments, span }, options.ns ?? 'type'),
    segments.length,
  );
}

export function shown(found: Resolution, length = 1): string {
  if (found.kind === 'unknown') return `unknown: ${found.reason}`;
  const rest = found.resolved < length ? ` + ${length - found.resolved}` : '';
  if (found.kind === 'primitive') return `primitive ${found.name}${rest}`;
  return `${shownDef(found.def)}${rest}${found.condition === undefined ? '' : ` if ${found.condition}`}`;
}

export function shownDef(def: Def): string {
  const names: string[] = [];
  for (let at: Def | undefined = def; at !== undefined; at = at.parent)
    names.unshift(at.name || `<${at.kind}>`);
  return `${def.kind} ${names.join('::')}`;
}

function testGraph(crates: Readonly<Record<string, TestCrate>>): CrateGraph {
  return {
    roots: Object.keys(crates),
    crate: (id) => crateInfo(id, crates[id]!),
    dependency: (id, name) => {
      if (!crates[id]?.dependencies?.includes(name)) return undefined;
      return crates[name] === undefined ? unknown(`the source of \`${name}\` is not there`) : name;
    },
    dependencies: (id) =>
      (crates[id]?.dependencies ?? []).map((name) => ({
        name,
        crate: crates[name] ? name : unknown('missing'),
      })),
  };
}

function crateInfo(id: string, crate: TestCrate): CrateInfo {
  const root = crate.root ?? '/main.rs';
  const option = (name: string, value: string | undefined): Truth => {
    const text = value === undefined ? name : `${name}="${value}"`;
    if (crate.cfg?.includes(`?${text}`)) return unknown(`cfg \`${text}\` is set by a build script`);
    return crate.cfg?.includes(text) ?? false;
  };
  const [packageName = id, version = '1.0.0'] = crate.registry?.split(' ') ?? [];
  return {
    id,
    name: id,
    packageName,
    version,
    root,
    packageRoot: root.replace(/\/[^/]*$/, ''),
    manifestPath: crate.manifest ? '/Cargo.toml' : undefined,
    edition: crate.edition ?? '2021',
    kind: crate.isProcMacro ? 'proc-macro' : 'lib',
    forHost: false,
    target: targetFacts('x86_64-unknown-linux-gnu')!,
    cfg: { option },
    isTest: false,
    features: [],
    isProcMacro: crate.isProcMacro ?? false,
    hasBuildScript: false,
    buildScriptOutput: undefined,
    origin: crate.registry === undefined ? 'workspace' : 'registry',
    env: new Map(Object.entries(crate.env ?? {})),
  };
}

/** A standard library of a few names: enough for preludes and macros. */
const miniStd = `
  core::option::Option enum None Some
  core::clone::Clone trait
  core::fmt::Debug trait
  core::fmt::Result typeAlias
  core::u8::MAX const
  alloc::string::String struct
  alloc::vec::Vec struct
  std::io::Read trait
  std::thread::LocalKey struct
`;
const preludeNames = [
  'core::option::Option',
  'core::clone::Clone',
  'alloc::string::String',
  'alloc::vec::Vec',
];
const macroNames = [
  'thread_local',
  'cfg_select',
  'include',
  'concat',
  'env',
  'compile_error',
  'vec',
  'println',
];

const miniMacros: readonly StdMacro[] = macroNames.map((name) => ({
  crate: 'std',
  module: [],
  name,
  flavor: 'rules',
  exported: true,
  builtin: name !== 'thread_local',
  cfg: [],
  text:
    name === 'thread_local'
      ? 'macro_rules! thread_local { ($v:vis static $n:ident : $t:ty = $e:expr;) => { $v const $n: $crate::thread::LocalKey<$t> = $e; } }'
      : '',
}));

function miniFacts(): Facts {
  const records: FactsRecord[] = [];
  const roots = new Map<string, FactsId>();
  const children = new Map<
    FactsRecord,
    { name: string; namespaces: readonly ('type' | 'value' | 'macro')[]; target: FactsTarget }[]
  >();
  const add = (record: object): FactsId => {
    const id = { crate: 'std', index: records.length };
    records.push({ id, ...record } as unknown as FactsRecord);
    return id;
  };
  const module = (crate: string, name: string, parent?: FactsId): FactsId => {
    const list: never[] = [];
    const id = add({ kind: 'mod', name, children: list, ...(parent && { parent }) });
    Object.assign(id, { crate });
    children.set(records[id.index]!, list);
    return id;
  };
  const childOf = (parent: FactsId, name: string) =>
    children
      .get(records[parent.index]!)
      ?.find((child) => child.name === name && child.target.kind === 'item');
  const put = (
    parent: FactsId,
    name: string,
    target: FactsTarget,
    namespaces: readonly ('type' | 'value' | 'macro')[],
  ) => {
    children.get(records[parent.index]!)!.push({ name, namespaces, target });
  };
  for (const crate of ['core', 'alloc', 'std']) roots.set(crate, module(crate, crate));
  const std = roots.get('std')!;
  for (const line of miniStd.trim().split('\n')) {
    const [path = '', kind = '', ...variants] = line.trim().split(' ');
    const names = path.split('::');
    let at = roots.get(names[0]!)!;
    for (const name of names.slice(1, -1)) {
      const known = childOf(at, name);
      if (known?.target.kind === 'item') at = known.target.id;
      else {
        const inner = module(names[0]!, name, at);
        put(at, name, { kind: 'item', id: inner }, ['type']);
        const facade = names[0] !== 'std' && childOf(std, name) === undefined;
        if (facade) put(std, name, { kind: 'item', id: inner }, ['type']);
        at = inner;
      }
    }
    const id = add({
      kind,
      name: names.at(-1),
      parent: at,
      variants: variants.map((name) => ({ name })),
      items: [],
    });
    Object.assign(id, { crate: names[0] });
    put(at, names.at(-1)!, { kind: 'item', id }, kind === 'const' ? ['value'] : ['type']);
  }
  const prelude = module('std', 'prelude');
  for (const path of preludeNames) {
    const names = path.split('::');
    let at = roots.get(names[0]!)!;
    for (const name of names.slice(1)) at = (childOf(at, name)!.target as { id: FactsId }).id;
    put(prelude, names.at(-1)!, { kind: 'item', id: at }, ['type']);
    const record = records[at.index]!;
    if (record.kind !== 'enum') continue;
    record.variants.forEach(({ name }, variant) => {
      put(prelude, name, { kind: 'variant', id: at, variant }, ['type', 'value']);
    });
  }
  for (const name of macroNames) {
    put(std, name, { kind: 'item', id: add({ kind: 'macro', name, parent: std, form: 'bang' }) }, ['macro']);
  }
  const exact = { kind: 'exact' } as const;
  return {
    release: '1.96',
    target: 'x86_64-unknown-linux-gnu',
    crates: [...roots.keys()],
    crate: (name) => roots.get(name) && (records[roots.get(name)!.index] as FactsModule),
    record: (id) => records[id.index]!,
    agreement: () => exact,
    path: (id) => records[id.index]!.name,
    child: (id, name, ns) =>
      children.get(records[id.index]!)?.find((child) => child.name === name && child.namespaces.includes(ns))
        ?.target,
    prelude: () => records[prelude.index] as FactsModule,
    lang: () => undefined,
    implsOfTrait: () => [],
    inherentImpls: () => [],
    implsForSelfHead: () => [],
  };
}

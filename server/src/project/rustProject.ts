import type { FileSystem } from '../base/fileSystem.ts';
import { ancestors, dirname, isAbsolute, isWithin, join } from '../base/paths.ts';
import { isUnknown, type Unknown, unknown } from '../base/unknown.ts';
import { crateCfgSet } from './config/cfgOptions.ts';
import { readFlags } from './config/rustflags.ts';
import type { CrateId, CrateInfo, Environment, ModuleLink, Project, Selection } from './crateGraph.ts';
import { asEdition } from './manifest/targets.ts';
import { chooseToolchain } from './toolchain/toolchain.ts';
import { type ChosenTarget, chooseTarget } from './triple/targetChoice.ts';

/** The names that a project description has for build systems other than cargo; rust-analyzer's. */
export const projectDescriptions: readonly string[] = ['rust-project.json', '.rust-project.json'];

/** A crate of `rust-project.json` as far as it is of use here (rust-analyzer's manual, "Non-Cargo Based Projects"). */
interface DescribedCrate {
  readonly name: string;
  readonly root: string;
  readonly edition: string | undefined;
  readonly version: string;
  readonly deps: readonly { readonly crate: number; readonly name: string }[];
  readonly cfg: readonly string[];
  readonly target: string | undefined;
  readonly env: ReadonlyMap<string, string>;
  readonly isProcMacro: boolean;
  readonly isMember: boolean;
  /** Folders whose files belong to the crate, and those that don't. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** Opens a `rust-project.json`: its crates, with the editions, options, targets and dependencies that it names. */
export function loadRustProject(
  files: FileSystem,
  path: string,
  selection: Selection,
  environment: Environment,
): Project | Unknown {
  const crates = readCrates(files, path);
  if (isUnknown(crates)) return crates;
  const folder = dirname(path);
  const toolchain = chooseToolchain(files, folder, environment);
  const question = { folder, config: { files: [], problems: [] }, environment, toolchain };
  const targetOf = (name: string | undefined): ChosenTarget | Unknown => {
    const selected = selection.target ?? name;
    const selectedBy = selection.target === undefined ? path : (selection.targetFrom ?? '--target');
    return chooseTarget(files, { ...question, selected, selectedBy });
  };
  const problems: Unknown[] = toolchain.problem ? [toolchain.problem] : [];
  const infos = new Map<CrateId, CrateInfo>();
  for (const [index, crate] of crates.entries()) {
    const target = targetOf(crate.isProcMacro ? toolchain.host : crate.target);
    if (isUnknown(target)) problems.push(target);
    else infos.set(`${index}`, describe(`${index}`, crate, target, selection));
  }
  const target = targetOf(crates.find(({ target: name }) => name !== undefined)?.target);
  if (isUnknown(target)) return target;
  return new RustProject({ path, crates, infos, target, toolchain, problems });
}

function readCrates(files: FileSystem, path: string): readonly DescribedCrate[] | Unknown {
  const text = files.readFile(path);
  if (text === undefined) return unknown(`${path} can't be read`);
  const document = parse(text);
  const list = isRecord(document) ? document.crates : undefined;
  if (!Array.isArray(list)) return unknown(`${path} is no project description: it has no list \`crates\``);
  const root = isRecord(document) ? document : {};
  return list.map((crate) => readCrate(isRecord(crate) ? crate : {}, root, dirname(path)));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readCrate(crate: Fields, document: Fields, folder: string): DescribedCrate {
  const text = (key: string) => (typeof crate[key] === 'string' ? crate[key] : undefined);
  const absolute = (path: string) => (isAbsolute(path) ? join(path) : join(folder, path));
  const root = absolute(text('root_module') ?? '');
  const groups = isRecord(document.cfg_groups) ? document.cfg_groups : {};
  const source = isRecord(crate.source) ? crate.source : {};
  const deps = Array.isArray(crate.deps) ? crate.deps.filter(isRecord) : [];
  const env = Object.entries(isRecord(crate.env) ? crate.env : {});
  return {
    name: (text('display_name') ?? crateNameOf(root)).replaceAll('-', '_'),
    root,
    edition: text('edition'),
    version: text('version') ?? '0.0.0',
    deps: deps.map((dep) => ({ crate: Number(dep.crate), name: String(dep.name) })),
    cfg: [...strings(crate.cfg), ...strings(crate.cfg_groups).flatMap((name) => strings(groups[name]))],
    target: text('target'),
    env: new Map(env.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []))),
    isProcMacro: crate.is_proc_macro === true,
    isMember: crate.is_workspace_member !== false,
    include: strings(source.include_dirs).map(absolute),
    exclude: strings(source.exclude_dirs).map(absolute),
  };
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** `app` of `app/lib.rs`, `tool` of `src/tool.rs`. */
function crateNameOf(root: string): string {
  const [file = '', folder = '', above = ''] = root.split('/').toReversed();
  if (file !== 'lib.rs' && file !== 'main.rs') return file.replace(/\.rs$/, '');
  return folder === 'src' ? above : folder;
}

function describe(
  id: CrateId,
  crate: DescribedCrate,
  { facts }: ChosenTarget,
  selection: Selection,
): CrateInfo {
  const { name, root, version, isProcMacro } = crate;
  const isTest = crate.cfg.includes('test') || (selection.test === true && crate.isMember);
  const features = crate.cfg.flatMap((option) => /^feature\s*=\s*"?([^"]*)"?$/.exec(option)?.[1] ?? []);
  return {
    ...{ id, name, packageName: name, version, root, isProcMacro, isTest, target: facts, env: crate.env },
    packageRoot: dirname(root),
    manifestPath: undefined,
    // rust-analyzer requires the edition; rustc's own default is the oldest.
    edition: asEdition(crate.edition) ?? '2015',
    kind: isProcMacro ? 'proc-macro' : root.endsWith('/main.rs') ? 'bin' : 'lib',
    forHost: isProcMacro,
    cfg: crateCfgSet({
      target: facts,
      flags: readFlags([]),
      cfgs: [...crate.cfg, ...(selection.cfgs ?? [])],
      features: new Set(features),
      isTest,
      isProcMacro,
      debugAssertions: true,
      overflowChecks: true,
      panic: undefined,
      scriptCfgs: [],
      fromScript: () => false,
    }),
    features: features.toSorted(),
    hasBuildScript: false,
    buildScriptOutput: undefined,
    origin: crate.isMember ? 'workspace' : 'path',
  };
}

interface RustProjectParts {
  readonly path: string;
  readonly crates: readonly DescribedCrate[];
  readonly infos: Map<CrateId, CrateInfo>;
  readonly target: ChosenTarget;
  readonly toolchain: Project['toolchain'];
  readonly problems: readonly Unknown[];
}

class RustProject implements Project {
  readonly workspaceRoot: string;
  readonly members: readonly string[];
  readonly target: ChosenTarget;
  readonly toolchain: Project['toolchain'];
  readonly problems: readonly Unknown[];
  readonly refusals: readonly Unknown[] = [];
  readonly inputs: () => readonly string[];
  readonly graph: Project['graph'];
  readonly #parts: RustProjectParts;

  constructor(parts: RustProjectParts) {
    this.#parts = parts;
    this.workspaceRoot = dirname(parts.path);
    this.members = [parts.path];
    this.target = parts.target;
    this.toolchain = parts.toolchain;
    this.problems = parts.problems;
    this.inputs = () => [parts.path];
    this.graph = {
      roots: [...parts.infos.keys()].filter((id) => parts.crates[Number(id)]!.isMember),
      crate: (id) => this.#info(id),
      dependency: (id, name) => this.#dependencies(id).find((dep) => dep.name === name)?.crate,
      dependencies: (id) => this.#dependencies(id),
    };
  }

  #info(id: CrateId): CrateInfo {
    const info = this.#parts.infos.get(id);
    if (info === undefined) throw new Error(`${id} is no id of this project`);
    return info;
  }

  #dependencies(id: CrateId) {
    const crate = this.#parts.crates[Number.parseInt(id, 10)];
    return (crate?.deps ?? []).map(({ crate: at, name }) => ({
      name,
      crate: this.#parts.infos.has(`${at}`)
        ? `${at}`
        : unknown(`${this.#parts.path} has no crate ${at} to be \`${name}\``),
    }));
  }

  crateOfFile(path: string): readonly CrateId[] {
    const rank = (crate: DescribedCrate): number | undefined => {
      if (crate.root === path) return Number.POSITIVE_INFINITY;
      if (crate.exclude.some((folder) => isWithin(path, folder))) return undefined;
      const folders = [dirname(crate.root), ...crate.include].filter((folder) => isWithin(path, folder));
      return folders.length === 0 ? undefined : Math.max(...folders.map((folder) => folder.length));
    };
    return this.#parts.crates
      .map((crate, index) => ({ id: `${index}`, rank: rank(crate) }))
      .filter(({ id, rank: at }) => at !== undefined && this.#parts.infos.has(id))
      .sort((a, b) => b.rank! - a.rank!)
      .map(({ id }) => id);
  }

  cratesOfPackage(path: string): readonly CrateId[] {
    return ancestors(dirname(path)).includes(this.workspaceRoot) ? this.crateOfFile(path) : [];
  }

  cratesTouchedBy(path: string): readonly CrateId[] {
    const touched = new Set(this.crateOfFile(path));
    return [...this.#parts.infos.keys()].filter((id) => touched.has(`${Number.parseInt(id, 10)}`));
  }

  withLinks(crate: CrateId, links: readonly ModuleLink[]): CrateId {
    const id = `${Number.parseInt(crate, 10)} + ${JSON.stringify(links)}`;
    this.#parts.infos.set(id, { ...this.#info(crate), id, links });
    return id;
  }

  withoutTest(): undefined {
    return undefined;
  }
}

// Which rustc command compiles the library of a crate: the plan that the layout oracle then repeats.
// The crate (its whole workspace, if it has one) is copied, and a driver package that depends on the copy is checked with
// an unmodified `cargo check -vv`: build scripts and features are as for a user, dev-dependencies are not needed.

import fs from 'node:fs';
import path from 'node:path';
import { cargo, OracleFailure, requireRustc, run } from './process.ts';
import type { DependencyEntry } from './rustLayout.ts';

export interface OracleOptions {
  /** A crate's folder, or one `.rs` file. */
  readonly input: string;
  readonly features?: readonly string[];
  readonly defaultFeatures?: boolean;
  readonly target?: string | undefined;
  /** A directory source that stands in crates.io's place. */
  readonly registry?: string | undefined;
  /** Cargo's target folder, to share built dependencies between runs. */
  readonly targetDir?: string | undefined;
  /** Of a single file; 2021 unless said. */
  readonly edition?: string | undefined;
  /** `--cfg`s of a single file. */
  readonly cfg?: readonly string[];
  /** False leaves items inside macro calls alone: they are then all `skipped`. */
  readonly macros?: boolean;
}

export interface RustcPlan {
  readonly crate: string;
  readonly version: string;
  readonly edition: string;
  readonly features: readonly string[];
  /** The copied crate's folder. */
  readonly root: string;
  /** Where rustc runs; its arguments are relative to it. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly program: string;
  readonly args: readonly string[];
  /** The crate's own files that rustc read, relative to `root`. */
  readonly compiled: readonly string[];
  readonly dependencies: readonly DependencyEntry[];
}

/** The plan for a single file, copied into `temp`. */
export function planFile(options: OracleOptions, temp: string): RustcPlan {
  const source = fs.realpathSync(options.input);
  const name = path.basename(source);
  const edition = options.edition ?? '2021';
  fs.copyFileSync(source, path.join(temp, name));
  const target = options.target ? ['--target', options.target] : [];
  const cfg = (options.cfg ?? []).flatMap((c) => ['--cfg', c]);
  return {
    crate: path.basename(name, '.rs').replace(/\W/g, '_'),
    version: '',
    edition,
    features: [],
    root: temp,
    cwd: temp,
    env: {},
    program: 'rustc',
    args: ['--crate-type=lib', '--edition', edition, name, ...cfg, ...target],
    compiled: [name],
    dependencies: [],
  };
}

/** Copies the crate into `temp`, checks it with cargo, and says how its library is compiled. */
export function planCrate(options: OracleOptions, temp: string): RustcPlan {
  const subject = copyCrate(fs.realpathSync(options.input), temp);
  const driver = writeDriver(options, subject, temp);
  const target = options.target ? ['--target', options.target] : [];
  const env = {
    ...process.env,
    RUSTFLAGS: '--cap-lints=warn',
    CARGO_TARGET_DIR: path.resolve(options.targetDir ?? path.join(temp, 'target')),
    CARGO_INCREMENTAL: '0',
    CARGO_TERM_COLOR: 'never',
  };
  const { stderr } = cargo(['check', '--offline', '-vv', ...target], { cwd: driver, env });
  const command = runningCommand(stderr, subject);
  const rootFile = command.args.find((a) => a.endsWith('.rs'));
  // Cargo runs rustc in the workspace root, and names the crate's root file relative to it (or absolutely).
  const cwd = [subject.copy, subject.copyRoot].find(
    (dir) => rootFile && fs.existsSync(path.resolve(dir, rootFile)),
  );
  if (!cwd) throw new OracleFailure(`rustc's root file is not to be found: ${rootFile}`);
  return {
    crate: subject.crate,
    version: subject.version,
    edition: subject.edition,
    root: subject.copy,
    cwd,
    ...command,
    compiled: compiledFiles(dependencyFile(command.args, subject.crate), cwd, subject.copy),
    ...resolvedGraph(subject, options, driver, env),
  };
}

/** The crate under test: its folder and workspace, and the copies of both. */
interface Subject {
  readonly root: string;
  readonly copyRoot: string;
  readonly copy: string;
  readonly packageName: string;
  /** The library's name as rustc has it. */
  readonly crate: string;
  readonly version: string;
  readonly edition: string;
}

interface CargoTarget {
  readonly name: string;
  readonly kind: readonly string[];
  readonly edition: string;
}

interface CargoPackage {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly manifest_path: string;
  readonly targets: readonly CargoTarget[];
}

interface CargoMetadata {
  readonly packages: readonly CargoPackage[];
  readonly resolve: {
    readonly nodes: readonly { readonly id: string; readonly features: readonly string[] }[];
  } | null;
}

function copyCrate(crateDir: string, temp: string): Subject {
  const manifestPath = path.join(crateDir, 'Cargo.toml');
  const located = run(
    'cargo',
    ['locate-project', '--workspace', '--message-format=plain', '--manifest-path', manifestPath],
    { cwd: temp },
  );
  const root = located.ok ? path.dirname(located.stdout.toString().trim()) : crateDir;
  const copyRoot = path.join(temp, 'copy');
  copyTree(root, copyRoot);
  const copy = path.join(copyRoot, path.relative(root, crateDir));
  const { packages } = metadata(['--no-deps'], { cwd: copy });
  const manifest = packages.find((p) => p.manifest_path === path.join(copy, 'Cargo.toml'));
  const library = manifest?.targets.find((t) => t.kind.some((k) => /lib$|proc-macro/.test(k)));
  if (!manifest || !library) throw new OracleFailure(`no library in ${crateDir}`);
  const crate = library.name.replaceAll('-', '_');
  return {
    root,
    copyRoot,
    copy,
    packageName: manifest.name,
    crate,
    version: manifest.version,
    edition: library.edition,
  };
}

function copyTree(from: string, to: string): void {
  const skip = new Set(['target', '.git', 'node_modules', 'rust-toolchain', 'rust-toolchain.toml']);
  const filter = (file: string): boolean => file === from || !skip.has(path.basename(file));
  fs.cpSync(from, to, { recursive: true, dereference: true, filter });
}

/** A package that depends on the copy: cargo then needs neither its dev-dependencies nor unused optional ones. */
function writeDriver(options: OracleOptions, subject: Subject, temp: string): string {
  const driver = path.join(temp, 'driver');
  const quoted = JSON.stringify;
  fs.mkdirSync(path.join(driver, 'src'), { recursive: true });
  fs.mkdirSync(path.join(driver, '.cargo'));
  fs.writeFileSync(path.join(driver, 'src/lib.rs'), '');
  fs.writeFileSync(
    path.join(driver, 'Cargo.toml'),
    `[package]\nname = "layout-oracle-driver"\nversion = "0.0.0"\nedition = "2021"\n[workspace]\n` +
      `[dependencies.subject]\npackage = ${quoted(subject.packageName)}\npath = ${quoted(subject.copy)}\n` +
      `default-features = ${options.defaultFeatures ?? true}\nfeatures = ${quoted(options.features ?? [])}\n`,
  );
  const lock = path.join(subject.root, 'Cargo.lock');
  if (options.registry) {
    const replacement = `[source.crates-io]\nreplace-with = "local"\n[source.local]\ndirectory = ${quoted(path.resolve(options.registry))}\n`;
    fs.writeFileSync(path.join(driver, '.cargo/config.toml'), replacement);
  } else if (fs.existsSync(lock)) fs.copyFileSync(lock, path.join(driver, 'Cargo.lock'));
  return driver;
}

function metadata(args: readonly string[], options: { cwd: string; env?: NodeJS.ProcessEnv }): CargoMetadata {
  return JSON.parse(
    cargo(['metadata', '--offline', '--format-version=1', ...args], options).stdout,
  ) as CargoMetadata;
}

/** The dependencies in use, each with the folder of its source (the original one, where it lies in the workspace). */
function resolvedGraph(
  subject: Subject,
  options: OracleOptions,
  driver: string,
  env: NodeJS.ProcessEnv,
): Pick<RustcPlan, 'dependencies' | 'features'> {
  const platform = options.target ?? requireRustc().host;
  const { packages, resolve } = metadata(['--filter-platform', platform], { cwd: driver, env });
  const used = new Map(resolve?.nodes.map((n) => [n.id, n.features]));
  const self = packages.find((p) => p.manifest_path === path.join(subject.copy, 'Cargo.toml'));
  const dependencies = packages
    .filter((p) => used.has(p.id) && p !== self && p.name !== 'layout-oracle-driver')
    .map((p) => {
      const dir = path.dirname(p.manifest_path);
      const inCopy = path.relative(subject.copyRoot, dir);
      const source = inCopy.startsWith('..') ? dir : path.join(subject.root, inCopy);
      return { name: p.name, version: p.version, dir: source, features: used.get(p.id) ?? [] };
    });
  return { dependencies, features: (self && used.get(self.id)) ?? [] };
}

type Command = Pick<RustcPlan, 'env' | 'program' | 'args'>;

/** The command for the subject's library among those that `cargo -vv` printed. */
function runningCommand(stderr: string, subject: Subject): Command {
  for (const match of stderr.matchAll(/^ *Running `/gm)) {
    const words = shellWords(stderr, match.index + match[0].length);
    const program = words.findIndex((w) => !/^\w+=/.test(w));
    if (program < 0 || words[words.indexOf('--crate-name') + 1] !== subject.crate) continue;
    const pairs = words
      .slice(0, program)
      .map((w) => [w.slice(0, w.indexOf('=')), w.slice(w.indexOf('=') + 1)]);
    const env = Object.fromEntries(pairs) as Record<string, string>;
    if (env.CARGO_MANIFEST_DIR === subject.copy)
      return { env, program: words[program]!, args: words.slice(program + 1) };
  }
  throw new OracleFailure(`cargo printed no rustc command for ${subject.crate}`);
}

/** The words of a command that cargo prints between backquotes, as a shell would split it, from offset `from`. */
function shellWords(text: string, from: number): string[] {
  const words: string[] = [];
  let word: string | null = null;
  for (let at = from; at < text.length && text[at] !== '`'; at++) {
    if (text[at] === ' ') {
      if (word !== null) words.push(word);
      word = null;
    } else if (text[at] === "'") {
      const end = text.indexOf("'", at + 1);
      word = (word ?? '') + text.slice(at + 1, end);
      at = end;
    } else word = (word ?? '') + (text[at] === '\\' ? text[++at] : text[at]);
  }
  if (word !== null) words.push(word);
  return words;
}

function dependencyFile(args: readonly string[], crate: string): string {
  const outDir = args[args.indexOf('--out-dir') + 1]!;
  const extra = args.find((a) => a.startsWith('extra-filename='))?.slice('extra-filename='.length) ?? '';
  return path.join(outDir, `${crate}${extra}.d`);
}

/** The crate's own source files that rustc read, from its `.d` file; relative to the crate's folder. */
function compiledFiles(depFile: string, cwd: string, root: string): string[] {
  const files = new Set<string>();
  for (const line of fs.readFileSync(depFile, 'utf8').split('\n')) {
    const file = /^(.*\.rs):$/.exec(line)?.[1]?.replaceAll('\\ ', ' ');
    const relative = file && path.relative(root, path.resolve(cwd, file));
    if (relative && !relative.startsWith('..')) files.add(relative);
  }
  return [...files].sort();
}

import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** Environment variables, and the user's home folder. */
export interface Surroundings {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** A toolchain's standard library in source, found without running anything. */
export interface StdSource {
  /** The folder with `core`, `alloc` and `std`. */
  readonly library: string;
  /** `1.98.1`, `1.99.0-nightly` */
  readonly release: string;
  /** The commit that the compiler was built from, as far as it says: `48a229cea`. */
  readonly commit?: string;
}

/**
 * The source of the standard library of a toolchain: that in a folder, if one is named, else that of the toolchain that
 * cargo would use. It lies in the toolchain itself (rustup's component `rust-src`), where `RUST_SRC_PATH` says (nix), or
 * where distributions put it. A text says why there is none.
 *
 * @param sysroot a toolchain's folder, or one with the library's source
 * @param channel what `rust-toolchain.toml` names
 */
export function findStdSource(
  sysroot: string | undefined,
  channel: string | undefined,
  surroundings: Surroundings,
): StdSource | string {
  const root = sysroot ?? sysrootOf(channel, surroundings);
  const library = libraryIn(root, sysroot === undefined ? surroundings : undefined);
  if (library === undefined) {
    const place =
      root === undefined ? 'no toolchain is installed' : `${root} holds no source of the standard library`;
    return `${place}; \`rustup component add rust-src\` brings it`;
  }
  const said = root === undefined ? undefined : (compilerOf(root) ?? manifestOf(root));
  const release = said?.release ?? releaseOfSource(library);
  if (release === undefined) return `which release of Rust ${library} belongs to can't be told`;
  return { library: slashed(library), release, ...(said?.commit && { commit: said.commit }) };
}

/** The folder of the toolchain that cargo would use: rustup's, or that of the first `rustc` in the search path. */
function sysrootOf(channel: string | undefined, { variables, home }: Surroundings): string | undefined {
  const rustup = variables.RUSTUP_HOME ?? path.join(home, '.rustup');
  const name = variables.RUSTUP_TOOLCHAIN ?? channel ?? defaultToolchain(rustup);
  const toolchains = path.join(rustup, 'toolchains');
  const folders = attempt(() => readdirSync(toolchains)) ?? [];
  const found = folders.find((f) => f === name) ?? folders.find((f) => f.startsWith(`${name}-`));
  if (name !== undefined && found !== undefined) return realpath(path.join(toolchains, found));
  for (const folder of (variables.PATH ?? '').split(path.delimiter)) {
    const rustc = path.join(folder, 'rustc');
    if (folder === '' || !existsSync(rustc)) continue;
    const root = path.dirname(path.dirname(realpath(rustc)));
    if (existsSync(path.join(root, 'lib/rustlib'))) return root;
  }
  return undefined;
}

function defaultToolchain(rustup: string): string | undefined {
  const text = attempt(() => readFileSync(path.join(rustup, 'settings.toml'), 'utf8'));
  return text && /^default_toolchain\s*=\s*"([^"]+)"/m.exec(text)?.[1];
}

function libraryIn(root: string | undefined, surroundings: Surroundings | undefined): string | undefined {
  const named = surroundings?.variables.RUST_SRC_PATH;
  const places = [
    ...(named ? [named, path.join(named, 'library')] : []),
    ...(root ? ['lib/rustlib/src/rust/library', 'library', '.'].map((inner) => path.join(root, inner)) : []),
    ...(surroundings ? distributionSources() : []),
  ];
  const found = places.find((folder) => existsSync(path.join(folder, 'core/src/lib.rs')));
  return found && realpath(found);
}

/** Debian has it in `/usr/src/rustc-1.85.0`, others in the system's own toolchain folder. */
function distributionSources(): readonly string[] {
  const folders = attempt(() => readdirSync('/usr/src')) ?? [];
  const debian = folders.filter((name) => /^rustc-1\.\d+\.\d+/.test(name)).sort();
  return ['/usr/lib/rustlib/src/rust/library', ...debian.map((name) => `/usr/src/${name}/library`)];
}

// ---------------------------------------------------------------------------------------------- which release it is

interface Identity {
  readonly release: string;
  readonly commit?: string;
}

/** Bytes of a library's beginning in which the version stands: in an archive the metadata is not what comes first. */
const HEAD = 256 * 1024;

/** core's metadata begins with the version of the compiler that made it (rustc_metadata::rmeta, `rustc_version`). */
function compilerOf(root: string): Identity | undefined {
  const rustlib = path.join(root, 'lib/rustlib');
  for (const triple of attempt(() => readdirSync(rustlib)) ?? []) {
    const folder = path.join(rustlib, triple, 'lib');
    const names = (attempt(() => readdirSync(folder)) ?? []).filter((name) =>
      /^libcore-\w+\.r(?:meta|lib)$/.test(name),
    );
    for (const name of names.sort().reverse()) {
      const version = versionIn(headOf(path.join(folder, name)) ?? '');
      if (version) return version;
    }
  }
  return undefined;
}

/** `rustc 1.98.1 (48a229cea 2026-09-01)`, maybe without a commit: `rustc 1.98.1 (built from a source tarball)` */
export function versionIn(text: string): Identity | undefined {
  const [, release, commit] =
    /rustc (\d+\.\d+\.\d+(?:-[a-z]+(?:\.\d+)?)?)(?: \(([\da-f]{7,40}) \d{4}-\d\d-\d\d\))?/.exec(text) ?? [];
  return release === undefined ? undefined : { release, ...(commit !== undefined && { commit }) };
}

/** `[pkg.rustc]` with `version = "1.95.0 (59807616e 2026-04-14)"` in rustup's manifest of some megabytes. */
function manifestOf(root: string): Identity | undefined {
  const text = attempt(() =>
    readFileSync(path.join(root, 'lib/rustlib/multirust-channel-manifest.toml'), 'latin1'),
  );
  const version = text && /^\[pkg\.rustc\]\s+version\s*=\s*"([^"]+)"/m.exec(text)?.[1];
  return version ? versionIn(`rustc ${version}`) : undefined;
}

/** Source without a compiler: the file `version` of a source tarball, or the name of a distribution's folder. */
function releaseOfSource(library: string): string | undefined {
  const parent = path.dirname(library);
  for (const file of ['version', 'src/version']) {
    const text = attempt(() => readFileSync(path.join(parent, file), 'utf8'));
    const release = text && /^(\d+\.\d+\.\d+\S*)/.exec(text.trim())?.[1];
    if (release) return release;
  }
  return /rustc?-(\d+\.\d+\.\d+)/.exec(parent)?.[1];
}

function headOf(file: string): string | undefined {
  return attempt(() => {
    const descriptor = openSync(file, 'r');
    try {
      const buffer = Buffer.alloc(HEAD);
      return buffer.toString('latin1', 0, readSync(descriptor, buffer));
    } finally {
      closeSync(descriptor);
    }
  });
}

function realpath(file: string): string {
  return attempt(() => realpathSync(file)) ?? file;
}

function slashed(file: string): string {
  return file.split(path.sep).join('/');
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

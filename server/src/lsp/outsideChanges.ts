import type { FileSystem } from '../base/fileSystem.ts';
import { join } from '../base/paths.ts';
import type { Analysis, Platform } from '../engine/analysis.ts';
import { cargoHomeOf } from '../project/config/cargoConfig.ts';
import { rustupHomeOf } from '../project/toolchain/toolchain.ts';

/** So often is looked at what no client watches, at most, in milliseconds. */
const PERIOD = 2000;

/** A change younger than this may still be going on, in milliseconds. */
const SETTLED = 1000;

/**
 * What changes a project without any file of the workspace changing: `cargo fetch` puts sources into cargo's home,
 * `cargo build` leaves the output of build scripts, rustup installs toolchains. No client watches there, so it is looked
 * at now and then when somebody asks: by the times of a few folders.
 */
export class OutsideChanges {
  readonly #files: FileSystem;
  readonly #folders: readonly string[];
  readonly #roots: readonly string[];
  readonly #before: string;
  #looked = Date.now();

  constructor({ files, environment }: Platform, { project }: Analysis) {
    this.#files = files;
    const cargo = cargoHomeOf(environment);
    const rustup = rustupHomeOf(environment);
    const target = environment.variables?.CARGO_TARGET_DIR ?? join(project.workspaceRoot, 'target');
    const builds = ['', project.target.facts.triple].flatMap((triple) =>
      ['debug', 'release'].map((profile) => join(target, triple, profile, 'build')),
    );
    this.#folders = [
      join(project.workspaceRoot, 'Cargo.lock'),
      ...(rustup === undefined ? [] : [join(rustup, 'settings.toml'), join(rustup, 'toolchains')]),
    ];
    // What lies in these folders counts too.
    const sources = cargo === undefined ? [] : [join(cargo, 'registry/src'), join(cargo, 'git/checkouts')];
    this.#roots = [...sources, ...builds];
    this.#before = this.#signature().text;
  }

  /** Whether something has changed since this was made, and has come to rest. */
  haveHappened(): boolean {
    const now = Date.now();
    if (now - this.#looked < PERIOD) return false;
    this.#looked = now;
    const { text, newest } = this.#signature();
    return text !== this.#before && now - newest > SETTLED;
  }

  #signature(): { readonly text: string; readonly newest: number } {
    const parts: string[] = [];
    let newest = 0;
    const look = (path: string): void => {
      const mtime = this.#files.stat?.(path)?.mtime;
      if (mtime === undefined) return;
      parts.push(`${path} ${mtime}`);
      newest = Math.max(newest, mtime);
    };
    for (const folder of this.#folders) look(folder);
    for (const root of this.#roots) {
      look(root);
      for (const { name, kind } of this.#files.readDirectory(root) ?? [])
        if (kind === 'directory') look(join(root, name));
    }
    return { text: parts.join('\n'), newest };
  }
}

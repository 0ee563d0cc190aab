import type { FileSystem } from '../../base/fileSystem.ts';
import { join } from '../../base/paths.ts';
import { isUnknown } from '../../base/unknown.ts';
import type { DependencyDeclaration } from '../manifest/dependencyDeclarations.ts';
import { withSubfolders } from '../manifest/globs.ts';
import type { ManifestStore } from '../manifest/manifestStore.ts';
import type { OpenPackage, PackageGraph } from '../packages/packageGraph.ts';
import { readEmissions, type ScriptEmissions } from './scriptWords.ts';

interface TextsInput {
  readonly fs: FileSystem;
  readonly store: ManifestStore;
  readonly packages: PackageGraph;
}

/** Reads the texts of build scripts and of the crates that help them, each once. */
export class BuildScriptTexts {
  readonly #input: TextsInput;
  readonly #scripts = new Map<string, { readonly path: string | undefined; readonly script: string }>();
  readonly #emissions = new Map<string, ScriptEmissions>();
  readonly #emitting = new Map<string, readonly string[]>();

  constructor(input: TextsInput) {
    this.#input = input;
  }

  /** A package's build script; cfg questions come by the thousand, so its file is looked for once. */
  script(open: OpenPackage): { readonly path: string | undefined; readonly script: string } {
    let found = this.#scripts.get(open.key);
    if (found === undefined) {
      const path = this.#input.store.buildScript(open.manifest);
      found = { path, script: path === undefined ? '' : (this.#input.fs.readFile(path) ?? '') };
      this.#scripts.set(open.key, found);
    }
    return found;
  }

  /** The options that a package's build script can set. */
  emissions(open: OpenPackage, path: string, script: string): ScriptEmissions {
    let emissions = this.#emissions.get(open.key);
    if (emissions === undefined) {
      emissions = readEmissions(this.#withScriptModules(open, path, script), this.#helperTexts(open));
      this.#emissions.set(open.key, emissions);
    }
    return emissions;
  }

  /** A script in a folder of its own (`build/main.rs`) can have modules beside it, and any can be included. */
  #withScriptModules(open: OpenPackage, path: string, script: string): string {
    if (!/\b(mod\s+\w+\s*;|include!)/.test(script)) return script;
    const { fs } = this.#input;
    const folder = path.slice(0, path.lastIndexOf('/'));
    const own = folder === open.manifest.folder ? [join(folder, 'build')] : withSubfolders(fs, folder, true);
    const named = [...script.matchAll(/(?:include!\s*\(\s*|path\s*=\s*)"([^"]+)"|\bmod\s+(\w+)\s*;/g)];
    const files = named.map(([, file, name]) => join(folder, file ?? `${name}.rs`));
    return [
      script,
      ...files.map((file) => fs.readFile(file) ?? ''),
      ...own.flatMap((at) => this.#sources(at)),
    ].join('\n');
  }

  #sources(folder: string): readonly string[] {
    const { fs } = this.#input;
    const files = (fs.readDirectory(folder) ?? []).filter(
      ({ kind, name }) => kind === 'file' && name.endsWith('.rs'),
    );
    return files.map(({ name }) => fs.readFile(join(folder, name)) ?? '');
  }

  /**
   * The sources of the crates that a build script uses, and of those that they use in turn (a release of
   * `autocfg` does no more than hand on the next one's functions): only they can set options in its stead.
   */
  #helperTexts(open: OpenPackage): readonly string[] {
    const keys = this.#dependencyKeys(open, 'build');
    const seen = new Set(keys);
    const texts: string[] = [];
    for (const key of seen) {
      const helper = this.#input.packages.open(key);
      if (isUnknown(helper)) continue;
      texts.push(...this.#emittingTexts(helper));
      for (const further of this.#dependencyKeys(helper, 'normal')) seen.add(further);
    }
    return texts;
  }

  /** The `links` keys of the packages that a package depends on, those of other platforms too. */
  dependencyLinks(open: OpenPackage): readonly string[] {
    const keys = [...this.#dependencyKeys(open, 'normal'), ...this.#dependencyKeys(open, 'build')];
    return keys.flatMap((key) => {
      const dependency = this.#input.packages.open(key);
      return isUnknown(dependency) ? [] : (dependency.manifest.env.get('CARGO_MANIFEST_LINKS') ?? []);
    });
  }

  #dependencyKeys(open: OpenPackage, kind: DependencyDeclaration['kind']): readonly string[] {
    return open.manifest.dependencies.flatMap((declaration) => {
      if (declaration.kind !== kind) return [];
      const key = this.#input.packages.resolve(open.key, declaration);
      return isUnknown(key) ? [] : [key];
    });
  }

  /** A library's files that can print a `rustc-cfg`. */
  #emittingTexts(open: OpenPackage): readonly string[] {
    let texts = this.#emitting.get(open.key);
    if (texts === undefined) {
      const library = this.#input.store.library(open.manifest);
      const folder = library?.root.slice(0, library.root.lastIndexOf('/'));
      const folders = folder === undefined ? [] : withSubfolders(this.#input.fs, folder, true);
      texts = folders.flatMap((at) => this.#sources(at)).filter((text) => text.includes('rustc-cfg'));
      this.#emitting.set(open.key, texts);
    }
    return texts;
  }
}

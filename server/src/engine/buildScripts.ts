import type { FileSystem } from '../base/fileSystem.ts';
import { join } from '../base/paths.ts';
import { emits, scriptEmissions } from '../buildScripts/decide.ts';
import type { Emissions } from '../buildScripts/emissions.ts';
import type { BuildScriptCfgQuestion, BuildScriptQuestion, Environment } from '../project/crateGraph.ts';
import type { SourceParser } from '../syntax/sourceParser.ts';

/**
 * Answers what build scripts set and write, by reading the scripts (see `buildScripts/interpreter.ts`):
 * once for each package, target and set of features.
 */
export class BuildScriptReader {
  readonly #files: FileSystem;
  readonly #parser: SourceParser;
  readonly #environment: Environment;
  readonly #release: () => string;
  readonly #known = new Map<string, Emissions | undefined>();
  /** The questions by the folder that stands for the answer's `OUT_DIR`. */
  readonly #folders = new Map<string, BuildScriptQuestion>();

  /** @param release of the rustc that would compile the package; asked for late, as it may depend on the project */
  constructor(files: FileSystem, parser: SourceParser, environment: Environment, release: () => string) {
    this.#files = files;
    this.#parser = parser;
    this.#environment = environment;
    this.#release = release;
  }

  /** Whether a script sets an option; undefined where that can't be told. */
  decides(question: BuildScriptCfgQuestion): boolean | undefined {
    const emissions = this.#emissions(question);
    return emissions && emits(emissions, question.name, question.value);
  }

  /** A folder that stands for the `OUT_DIR` of a script that no build has run. */
  folder(question: BuildScriptQuestion): string {
    const { packageRoot, target, features } = question;
    const folder = join(packageRoot, `<OUT_DIR ${target.triple} ${features.join()}>`);
    this.#folders.set(folder, question);
    return folder;
  }

  /** The user's files, and those that scripts would write into such folders. */
  withGenerated(): FileSystem {
    const { readFile, ...files } = boundTo(this.#files);
    return { ...files, readFile: (path) => this.#generated(path) ?? readFile(path) };
  }

  #generated(path: string): string | undefined {
    const at = path.indexOf('>/');
    const question = at < 0 ? undefined : this.#folders.get(path.slice(0, at + 1));
    return question && this.#emissions(question)?.files.get(path.slice(at + 2));
  }

  #emissions(question: BuildScriptQuestion): Emissions | undefined {
    const { packageRoot, target, features } = question;
    const key = `${packageRoot} ${target.triple} ${features.join()}`;
    if (!this.#known.has(key)) this.#known.set(key, this.#read(question));
    return this.#known.get(key);
  }

  #read(question: BuildScriptQuestion): Emissions | undefined {
    const { packageName, version, script, path, packageRoot, target, features, variables } = question;
    const environment = this.#environment;
    const hostOptions = environment.targetCfg(environment.host) ?? [];
    const world = {
      // `rustc --version` always prints three numbers, and scripts count on that.
      release: this.#release().replace(/^(\d+\.\d+)(?=$|-)/, '$1.0'),
      target: target.triple,
      host: environment.host,
      targetOptions: [...target.cfg, ...question.cfgs],
      changesTargetFeatures: question.changesTargetFeatures,
      ownCfg: {
        option: (name: string, value: string | undefined) =>
          name === 'feature'
            ? features.includes(value ?? '')
            : hostOptions.includes(value === undefined ? name : `${name}="${value}"`),
      },
      packageName,
      version,
      features,
      dependencyLinks: question.dependencyLinks,
      variables,
      readFile: (file: string) => this.#files.readFile(join(packageRoot, file)),
    };
    const relative = path.startsWith(`${packageRoot}/`) ? path.slice(packageRoot.length + 1) : path;
    return scriptEmissions({ text: script, path: relative, world }, this.#parser);
  }
}

function boundTo(files: FileSystem): FileSystem {
  return {
    readFile: (path) => files.readFile(path),
    readDirectory: (path) => files.readDirectory(path),
    ...(files.stat && { stat: (path) => files.stat!(path) }),
    ...(files.realPath && { realPath: (path) => files.realPath!(path) }),
  };
}

import type { FileSystem } from '../base/fileSystem.ts';
import { join } from '../base/paths.ts';
import { emits, scriptEmissions } from '../project/buildScripts/decide.ts';
import type { Emissions } from '../project/buildScripts/interpreter.ts';
import type { BuildScriptCfgQuestion, Environment } from '../project/crateGraph.ts';
import type { SourceParser } from '../syntax/sourceParser.ts';

/**
 * Answers which options build scripts set, by reading the scripts (see `project/buildScripts/interpreter.ts`):
 * once for each package, target and set of features.
 *
 * @param release of the rustc that would compile the package; asked for late, as it may hang on the project
 */
export function buildScriptReader(
  files: FileSystem,
  parser: SourceParser,
  environment: Environment,
  release: () => string,
): (question: BuildScriptCfgQuestion) => boolean | undefined {
  const known = new Map<string, Emissions | undefined>();
  return (question) => {
    const { packageRoot, target, features } = question;
    const key = `${packageRoot} ${target} ${features.join()}`;
    if (!known.has(key)) known.set(key, read(question));
    const emissions = known.get(key);
    return emissions && emits(emissions, question.name, question.value);
  };

  function read({
    packageName,
    version,
    script,
    path,
    packageRoot,
    target,
    features,
  }: BuildScriptCfgQuestion) {
    const hostOptions = environment.targetCfg(environment.host) ?? [];
    const world = {
      // `rustc --version` always prints three numbers, and scripts count on that.
      release: release().replace(/^(\d+\.\d+)(?=$|-)/, '$1.0'),
      target,
      host: environment.host,
      targetOptions: environment.targetCfg(target) ?? [],
      ownCfg: {
        option: (name: string, value: string | undefined) =>
          name === 'feature'
            ? features.includes(value ?? '')
            : hostOptions.includes(value === undefined ? name : `${name}="${value}"`),
      },
      packageName,
      version,
      features,
      variables: environment.variables ?? {},
      readFile: (file: string) => files.readFile(join(packageRoot, file)),
    };
    const relative = path.startsWith(`${packageRoot}/`) ? path.slice(packageRoot.length + 1) : path;
    return scriptEmissions({ text: script, path: relative, world }, parser);
  }
}

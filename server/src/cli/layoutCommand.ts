import path from 'node:path';
import type { RustLayoutV1 } from '../../../shared/layoutJson.ts';
import { contained } from '../base/contained.ts';
import { isUnknown } from '../base/unknown.ts';
import type { Analysis } from '../engine/analysis.ts';
import { findType } from '../features/findType.ts';
import { listLayouts } from '../features/layoutJson.ts';
import { nearestReason } from '../features/view/nearest.ts';
import { describeType } from '../features/view/typeFacts.ts';
import type { NodePlatform } from '../node/nodePlatform.ts';
import type { CrateInfo } from '../project/crateGraph.ts';
import { CliError } from './cliError.ts';
import { mainCrate } from './mainCrate.ts';
import { openProject } from './openProject.ts';
import { renderType } from './renderLayout.ts';
import type { ProjectOptions, Terminal } from './run.ts';
import { createPaint } from './text.ts';

interface LayoutOptions extends ProjectOptions {
  readonly type?: string;
  readonly json?: boolean;
}

/** `layout [PATH]`: every type of the main crate, or one, as text or `rust-layout/1`. */
export function layoutCommand(
  given: string,
  options: LayoutOptions,
  platform: NodePlatform,
  terminal: Terminal,
): void {
  const { analysis, root } = openProject(given, options, platform, terminal);
  const crate = mainCrate(analysis, given);
  const json = options.json ? layoutJson(analysis, crate, root) : undefined;
  if (options.type !== undefined) printOne(options.type, analysis, crate, platform, terminal, json);
  else if (json) terminal.out(`${JSON.stringify(json, null, 1)}\n`);
  else printAll(analysis, crate, root, terminal);
}

function layoutJson(analysis: Analysis, crate: CrateInfo, root: string): RustLayoutV1 {
  const relative = (file: string) => path.posix.relative(root, file);
  const { types, unresolved } = listLayouts(crate.id, analysis.engine, relative);
  return {
    schema: 'rust-layout/1',
    rustc: analysis.release.name,
    ...(analysis.release.describedAs !== undefined && { describedAs: analysis.release.describedAs }),
    target: analysis.target,
    crate: crate.name,
    version: crate.version,
    edition: crate.edition,
    features: crate.features,
    types,
    unresolved,
  };
}

function printOne(
  name: string,
  analysis: Analysis,
  crate: CrateInfo,
  platform: NodePlatform,
  terminal: Terminal,
  json: RustLayoutV1 | undefined,
): void {
  const found = findType(name, crate.id, analysis.engine, platform.parser);
  if (isUnknown(found)) throw new CliError(`no type \`${name}\` in ${crate.name}: ${found.reason}`);
  const view = describeType(found.ty, found.env, analysis.engine);
  if (json) {
    const last = view.name;
    const types = json.types.filter((t) => t.name === last);
    const unresolved = json.unresolved.filter((t) => t.name === last);
    terminal.out(`${JSON.stringify({ ...json, types, unresolved, view }, null, 1)}\n`);
    return;
  }
  terminal.out(
    `${figuresFor(analysis)}\n\n${renderType(view, createPaint(terminal.colors), terminal.columns)}`,
  );
}

function printAll(analysis: Analysis, crate: CrateInfo, root: string, terminal: Terminal): void {
  const paint = createPaint(terminal.colors);
  const { engine } = analysis;
  terminal.out(`${crate.name} ${crate.version}, ${figuresFor(analysis)}\n\n`);
  for (const { def, path: file, line } of engine.resolver.definitionsIn(crate.id)) {
    const text = contained(
      () => {
        const env = engine.types.paramEnvOf(def);
        const view = describeType(engine.types.typeOf(def), env, engine, { depth: 1, budget: 200 });
        return renderType(view, paint, terminal.columns);
      },
      (reason) => `${def.name}  ${reason}\n`,
    );
    terminal.out(`${paint.dim(`${path.posix.relative(root, file)}:${line}`)}\n${text}\n`);
  }
}

function figuresFor({ release, target }: Analysis): string {
  const own = `rustc ${release.name} for ${target}`;
  return release.describedAs === undefined ? own : `${own} (≈ ${nearestReason(release)})`;
}

import path from 'node:path';
import type { JsonCrate, RustLayoutV1 } from '../../../shared/layoutJson.ts';
import { contained } from '../base/contained.ts';
import { isUnknown } from '../base/unknown.ts';
import type { Analysis } from '../engine/analysis.ts';
import { groundOfCrate } from '../engine/ground.ts';
import { findType } from '../features/findType.ts';
import { listFutures } from '../features/futures/listFutures.ts';
import { listLayouts } from '../features/layoutJson.ts';
import { nearestReason } from '../features/view/nearest.ts';
import { describeType } from '../features/view/typeFacts.ts';
import type { NodePlatform } from '../node/nodePlatform.ts';
import type { CrateInfo } from '../project/crateGraph.ts';
import { CliError } from './cliError.ts';
import { openProject } from './openProject.ts';
import type { ProjectOptions, Terminal } from './options.ts';
import { renderFutures } from './renderFutures.ts';
import { renderType } from './renderLayout.ts';
import { selectCrates } from './selectCrates.ts';
import { createPaint, printable, printableData } from './text.ts';

interface LayoutOptions extends ProjectOptions {
  readonly type?: string;
  readonly json?: boolean;
  readonly futures?: boolean;
}

/** `layout [PATH]`: every type of the selected crates, or one, as text or `rust-layout/1`. */
export async function layoutCommand(
  given: string,
  options: LayoutOptions,
  platform: NodePlatform,
  terminal: Terminal,
): Promise<void> {
  const { analysis, root } = await openProject(given, options, platform, terminal);
  const crates = selectCrates(analysis, given, options);
  if (options.type !== undefined) printOne(options.type, options, analysis, crates, root, platform, terminal);
  else if (options.json) printJson(layoutJson(analysis, crates, root, options.futures), terminal);
  else if (options.futures) for (const crate of crates) printFutures(analysis, crate, root, terminal);
  else for (const crate of crates) printAll(analysis, crate, root, terminal);
}

function printJson(json: object, terminal: Terminal): void {
  terminal.out(`${JSON.stringify(json, null, 1)}\n`);
}

function layoutJson(
  analysis: Analysis,
  crates: readonly CrateInfo[],
  root: string,
  futures = false,
): RustLayoutV1 {
  const [main, ...others] = crates.map((crate) => crateJson(analysis, crate, root, futures));
  return {
    schema: 'rust-layout/1',
    rustc: analysis.release.name,
    ...(analysis.release.describedAs !== undefined && { describedAs: analysis.release.describedAs }),
    ...main!,
    ...(others.length > 0 && { crates: others }),
  };
}

function crateJson(analysis: Analysis, crate: CrateInfo, root: string, futures: boolean): JsonCrate {
  const relative = (file: string) => path.posix.relative(root, file);
  const engine = analysis.engineOf(crate.id);
  const { types, unresolved } = listLayouts(crate.id, engine, relative);
  const { cfg, profile, target, release, problems } = groundOfCrate(analysis, crate.id);
  return {
    target: crate.target.triple,
    crate: crate.name,
    version: crate.version,
    edition: crate.edition,
    features: crate.features,
    ground: {
      kind: crate.kind,
      test: cfg.test,
      profile: profile.name,
      targetFrom: target.from,
      rustcFrom: release.from,
      problems,
    },
    types,
    unresolved,
    ...(futures && { futures: listFutures(crate.id, engine, relative) }),
  };
}

function printFutures(analysis: Analysis, crate: CrateInfo, root: string, terminal: Terminal): void {
  const relative = (file: string) => path.posix.relative(root, file);
  const futures = listFutures(crate.id, analysis.engineOf(crate.id), relative);
  terminal.out(`${crate.name} ${crate.version}, ${figuresFor(analysis, crate)}\n\n`);
  terminal.out(renderFutures(futures, createPaint(terminal.colors)));
}

function printOne(
  name: string,
  options: LayoutOptions,
  analysis: Analysis,
  crates: readonly CrateInfo[],
  root: string,
  platform: NodePlatform,
  terminal: Terminal,
): void {
  const tried = crates.map((crate) => {
    const engine = analysis.engineOf(crate.id);
    return { crate, engine, found: findType(name, crate.id, engine, platform.parser) };
  });
  const hit = tried.find(({ found }) => !isUnknown(found)) ?? tried[0]!;
  const { crate, engine, found } = hit;
  if (isUnknown(found)) throw new CliError(`no type \`${name}\` in ${crate.name}: ${found.reason}`);
  const view = describeType(found.ty, found.env, engine);
  if (options.json) {
    const json = layoutJson(analysis, [crate], root);
    const types = json.types.filter((t) => t.name === view.name);
    const unresolved = json.unresolved.filter((t) => t.name === view.name);
    printJson({ ...json, types, unresolved, view }, terminal);
    return;
  }
  terminal.out(
    `${figuresFor(analysis, crate)}\n\n${renderType(printableData(view), createPaint(terminal.colors), terminal.columns)}`,
  );
}

function printAll(analysis: Analysis, crate: CrateInfo, root: string, terminal: Terminal): void {
  const paint = createPaint(terminal.colors);
  const engine = analysis.engineOf(crate.id);
  terminal.out(`${printable(`${crate.name} ${crate.version}`)}, ${figuresFor(analysis, crate)}\n\n`);
  for (const { def, path: file, line } of engine.resolver.definitionsIn(crate.id)) {
    const text = contained(
      () => {
        const env = engine.types.paramEnvOf(def);
        const view = describeType(engine.types.typeOf(def), env, engine, { depth: 1, budget: 200 });
        return renderType(printableData(view), paint, terminal.columns);
      },
      (reason) => printable(`${def.name}  ${reason}\n`),
    );
    terminal.out(`${paint.dim(printable(`${path.posix.relative(root, file)}:${line}`))}\n${text}\n`);
  }
}

function figuresFor({ release }: Analysis, { kind, target, isTest }: CrateInfo): string {
  const what = `${kind === 'lib' ? '' : ` (${kind})`}${isTest ? ' with cfg(test)' : ''}`;
  const own = `rustc ${release.name} for ${target.triple}${what}`;
  return release.describedAs === undefined ? own : `${own} (≈ ${nearestReason(release)})`;
}

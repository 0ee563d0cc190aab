import path from 'node:path';
import type { RustDropsV1 } from '../../../shared/dropsJson.ts';
import type { Analysis } from '../engine/analysis.ts';
import { dropsOf } from '../engine/drops.ts';
import { callNotes } from '../features/drops/callWords.ts';
import { listDrops } from '../features/drops/dropsListing.ts';
import type { NodePlatform } from '../node/nodePlatform.ts';
import type { CrateInfo } from '../project/crateGraph.ts';
import { CliError } from './cliError.ts';
import { openProject } from './openProject.ts';
import type { ProjectOptions, Terminal } from './options.ts';
import { renderDrops } from './renderDrops.ts';
import { selectCrates } from './selectCrates.ts';
import { createPaint, printableData } from './text.ts';

interface DropsOptions extends ProjectOptions {
  readonly function?: string;
  readonly json?: boolean;
}

/** `drops [PATH]`: where each function drops what, in which order, as text or `rust-drops/1`. */
export async function dropsCommand(
  given: string,
  options: DropsOptions,
  platform: NodePlatform,
  terminal: Terminal,
): Promise<void> {
  const { analysis, root } = await openProject(given, options, platform, terminal);
  const crates = selectCrates(analysis, given, options);
  const wanted = options.function?.split('::').at(-1);
  const found = crates
    .map((crate) => ({ crate, listing: listCrate(analysis, crate, root, wanted) }))
    .filter(({ listing }) => wanted === undefined || listing !== undefined);
  if (found.length === 0)
    throw new CliError(`no function \`${options.function}\` in ${crates.map(({ name }) => name).join(', ')}`);
  if (!options.json) {
    const texts = found.map(({ listing }) =>
      renderDrops(printableData(listing!), createPaint(terminal.colors)),
    );
    terminal.out(texts.filter((text) => text !== '').join('\n'));
    return;
  }
  const [main, ...others] = found.map(({ crate: { name, edition }, listing }) => ({
    crate: name,
    edition,
    ...listing!,
  }));
  const json: RustDropsV1 = {
    schema: 'rust-drops/1',
    rustc: analysis.release.name,
    ...(analysis.release.describedAs !== undefined && { describedAs: analysis.release.describedAs }),
    ...main!,
    ...(others.length > 0 && { crates: others }),
  };
  terminal.out(`${JSON.stringify(json, null, 1)}\n`);
}

/** What the functions of a crate drop; undefined where one is wanted that the crate doesn't have. */
function listCrate(analysis: Analysis, crate: CrateInfo, root: string, wanted: string | undefined) {
  const engine = analysis.engineOf(crate.id);
  const all = engine.resolver.functionsIn(crate.id);
  const defs = wanted === undefined ? all : all.filter((def) => def.name === wanted);
  if (wanted !== undefined && defs.length === 0) return undefined;
  const relative = (file: string) => path.posix.relative(root, file);
  const callsOf = (def: (typeof defs)[number]) => callNotes(engine, def);
  const { schedules, glue } = dropsOf(engine);
  // A whole crate's list stays short; one function is told to the last heap block.
  const details = wanted === undefined ? {} : { glue };
  return listDrops(defs, schedules, relative, { callsOf, ...details });
}

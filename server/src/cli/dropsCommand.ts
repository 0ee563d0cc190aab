import path from 'node:path';
import type { RustDropsV1 } from '../../../shared/dropsJson.ts';
import { dropsOf } from '../engine/drops.ts';
import { callNotes } from '../features/drops/callWords.ts';
import { listDrops } from '../features/drops/dropsListing.ts';
import type { NodePlatform } from '../node/nodePlatform.ts';
import { CliError } from './cliError.ts';
import { mainCrate } from './mainCrate.ts';
import { openProject } from './openProject.ts';
import { renderDrops } from './renderDrops.ts';
import type { ProjectOptions, Terminal } from './run.ts';
import { createPaint } from './text.ts';

interface DropsOptions extends ProjectOptions {
  readonly function?: string;
  readonly json?: boolean;
}

/** `drops [PATH]`: where each function drops what, in which order, as text or `rust-drops/1`. */
export function dropsCommand(
  given: string,
  options: DropsOptions,
  platform: NodePlatform,
  terminal: Terminal,
): void {
  const { analysis, root } = openProject(given, options, platform, terminal);
  const crate = mainCrate(analysis, given);
  const { engine } = analysis;
  const all = engine.resolver.functionsIn(crate.id);
  const wanted = options.function?.split('::').at(-1);
  const defs = wanted === undefined ? all : all.filter((def) => def.name === wanted);
  if (wanted !== undefined && defs.length === 0)
    throw new CliError(`no function \`${options.function}\` in ${crate.name}`);
  const relative = (file: string) => path.posix.relative(root, file);
  const callsOf = (def: (typeof defs)[number]) => callNotes(engine, def);
  const { schedules, glue } = dropsOf(engine);
  // A whole crate's list stays short; one function is told to the last heap block.
  const details = wanted === undefined ? {} : { glue };
  const listing = listDrops(defs, schedules, relative, { callsOf, ...details });
  if (!options.json) {
    terminal.out(renderDrops(listing, createPaint(terminal.colors)));
    return;
  }
  const json: RustDropsV1 = {
    schema: 'rust-drops/1',
    rustc: analysis.release.name,
    ...(analysis.release.describedAs !== undefined && { describedAs: analysis.release.describedAs }),
    crate: crate.name,
    edition: crate.edition,
    ...listing,
  };
  terminal.out(`${JSON.stringify(json, null, 1)}\n`);
}

import { join } from '../base/paths.ts';
import type { ModItem } from '../syntax/ast.ts';
import type { SourceParser } from '../syntax/sourceParser.ts';
import type { Emissions } from './emissions.ts';
import { Interpreter } from './interpreter.ts';
import { GiveUp } from './values.ts';
import type { ScriptWorld } from './world.ts';

/** A build script and what it can find out. */
export interface Script {
  readonly text: string;
  /** Path of the script relative to the package's folder. */
  readonly path: string;
  readonly world: ScriptWorld;
}

/** What a build script sets; undefined where nothing can be told (it doesn't parse, or takes too long). */
export function scriptEmissions(script: Script, parser: SourceParser): Emissions | undefined {
  const run = new Interpreter(script.world, parser);
  try {
    declare(run, script.text, script.path, parser, 0);
    return run.run();
  } catch (error) {
    if (error instanceof GiveUp) return undefined;
    throw error;
  }
}

/** Declares a text's items, and those of files that it includes or has as modules. */
function declare(
  run: Interpreter,
  text: string,
  path: string,
  parser: SourceParser,
  depth: number,
  module = '',
): void {
  const { items } = parser.items(text);
  run.items.declare(items, text, module);
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
  for (const item of items) {
    const included =
      item.kind === 'macroCall'
        ? includedFile(text.slice(item.call.span.start, item.call.span.end))
        : undefined;
    const names = item.kind === 'mod' && !item.items ? modulePaths(item) : included ? [included] : [];
    for (const name of names) {
      const file = join(folder, name);
      const more = depth < 8 ? run.world.readFile(file) : undefined;
      if (more !== undefined)
        declare(run, more, file, parser, depth + 1, item.kind === 'mod' ? item.name.text : module);
    }
  }
}

function includedFile(call: string): string | undefined {
  return /^include!\s*[({[]\s*"([^"]+)"/.exec(call)?.[1];
}

/** Where `mod name;` may lie: as `#[path]` says, else beside the script. */
function modulePaths(item: ModItem): readonly string[] {
  const path = item.attrs.find((a) => a.path === 'path');
  const named = path && /^=\s*"([^"]+)"/.exec(path.args)?.[1];
  return named ? [named] : [`${item.name.text}.rs`, `${item.name.text}/mod.rs`];
}

/** Whether a script sets `name` or `name = "value"`; undefined where that can't be told. */
export function emits(emissions: Emissions, name: string, value: string | undefined): boolean | undefined {
  const cfg = value === undefined ? name : `${name}="${value}"`;
  if (emissions.certain.has(cfg)) return true;
  return emissions.opaque || emissions.possible.has(cfg) ? undefined : false;
}

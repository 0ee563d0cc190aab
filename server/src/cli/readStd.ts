import path from 'node:path';
import type { Analysis } from '../engine/analysis.ts';
import type { SourceStd } from '../engine/sourceStd.ts';
import type { NodePlatform } from '../node/nodePlatform.ts';
import { findStdSource } from '../node/std/toolchains.ts';
import { CliError } from './cliError.ts';
import type { ProjectOptions, Terminal } from './options.ts';

/**
 * The standard library from source, where the options ask for it: `source` needs it and fails without, `auto` takes it for
 * a toolchain that is named. It is read once for each toolchain and target, which takes some seconds and is said.
 */
export async function readStd(
  { project, target }: Analysis,
  { facts, sysroot }: Pick<ProjectOptions, 'facts' | 'sysroot'>,
  platform: NodePlatform,
  terminal: Terminal,
): Promise<SourceStd | undefined> {
  if (facts === 'shipped' || (facts === 'auto' && sysroot === undefined)) return undefined;
  const folder = sysroot === undefined ? undefined : path.resolve(terminal.cwd, sysroot);
  const source = findStdSource(folder, project.toolchain.name, platform.surroundings);
  if (typeof source === 'string') throw new CliError(source);
  const known = platform.std.known(source, target);
  if (known) return known;
  terminal.err(`reading the standard library of Rust ${source.release} for ${target} …\n`);
  const found = await platform.std.read(source, target, () => {}).result;
  if (typeof found === 'string') throw new CliError(found);
  return found;
}

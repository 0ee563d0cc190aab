import path from 'node:path';
import type { Analysis } from '../engine/analysis.ts';
import type { SourceStd } from '../engine/sourceStd.ts';
import type { NodePlatform } from '../node/nodePlatform.ts';
import { findStdSource } from '../node/std/toolchains.ts';
import { CliError } from './cliError.ts';
import type { ProjectOptions, Terminal } from './options.ts';

/**
 * The standard library from source, where the options ask for it: `source` needs it and fails without; `auto` takes it for
 * a toolchain that is named, and for a release that isn't described, if that release's own source is on this machine. It
 * is read once for each toolchain and target, which takes some seconds and is said.
 */
export async function readStd(
  { project, target, release }: Analysis,
  { facts, sysroot, rustc }: Pick<ProjectOptions, 'facts' | 'sysroot' | 'rustc'>,
  platform: NodePlatform,
  terminal: Terminal,
): Promise<SourceStd | undefined> {
  const isWanted = facts === 'source' || (facts === 'auto' && sysroot !== undefined);
  if (!isWanted && (facts === 'shipped' || release.describedAs === undefined)) return undefined;
  const folder = sysroot === undefined ? undefined : path.resolve(terminal.cwd, sysroot);
  const named = rustc !== undefined && !/^\d/.test(rustc) ? rustc : project.toolchain.name;
  const source = findStdSource(folder, named, platform.surroundings);
  if (typeof source === 'string') {
    if (!isWanted) return undefined;
    throw new CliError(source);
  }
  if (!isWanted && source.release !== release.version) return undefined;
  const known = platform.std.known(source, target);
  if (known) return known;
  terminal.err(`reading the standard library of Rust ${source.release} for ${target} …\n`);
  const found = await platform.std.read(source, target, () => {}).result;
  if (typeof found !== 'string') return found;
  if (!isWanted) return undefined;
  throw new CliError(found);
}

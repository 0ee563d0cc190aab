import { statSync } from 'node:fs';
import path from 'node:path';
import { isUnknown } from '../base/unknown.ts';
import { Analysis } from '../engine/analysis.ts';
import type { NodePlatform } from '../node/nodePlatform.ts';
import { CliError } from './cliError.ts';
import type { ProjectOptions, Terminal } from './run.ts';

/** Opens what a command's PATH names; a `CliError` says in one line why it can't. */
export function openProject(
  given: string,
  options: ProjectOptions,
  platform: NodePlatform,
  terminal: Terminal,
): { analysis: Analysis; root: string } {
  const absolute = path.resolve(terminal.cwd, given);
  const stat = attemptStat(absolute);
  if (!stat) throw new CliError(`there is no such file or folder: ${given}`);
  const slashed = absolute.split(path.sep).join('/');
  if (stat.isFile() && !/\.rs$|Cargo\.toml$/.test(slashed))
    throw new CliError(`neither a .rs file nor a crate: ${given}`);
  const { defaultFeatures, nearest, package: packages, ...rest } = options;
  const selection = {
    edition: '2021' as const,
    ...rest,
    ...(packages && { packages }),
    noDefaultFeatures: !defaultFeatures,
    nearestRelease: nearest,
  };
  const analysis = Analysis.open(platform, slashed, selection);
  if (isUnknown(analysis)) throw new CliError(analysis.reason);
  return { analysis, root: stat.isDirectory() ? slashed : path.posix.dirname(slashed) };
}

function attemptStat(file: string) {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
}

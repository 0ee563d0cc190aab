import { statSync } from 'node:fs';
import path from 'node:path';
import { isUnknown } from '../base/unknown.ts';
import { Analysis, type AnalysisOptions } from '../engine/analysis.ts';
import type { NodePlatform } from '../node/nodePlatform.ts';
import { CliError } from './cliError.ts';
import type { ProjectOptions, Terminal } from './options.ts';
import { readStd } from './readStd.ts';

/** Opens what a command's PATH names; a `CliError` says in one line why it can't. */
export async function openProject(
  given: string,
  options: ProjectOptions,
  platform: NodePlatform,
  terminal: Terminal,
): Promise<{ analysis: Analysis; root: string }> {
  const absolute = path.resolve(terminal.cwd, given);
  const stat = attemptStat(absolute);
  if (!stat) throw new CliError(`there is no such file or folder: ${given}`);
  const slashed = absolute.split(path.sep).join('/');
  if (stat.isFile() && !/\.rs$|Cargo\.toml$/.test(slashed))
    throw new CliError(`neither a .rs file nor a crate: ${given}`);
  const selection = selectionOf(options);
  const first = Analysis.open(platform, slashed, selection);
  if (isUnknown(first)) throw new CliError(first.reason);
  const std = await readStd(first, options, platform, terminal);
  const analysis = std ? Analysis.open(platform, slashed, { ...selection, std }) : first;
  if (isUnknown(analysis)) throw new CliError(analysis.reason);
  const [refusal] = analysis.project.refusals;
  if (refusal) throw new CliError(refusal.reason);
  return { analysis, root: stat.isDirectory() ? slashed : path.posix.dirname(slashed) };
}

/** What the command line's options mean to the engine; `facts` and `sysroot` are for `readStd`. */
export function selectionOf(options: ProjectOptions): AnalysisOptions {
  const { target, rustc, edition, panic, features, allFeatures, workspace, profile } = options;
  return {
    edition: edition ?? '2021',
    noDefaultFeatures: !options.defaultFeatures,
    nearestRelease: options.nearest,
    ...(target !== undefined && { target }),
    ...(rustc !== undefined && { rustc }),
    ...(panic !== undefined && { panic }),
    ...(features && { features }),
    ...(allFeatures !== undefined && { allFeatures }),
    ...(options.package && { packages: options.package }),
    ...(workspace !== undefined && { workspace }),
    ...(profile !== undefined && { profile }),
    ...(options.cfg && { cfgs: options.cfg }),
    ...(options.testCfg !== undefined && { test: options.testCfg }),
  };
}

function attemptStat(file: string) {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isUnknown } from '../../base/unknown.ts';
import { RevisionFileSystem, readRevision } from '../../node/gitTree.ts';
import type { NodePlatform } from '../../node/nodePlatform.ts';
import { parseToml, tableAt } from '../../project/manifest/toml.ts';
import { CliError } from '../cliError.ts';
import { openProject } from '../openProject.ts';
import type { ProjectOptions, Terminal } from '../options.ts';
import { selectCrates } from '../selectCrates.ts';
import { createPaint } from '../text.ts';
import { type Configuration, emptyConfiguration, readConfiguration, unusedNames } from './budgets.ts';
import { changesBetween } from './changes.ts';
import { judgeBudgets, judgeChanges } from './judge.ts';
import { measure } from './measure.ts';
import type { Measurement } from './measured.ts';
import { type ReportFormat, renderReport, renderSummary } from './report.ts';

export const CONFIGURATION_FILE = 'rust-memory-layout.toml';

export interface CheckOptions extends ProjectOptions {
  /** A git revision, or a file that `check --format json` wrote. */
  readonly base?: string;
  readonly config?: string;
  readonly format: ReportFormat;
  /** Whether a type that grew against the base fails the check. */
  readonly allowGrowth?: boolean;
}

/** `check [PATH]`: budgets, and regressions against a base. A `CliError` of status 1 says that it failed. */
export async function checkCommand(
  given: string,
  options: CheckOptions,
  platform: NodePlatform,
  terminal: Terminal,
): Promise<void> {
  const now = await measured(given, options, platform, terminal);
  const configuration = configurationOf(given, options.config, terminal);
  const missing = unusedNames(now.types, now.target, configuration)[0];
  if (missing !== undefined)
    throw new CliError(`${configuration.origin}: there is no type \`${missing}\` in ${given}`);
  const base =
    options.base === undefined ? undefined : await baseOf(options.base, given, options, platform, terminal);
  const changes = base ? changesBetween(base.measurement, now) : [];
  const budgets = judgeBudgets(now, configuration);
  if (isUnknown(budgets)) throw new CliError(budgets.reason);
  const findings = [...budgets, ...(options.allowGrowth ? [] : judgeChanges(changes))];
  const report = { now, ...(base && { base: base.name }), changes, findings };
  terminal.out(renderReport(report, options.format, createPaint(terminal.colors)));
  const failures = findings.filter(({ level }) => level === 'failure').length;
  if (failures > 0) throw new CliError(`${failures} check${failures === 1 ? '' : 's'} failed`, 1);
}

/** `summary [PATH]`: the types that waste most, and the sums. */
export async function summaryCommand(
  given: string,
  options: ProjectOptions & { readonly count: number },
  platform: NodePlatform,
  terminal: Terminal,
): Promise<void> {
  terminal.out(renderSummary(await measured(given, options, platform, terminal), options.count));
}

async function measured(
  given: string,
  options: ProjectOptions,
  platform: NodePlatform,
  terminal: Terminal,
): Promise<Measurement> {
  const { analysis, root } = await openProject(given, options, platform, terminal);
  // Annotations need paths from where the command runs, which in CI is the repository's root.
  const cwd = terminal.cwd.split(path.sep).join('/');
  const crates = selectCrates(analysis, given, options);
  return measure(analysis, crates, root.startsWith(`${cwd}/`) ? cwd : root);
}

async function baseOf(
  base: string,
  given: string,
  options: ProjectOptions,
  platform: NodePlatform,
  terminal: Terminal,
): Promise<{ name: string; measurement: Measurement }> {
  if (base.endsWith('.json')) return { name: base, measurement: savedMeasurement(base, terminal) };
  const folder = path.resolve(terminal.cwd, given);
  const revision = await readRevision(given.endsWith('.rs') ? path.dirname(folder) : folder, base);
  if (isUnknown(revision)) throw new CliError(revision.reason);
  const files = new RevisionFileSystem(revision, platform.files);
  const measurement = await measured(given, options, { ...platform, files }, terminal);
  return { name: `${base} (${revision.commit.slice(0, 9)})`, measurement };
}

function savedMeasurement(file: string, terminal: Terminal): Measurement {
  let saved: unknown;
  try {
    saved = JSON.parse(readFileSync(path.resolve(terminal.cwd, file), 'utf8'));
  } catch (error) {
    throw new CliError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof saved !== 'object' || saved === null || !('schema' in saved) || saved.schema !== 'rust-check/1')
    throw new CliError(`${file} is not what \`check --format json\` writes`);
  return saved as Measurement;
}

/** The budgets of the file beside the manifest, else of the manifest's own table; none where there are neither. */
function configurationOf(given: string, named: string | undefined, terminal: Terminal): Configuration {
  const place = path.resolve(terminal.cwd, given);
  const folder = /\.(rs|toml)$/.test(place) ? path.dirname(place) : place;
  const own = textOf(
    named === undefined ? path.join(folder, CONFIGURATION_FILE) : path.resolve(terminal.cwd, named),
  );
  if (named !== undefined && own === undefined) throw new CliError(`there is no such file: ${named}`);
  const origin = named ?? CONFIGURATION_FILE;
  if (own !== undefined) return parsed(own, origin, []);
  const manifest = textOf(path.join(folder, 'Cargo.toml'));
  if (manifest === undefined) return emptyConfiguration;
  const tables = [
    ['package', 'metadata', 'rust-memory-layout'],
    ['workspace', 'metadata', 'rust-memory-layout'],
  ];
  const found = tables
    .map((keys) => parsed(manifest, 'Cargo.toml', keys))
    .find((read) => read !== emptyConfiguration);
  return found ?? emptyConfiguration;
}

function parsed(text: string, origin: string, keys: readonly string[]): Configuration {
  const toml = parseToml(origin, text);
  if (isUnknown(toml)) throw new CliError(toml.reason);
  const table = tableAt(toml, ...keys);
  if (!table) return emptyConfiguration;
  const read = readConfiguration(table, origin);
  if (isUnknown(read)) throw new CliError(read.reason);
  return read;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

// The corpus' results as a table, for the screen and as Markdown.

import type { CrateResult } from './measureCrate.ts';

const COLUMNS = ['crate', 'version', 'types', 'exact', 'unresolved', 'wrong', 'seconds'] as const;

export interface CorpusTotals {
  readonly types: number;
  readonly exact: number;
  readonly wrong: number;
  readonly failed: number;
}

export function totals(results: readonly CrateResult[]): CorpusTotals {
  const sum = (of: (r: CrateResult) => number): number => results.reduce((total, r) => total + of(r), 0);
  return {
    types: sum((r) => r.comparison?.types ?? 0),
    exact: sum((r) => r.comparison?.exact ?? 0),
    wrong: sum((r) => r.comparison?.wrong.length ?? 0),
    failed: sum((r) => (r.failure === undefined ? 0 : 1)),
  };
}

/** One crate's row, in the order of the columns. */
function row({ crate, comparison, failure, seconds }: CrateResult): string[] {
  if (!comparison)
    return [crate.name, crate.version, `failed: ${failure?.split('\n')[0]}`, '', '', '', seconds.toFixed(1)];
  const { types, exact, open, wrong } = comparison;
  return [
    crate.name,
    crate.version,
    ...[types, exact, open.length, wrong.length].map(String),
    seconds.toFixed(1),
  ];
}

function totalRow(results: readonly CrateResult[]): string[] {
  const { types, exact, wrong } = totals(results);
  const seconds = results.reduce((sum, r) => sum + r.seconds, 0);
  return ['all', '', ...[types, exact, types - exact - wrong, wrong].map(String), seconds.toFixed(1)];
}

export const textHeader = (): string => textLine([...COLUMNS]);
export const textRow = (result: CrateResult): string => textLine(row(result));

/** What comes below the rows: the sum, what is wrong, the reasons by how often they stand. */
export function textSummary(results: readonly CrateResult[], shown = 20): string {
  const { types, exact, wrong } = totals(results);
  const wrongs = results.flatMap(wrongLines);
  const reasons = groupedReasons(results).slice(0, shown);
  return [
    textLine(totalRow(results)),
    ...(wrongs.length ? ['', `wrong (${wrongs.length}):`, ...wrongs.slice(0, shown)] : []),
    ...(reasons.length ? ['', 'unresolved, by reason:'] : []),
    ...reasons.map(
      ({ count, reason, example }) => `${String(count).padStart(6)}  ${reason}   e.g. ${example}`,
    ),
    '',
    `exact ${exact}/${types} (${percent(exact, types)}) wrong ${wrong}`,
  ].join('\n');
}

/** What is wrong in a crate, a few differences a type. */
export function wrongLines({ crate, comparison }: CrateResult): string[] {
  return (comparison?.wrong ?? []).map(({ type, differences }) => {
    const place = `${crate.name}: ${type.file}:${type.line} ${type.kind} ${type.name}`;
    return `  ${place}\n    ${differences.slice(0, 4).join('\n    ')}`;
  });
}

/** A table for a document. */
export function markdownTable(results: readonly CrateResult[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = COLUMNS.map((_, i) => (i < 2 ? '---' : '--:'));
  return `${[line(COLUMNS), line(rule), ...results.map((r) => line(row(r))), line(totalRow(results))].join('\n')}\n`;
}

export interface ReasonGroup {
  readonly reason: string;
  readonly count: number;
  /** `crate: file:line Name` */
  readonly example: string;
}

/** Reasons of one shape as one group: what stands between backquotes does not count. Most frequent first. */
export function groupedReasons(results: readonly CrateResult[]): ReasonGroup[] {
  const groups = new Map<string, string[]>();
  for (const { crate, comparison } of results) {
    for (const { type, reason } of comparison?.open ?? []) {
      const key = reason.replace(/`[^`]*`/g, '`…`');
      groups.set(key, [...(groups.get(key) ?? []), `${crate.name}: ${type.file}:${type.line} ${type.name}`]);
    }
  }
  const list = [...groups].map(([reason, places]) => ({ reason, count: places.length, example: places[0]! }));
  return list.sort((a, b) => b.count - a.count);
}

const percent = (part: number, whole: number): string =>
  `${(Math.floor((whole ? part / whole : 1) * 1000) / 10).toFixed(1)}%`;

const WIDTHS = [20, 10, 8, 8, 12, 8, 9];

function textLine(cells: readonly string[]): string {
  return cells.map((cell, i) => (i < 2 ? cell.padEnd(WIDTHS[i]!) : cell.padStart(WIDTHS[i]!))).join(' ');
}

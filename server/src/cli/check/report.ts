import { type Paint, table } from '../text.ts';
import type { Change } from './changes.ts';
import type { Finding } from './judge.ts';
import type { Measurement } from './measured.ts';
import { sarif } from './sarif.ts';

/** What a check found, for whichever format it is printed in. */
export interface CheckReport {
  readonly now: Measurement;
  /** What it was compared with: `origin/main (1a2b3c4)`, or a file's name. */
  readonly base?: string;
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
}

export const REPORT_FORMATS = ['text', 'json', 'github', 'markdown', 'sarif'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** The report as text, with a line break at its end. */
export function renderReport(report: CheckReport, format: ReportFormat, paint: Paint): string {
  switch (format) {
    case 'text':
      return text(report, paint);
    case 'json':
      return `${JSON.stringify(json(report), null, 1)}\n`;
    case 'github':
      return github(report);
    case 'markdown':
      return markdown(report);
    case 'sarif':
      return `${JSON.stringify(sarif(report.findings), null, 1)}\n`;
  }
}

function text({ now, base, changes, findings }: CheckReport, paint: Paint): string {
  const lines: string[] = [];
  if (base !== undefined) {
    lines.push(`Compared with ${base}, ${ground(now)}:`);
    if (changes.length === 0) lines.push('  no type changed');
    const rows = changes.map(({ id, summary, worse }) => [worse ? paint.warn(id) : id, summary]);
    lines.push(...rows.map(([id, summary]) => `  ${id}  ${summary}`), '');
  }
  // What grew stands above, with all other changes.
  const rest = findings.filter(({ rule }) => rule !== 'grew');
  if (rest.length > 0) lines.push(...rest.map((finding) => findingLine(finding, paint)), '');
  const failures = findings.filter(({ level }) => level === 'failure').length;
  const checked = `${now.types.length} type${now.types.length === 1 ? '' : 's'} checked, ${ground(now)}`;
  lines.push(
    `${checked}: ${failures === 0 ? 'no failure' : `${failures} failure${failures === 1 ? '' : 's'}`}`,
  );
  return `${lines.join('\n')}\n`;
}

function findingLine({ type, message, level }: Finding, paint: Paint): string {
  const head = `${type.file}:${type.line}: ${level === 'failure' ? paint.warn(type.id) : type.id}`;
  return `${head} ${message}`;
}

function ground({ rustc, describedAs, target }: Measurement): string {
  return `rustc ${rustc} for ${target}${describedAs === undefined ? '' : ` (≈ as of Rust ${describedAs})`}`;
}

function json({ now, base, changes, findings }: CheckReport) {
  return {
    ...now,
    ...(base !== undefined && { base }),
    changes: changes.map(({ id, before, now: after, worse, summary }) => ({
      id,
      before: before?.size ?? null,
      now: after?.size ?? null,
      worse,
      summary,
    })),
    findings: findings.map(({ rule, level, type, message }) => ({
      rule,
      level,
      id: type.id,
      file: type.file,
      line: type.line,
      message,
    })),
  };
}

/**
 * Workflow commands, which GitHub shows beside the lines of a pull request ("Workflow commands for GitHub Actions" in
 * its manual says which characters are escaped).
 */
function github(report: CheckReport): string {
  const command = ({ level, type, message, rule }: Finding) => {
    const properties = `file=${property(type.file)},line=${type.line},title=${property(`Memory layout: ${rule}`)}`;
    return `::${level === 'failure' ? 'error' : 'notice'} ${properties}::${data(`${type.id} ${message}`)}`;
  };
  return report.findings.map((finding) => `${command(finding)}\n`).join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** A comment for a pull request. */
function markdown({ now, base, changes, findings }: CheckReport): string {
  const cell = (value: string) => value.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const lines = ['## Memory layout', ''];
  if (base !== undefined) {
    lines.push(`Compared with ${base}, ${ground(now)}.`, '');
    if (changes.length === 0) lines.push('No type changed.', '');
    else {
      lines.push('| type | before | now | what changed |', '| --- | --: | --: | --- |');
      for (const { id, before, now: after, summary } of changes)
        lines.push(`| \`${cell(id)}\` | ${before?.size ?? ''} | ${after?.size ?? ''} | ${cell(summary)} |`);
      lines.push('');
    }
  }
  if (findings.every(({ rule }) => rule === 'grew'))
    lines.push(`All budgets of ${now.types.length} types are kept.`);
  for (const { type, message } of findings)
    lines.push(`- **\`${cell(type.id)}\`** (${type.file}:${type.line}) ${cell(message)}`);
  return `${lines.join('\n')}\n`;
}

/** The types that waste most, and the sums: what `summary` prints. */
export function renderSummary(now: Measurement, count: number): string {
  const known = now.types.filter(({ size }) => size !== undefined);
  const waste = (type: (typeof known)[number]) => (type.padding ?? 0) + (type.variantExcess ?? 0);
  const most = [...known]
    .sort((a, b) => waste(b) - waste(a))
    .slice(0, count)
    .filter((type) => waste(type) > 0);
  const rows = most.map((type) => [
    String(type.size),
    String(type.padding ?? 0),
    type.variantExcess ? String(type.variantExcess) : '',
    `${type.id}  ${type.file}:${type.line}`,
  ]);
  const padding = known.reduce((sum, type) => sum + (type.padding ?? 0), 0);
  const size = known.reduce((sum, type) => sum + (type.size ?? 0), 0);
  const unknown = now.types.length - known.length;
  const share = size === 0 ? '' : ` (${((100 * padding) / size).toFixed(1)} %)`;
  return [
    ...(rows.length > 0 ? table(['size', 'padding', 'largest variant', 'type'], rows) : []),
    ...(rows.length > 0 ? [''] : []),
    `${now.types.length} type${now.types.length === 1 ? '' : 's'}, ${size} bytes, ${padding} of them padding${share}${unknown > 0 ? `; the size of ${unknown} is not known` : ''}, ${ground(now)}`,
    '',
  ].join('\n');
}

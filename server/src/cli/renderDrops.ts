import type { JsonDropFunction, JsonDropPoint } from '../../../shared/dropsJson.ts';
import type { DropsListing } from '../features/drops/dropsListing.ts';
import type { createPaint } from './text.ts';

type Paint = ReturnType<typeof createPaint>;

/** The drop points of functions for reading: one line a point or call, `?` behind what a drop flag decides. */
export function renderDrops({ functions, unresolved }: DropsListing, paint: Paint): string {
  const lines: string[] = [];
  for (const fn of functions) {
    const points = fn.scopes.filter((p) => !p.macro);
    const calls = fn.calls ?? [];
    if (points.length + calls.length === 0) continue;
    const placed = [
      ...points.map((p) => ({ ...p, shown: [`  ${pointLine(p)}`, ...steps(p)] })),
      ...calls.map((c) => ({ ...c, shown: [`  ${c.line}:${c.column} call: ${c.text}`] })),
    ].sort((a, b) => a.line - b.line || a.column - b.column);
    lines.push(headline(fn, paint), ...placed.flatMap(({ shown }) => shown), '');
  }
  for (const { file, line, name, reason } of unresolved) {
    lines.push(`${paint.dim(`${file}:${line}`)} ${name}: unresolved: ${reason}`);
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

/** What dropping each variable of a point does, where that is told. */
function steps({ drops }: JsonDropPoint): readonly string[] {
  return drops.flatMap(({ variable, type, does }) => {
    if (!does) return [];
    return [`      ${variable}: ${type}`, ...does.map((line) => `        ${line.replaceAll('`', '')}`)];
  });
}

function headline({ file, line, name, kind }: JsonDropFunction, paint: Paint): string {
  return `${paint.dim(`${file}:${line}`)} ${name}${kind === 'fn' ? '' : ` (${kind})`}`;
}

function pointLine({ line, column, kind, drops, temporaries, moved, unresolved }: JsonDropPoint): string {
  const where = `${line}:${column} ${kind}`;
  if (unresolved !== undefined) return `${where}: unresolved: ${unresolved}`;
  const parts: string[] = [];
  const temps = (after: number) => {
    for (const t of temporaries) {
      const own = t.hidden === undefined ? t.type : `${t.hidden}: ${t.type}`;
      if (t.after === after) parts.push(`<${own}>${t.conditional ? '?' : ''}`);
    }
  };
  for (const [k, d] of drops.entries()) {
    temps(k);
    parts.push(`${d.variable}${d.part ? ' (its box)' : ''}${d.conditional ? '?' : ''}`);
  }
  temps(drops.length);
  const away = moved.length > 0 ? `   (not ${moved.map((m) => m.variable).join(', ')})` : '';
  return `${where}: ${parts.length > 0 ? `drops ${parts.join(', ')}` : 'drops nothing'}${away}`;
}

import type { JsonDropFunction, JsonDropPoint } from '../../../shared/dropsJson.ts';
import type { DropsListing } from '../features/drops/dropsListing.ts';
import type { createPaint } from './text.ts';

type Paint = ReturnType<typeof createPaint>;

/** The drop points of functions for reading: one line a point, `?` behind what a drop flag decides. */
export function renderDrops({ functions, unresolved }: DropsListing, paint: Paint): string {
  const lines: string[] = [];
  for (const fn of functions) {
    const points = fn.scopes.filter((p) => !p.macro);
    if (points.length === 0) continue;
    lines.push(headline(fn, paint), ...points.map((p) => `  ${pointLine(p)}`), '');
  }
  for (const { file, line, name, reason } of unresolved) {
    lines.push(`${paint.dim(`${file}:${line}`)} ${name}: unresolved: ${reason}`);
  }
  return `${lines.join('\n').trimEnd()}\n`;
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

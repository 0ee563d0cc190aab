// rust-drops/1 as text: for files (a function a line), and for people.

import type { DropScope, OracleDrops, TemporaryEntry } from './rustDrops.ts';

/** JSON with one function a line, so that files can be read and compared as text. */
export function formatDrops(oracle: OracleDrops): string {
  const list = (entries: readonly unknown[]): string =>
    `[\n${entries.map((e) => JSON.stringify(e)).join(',\n')}\n]`;
  const rows = Object.entries(oracle).map(([key, value]) => {
    const isList = key === 'functions' && Array.isArray(value) && value.length;
    return `${JSON.stringify(key)}:${isList ? list(value) : JSON.stringify(value)}`;
  });
  return `{${rows.join(',\n')}}\n`;
}

/** A line a drop point: `12:5 end: b, a?, <String>   [not: c]`. */
export function renderDrops({ functions }: OracleDrops): string {
  const lines: string[] = [];
  for (const f of functions) {
    lines.push(`${f.file}:${f.line}:${f.column} ${f.name}${f.kind === 'fn' ? '' : ` (${f.kind})`}`);
    for (const scope of f.scopes) {
      const moved = scope.moved?.length ? `   [not: ${scope.moved.map((m) => m.variable).join(', ')}]` : '';
      const place = scope.macro ? 'in macro' : `${scope.line}:${scope.column}`;
      lines.push(`  ${place} ${scope.kind}: ${sequence(scope).join(', ') || '-'}${moved}`);
    }
  }
  return lines.join('\n');
}

function sequence({ drops, temporaries = [] }: DropScope): string[] {
  const found: string[] = [];
  for (let k = 0; k <= drops.length; k++) {
    found.push(...temporaries.filter((t) => t.after === k).map(temporary));
    const d = drops[k];
    if (d)
      found.push(
        `${d.variable}${d.part ? `(${d.part})` : ''}${d.conditional ? '?' : ''}${d.path ? '~' : ''}`,
      );
  }
  return found;
}

const temporary = ({ hidden, type, conditional }: TemporaryEntry): string =>
  `<${hidden ? `${hidden}: ` : ''}${type}${conditional ? '?' : ''}>`;

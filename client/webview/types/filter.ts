import type { TypeRow } from '../../../shared/crateTypes.ts';

/** What one types above the list, read: words that a name or a module must hold, and bounds for figures. */
export interface Filter {
  readonly words: readonly string[];
  readonly bounds: readonly Bound[];
}

interface Bound {
  readonly figure: 'size' | 'align' | 'padding' | 'excess';
  readonly operator: '>' | '<' | '=' | '>=' | '<=';
  readonly value: number;
}

/** `Peer`, `net::`, `size>64`, `padding>=8`; several are all meant at once. */
export function parseFilter(text: string): Filter {
  const words: string[] = [];
  const bounds: Bound[] = [];
  for (const part of text.trim().split(/\s+/)) {
    const [, figure, operator, value] =
      /^(size|align|padding|excess)(>=|<=|>|<|=)([\d,_]+)$/i.exec(part) ?? [];
    if (figure === undefined) {
      if (part !== '') words.push(part.toLowerCase());
      continue;
    }
    bounds.push({
      figure: figure.toLowerCase() as Bound['figure'],
      operator: operator as Bound['operator'],
      value: Number((value ?? '').replaceAll(/[,_]/g, '')),
    });
  }
  return { words, bounds };
}

/** A type whose figure isn't known is never filtered out by a bound: it may be the one. */
export function passes(row: TypeRow, { words, bounds }: Filter): boolean {
  const text = `${row.module}::${row.name} ${row.kind}`.toLowerCase();
  return words.every((word) => text.includes(word)) && bounds.every((bound) => isWithin(row, bound));
}

function isWithin(row: TypeRow, { figure, operator, value }: Bound): boolean {
  if (row.size === undefined) return true;
  const own = figure === 'excess' ? (row.largest?.excess ?? 0) : (row[figure] ?? 0);
  switch (operator) {
    case '>':
      return own > value;
    case '<':
      return own < value;
    case '=':
      return own === value;
    case '>=':
      return own >= value;
    case '<=':
      return own <= value;
  }
}

/**
 * Prints syntax data compactly for golden tests: `(kind field=value …)`. Spans, empty lists, false flags and
 * inherited visibilities are left out; names print as themselves.
 */
export function printSyntax(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printSyntax).join(' ')}]`;
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  const node = value as Record<string, unknown>;
  if ('text' in node && 'span' in node && !('kind' in node)) return String(node.text);
  if ('start' in node && 'end' in node && Object.keys(node).length === 2) return '…';
  const parts = Object.entries(node).flatMap(([key, v]) =>
    key === 'kind' || dull(key, v) ? [] : [`${key}=${printSyntax(v)}`],
  );
  const kind = typeof node.kind === 'string' ? [node.kind] : [];
  return parts.length === 0 && kind.length === 1 ? kind[0]! : `(${[...kind, ...parts].join(' ')})`;
}

const PLACES: ReadonlySet<string> = new Set(['span', 'keyword', 'question', 'syntaxError']);

function dull(key: string, value: unknown): boolean {
  if (PLACES.has(key) || value === false || value === undefined) return true;
  if (Array.isArray(value) && value.length === 0) return true;
  if (key === 'visibility') return (value as { kind: string }).kind === 'inherited';
  if (key === 'generics' && typeof value === 'object' && value !== null && 'params' in value) {
    const { params, where } = value as { params: unknown[]; where: unknown[] };
    return params.length === 0 && where.length === 0;
  }
  return false;
}

/** The syntax as a walk over it sees it: parts of an edited document are moved only when somebody reads them. */
export function plainSyntax<T>(value: T): T {
  if (Array.isArray(value)) return value.map((part) => plainSyntax(part)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const key in value) copy[key] = plainSyntax(value[key]);
  return copy as T;
}

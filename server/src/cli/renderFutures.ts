import type { JsonFuture, JsonHeld } from '../../../shared/layoutJson.ts';
import { bytes, grouped } from '../features/figures.ts';
import type { Paint } from './text.ts';

/** How many held values of a state are named. */
const MAX_NAMED = 4;

/** A crate's futures, the largest first, each with what it holds at its awaits. */
export function renderFutures(futures: readonly JsonFuture[], paint: Paint): string {
  if (futures.length === 0) return 'no async functions or blocks\n';
  const sorted = futures.toSorted((a, b) => (b.size ?? -1) - (a.size ?? -1));
  return sorted.map((future) => renderFuture(future, paint)).join('\n');
}

function renderFuture(future: JsonFuture, paint: Paint): string {
  const { file, line, kind, name, size, align, reason } = future;
  const what = kind === 'async fn' ? `async fn ${name}` : `async block in ${name}`;
  const head = `${paint.dim(`${file}:${line}`)}\n${paint.bold(what)}`;
  if (size === undefined)
    return `${head}  ${paint.warn(`size unknown: ${reason ?? 'no reason is known'}`)}\n`;
  const lines = (future.states ?? []).map((state) => {
    const where = paint.dim(`await in line ${state.line}`);
    const held = state.fields.filter((field) => field.size > 0);
    return `  ${where}  ${held.length === 0 ? 'holds nothing' : `holds ${named(held)}`}`;
  });
  return `${[`${head}  ${bytes(size)}, align ${align ?? 1}`, ...lines].join('\n')}\n`;
}

/** The largest by name: `buf 1,024 · awaited {async fn in read} 40`. */
function named(held: readonly JsonHeld[]): string {
  const largest = held.toSorted((a, b) => b.size - a.size);
  const shown = largest
    .slice(0, MAX_NAMED)
    .map(({ name, type, size }) => `${label(name, type)} ${grouped(size)}`);
  const rest = largest.length - shown.length;
  return [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join(' · ');
}

function label(name: string, type: string): string {
  if (name === '__awaitee') return `awaited ${type}`;
  if (!name.startsWith('.')) return name;
  return type === 'bool' ? 'drop flag' : `temporary ${type}`;
}

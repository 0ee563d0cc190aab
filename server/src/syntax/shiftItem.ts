import type { Item } from './ast.ts';

/** The numbers in the syntax that are offsets; every other number is a value. */
const OFFSETS: ReadonlySet<string> = new Set(['start', 'end', 'keyword', 'question']);

/** What is small, or looked at for every item of a file; the rest of an item is moved when somebody reads it. */
const EAGER: ReadonlySet<string> = new Set(['kind', 'span', 'keyword', 'name', 'visibility', 'syntaxError']);

/**
 * An item as it would be lowered `by` UTF-16 code units further on. A keystroke moves everything behind it, and
 * nearly all of that is never looked at again before the next one, so the inside is moved on demand.
 */
export function shiftItem<T extends Item>(item: T, by: number): T {
  const moved: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(item)) {
    if (EAGER.has(key) || typeof value !== 'object') moved[key] = shiftValue(key, value, by);
    else
      defineLazily(moved, key, () => (key === 'items' ? shiftItems(value, by) : shiftValue(key, value, by)));
  }
  return moved as unknown as T;
}

function shiftItems(items: readonly Item[], by: number): readonly Item[] {
  return items.map((item) => shiftItem(item, by));
}

function defineLazily(target: object, key: string, compute: () => unknown): void {
  let known: unknown;
  let done = false;
  const get = (): unknown => {
    if (!done) known = compute();
    done = true;
    return known;
  };
  Object.defineProperty(target, key, { get, enumerable: true, configurable: true });
}

/** The syntax is plain data without cycles, so it is copied without a case for each kind. */
function shiftValue(key: string, value: unknown, by: number): unknown {
  if (typeof value === 'number') return OFFSETS.has(key) ? value + by : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => shiftValue('', part, by));
  const moved: Record<string, unknown> = {};
  for (const name in value) moved[name] = shiftValue(name, (value as Record<string, unknown>)[name], by);
  return moved;
}

import type { Item } from './ast.ts';

/** The numbers in the syntax that are offsets; every other number is a value. */
const OFFSETS: ReadonlySet<string> = new Set(['start', 'end', 'keyword', 'question']);

/** What is looked at for every item of a file, whatever is asked. */
const EAGER: ReadonlySet<string> = new Set(['kind', 'span', 'keyword', 'name', 'visibility', 'syntaxError']);

/**
 * An item as it would be lowered `by` UTF-16 code units further on. A keystroke moves everything behind it, and
 * nearly all of that is never looked at again before the next one, so the inside is moved on demand.
 */
export function shiftItem<T extends Item>(item: T, by: number): T {
  return new (shapeOf(item))(item, by) as unknown as T;
}

type Fields = Readonly<Record<string, unknown>>;

/** The original, the way, and what was moved already: not to be seen by whoever walks over an item's fields. */
class Moved {
  readonly #item: Fields;
  readonly #by: number;
  #known: Record<string, unknown> | undefined;

  constructor(item: Item, by: number) {
    this.#item = item as unknown as Fields;
    this.#by = by;
    const own = this as unknown as Record<string, unknown>;
    for (const key in item) if (EAGER.has(key)) own[key] = shiftValue(key, this.#item[key], by);
  }

  static part(of: Moved, key: string): unknown {
    of.#known ??= {};
    const known = of.#known;
    if (!(key in known)) {
      const value = of.#item[key];
      known[key] =
        key === 'items' && Array.isArray(value)
          ? value.map((item: Item) => shiftItem(item, of.#by))
          : shiftValue(key, value, of.#by);
    }
    return known[key];
  }
}

/** One class for each set of fields, so that making an object costs no more than its few eager fields. */
const shapes = new Map<string, typeof Moved>();

function shapeOf(item: Item): typeof Moved {
  const keys = Object.keys(item).filter((key) => !EAGER.has(key));
  const name = keys.join();
  let shape = shapes.get(name);
  if (!shape) {
    shape = class extends Moved {};
    for (const key of keys) {
      const get = function (this: Moved): unknown {
        return Moved.part(this, key);
      };
      Object.defineProperty(shape.prototype, key, { get, enumerable: true });
    }
    shapes.set(name, shape);
  }
  return shape;
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

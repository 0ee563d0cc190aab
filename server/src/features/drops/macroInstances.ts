import type { JsonDropFunction, JsonDropPoint } from '../../../../shared/dropsJson.ts';

const DIFFERS = 'the uses of the macro that writes this function differ here';

const INNER = 'it depends on what another macro within does';

/**
 * A function that a macro's definition writes, where that calls another macro: what goes on inside of it has no place
 * in the function. Undefined where even jumps come from there; what depends on a flag is left open.
 */
export function withoutInnerMacros(fn: JsonDropFunction): JsonDropFunction | undefined {
  const inner = fn.scopes.filter((point) => point.macro);
  if (inner.length === 0) return fn;
  if (inner.some(({ kind }) => kind === 'break' || kind === 'continue')) return undefined;
  const scopes = fn.scopes.map((point): JsonDropPoint => {
    const isFlagged = [...point.drops, ...point.temporaries].some((entry) => entry.conditional);
    if (point.macro || !isFlagged) return point;
    return { ...point, drops: [], temporaries: [], moved: [], unresolved: INNER };
  });
  return { ...fn, scopes };
}

/**
 * A function that a macro's definition writes stands at one place, once for each use of the macro. It is listed once;
 * where its uses don't drop the same, the point says so instead of an order.
 */
export function uniteInstances(functions: readonly JsonDropFunction[]): readonly JsonDropFunction[] {
  const byPlace = new Map<string, JsonDropFunction[]>();
  for (const fn of functions) {
    const key = `${fn.file}:${fn.line}:${fn.column}:${fn.kind}`;
    const known = byPlace.get(key);
    if (known) known.push(fn);
    else byPlace.set(key, [fn]);
  }
  return [...byPlace.values()].map(([first, ...others]) =>
    others.length === 0 ? first! : unite([first!, ...others]),
  );
}

function unite(all: readonly JsonDropFunction[]): JsonDropFunction {
  const [first] = all;
  const keyed = all.map(({ scopes }) => keyedPoints(scopes));
  const keys = new Set(keyed.flatMap((points) => [...points.keys()]));
  const scopes = [...keys].map((key) => unitePoint(keyed.map((points) => points.get(key))));
  return { ...first!, scopes: scopes.sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** The points by place and kind; a place may have several of one kind. */
function keyedPoints(points: readonly JsonDropPoint[]): ReadonlyMap<string, JsonDropPoint> {
  const keyed = new Map<string, JsonDropPoint>();
  for (const point of points) {
    const base = `${point.line}:${point.column}:${point.kind}`;
    let key = base;
    for (let k = 1; keyed.has(key); k++) key = `${base}:${k}`;
    keyed.set(key, point);
  }
  return keyed;
}

function unitePoint(points: readonly (JsonDropPoint | undefined)[]): JsonDropPoint {
  const present = points.filter((p) => p !== undefined);
  const [first] = present;
  const same = present.length === points.length && present.every((p) => ordersOf(p) === ordersOf(first!));
  if (same) {
    const { next: _, ...alike } = first!;
    return alike;
  }
  const { kind, line, column, macro } = first!;
  const unresolved = present.find((p) => p.unresolved !== undefined)?.unresolved ?? DIFFERS;
  return { kind, line, column, ...(macro && { macro }), drops: [], temporaries: [], moved: [], unresolved };
}

/** What a point says, without the types, which are those of one use. */
function ordersOf({ drops, temporaries, unresolved }: JsonDropPoint): string {
  const variables = drops.map((d) => [d.variable, d.declared, d.conditional, d.part, d.detail, d.end]);
  const others = temporaries.map((t) => [t.at, t.after, t.conditional, t.hidden]);
  return JSON.stringify([variables, others, unresolved]);
}

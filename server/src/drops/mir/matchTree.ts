import type { ThirPat, Variable } from '../thir/model.ts';
import type { RegionScope } from '../thir/regions.ts';
import type { At, Cfg } from './controlFlow.ts';
import type { Edge, Place, Projection } from './model.ts';
import { keyOf } from './placeKeys.ts';

/** An arm's pattern; an arm with a guard may send control on to the arms behind it. */
export interface Row {
  readonly arm: number;
  readonly pat: ThirPat;
  readonly guarded: boolean;
}

export interface Binding {
  readonly variable: Variable;
  readonly by: 'move' | 'copy' | 'ref';
  readonly place: Place;
  readonly scope: RegionScope;
}

/** A way on which an arm's pattern has matched. */
export interface Leaf {
  readonly arm: number;
  readonly at: At;
  readonly bindings: readonly Binding[];
  /** Where control goes when the guard fails. */
  readonly otherwise?: At;
}

type Test =
  | {
      readonly kind: 'variant';
      readonly key: string;
      readonly place: Place;
      readonly index: number;
      readonly count: number;
    }
  | { readonly kind: 'other'; readonly key: string };

interface Candidate {
  readonly id: string;
  readonly arm: number;
  readonly guarded: boolean;
  readonly tests: readonly Test[];
  readonly bindings: readonly Binding[];
}

/** How many alternatives one arm's `|` patterns may multiply to before the tests in them are taken as one. */
const MAX_ALTERNATIVES = 64;

/**
 * Tests a place against patterns in order, as rustc's match lowering does: what is known about an enum's
 * variant on each edge decides later which of its fields may still hold values.
 */
export class MatchTree {
  readonly #cfg: Cfg;
  readonly #nodes = new Map<string, At>();
  readonly #leaves: Leaf[] = [];
  #failed: At | undefined;
  #others = 0;

  constructor(cfg: Cfg) {
    this.#cfg = cfg;
  }

  /** `failed`: where control goes if no row matches; undefined if that can't be. */
  build(at: At, place: Place, rows: readonly Row[]): { leaves: readonly Leaf[]; failed: At | undefined } {
    const candidates = rows.flatMap((row) =>
      flatten(row.pat, place, () => this.#others++).map((found, k) => ({
        id: `${row.arm}.${k}`,
        arm: row.arm,
        guarded: row.guarded,
        ...found,
      })),
    );
    this.#cfg.goto(at, this.#node(candidates));
    return { leaves: this.#leaves, failed: this.#failed };
  }

  #node(candidates: readonly Candidate[]): At {
    const key = candidates.map((c) => `${c.id}:${c.tests.map((t) => t.key).join(',')}`).join(';');
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    const at = this.#cfg.block();
    this.#nodes.set(key, at);
    const [first, ...rest] = candidates;
    if (!first) {
      this.#failed ??= at;
      if (this.#failed !== at) this.#cfg.goto(at, this.#failed);
      return at;
    }
    const [test] = first.tests;
    if (!test) this.#leaf(at, first, rest);
    else if (test.kind === 'variant') this.#switch(at, test, candidates);
    else {
      const passed = this.#node([{ ...first, tests: first.tests.slice(1) }, ...rest]);
      this.#cfg.branch(at, [{ to: passed }, { to: this.#node(rest) }]);
    }
    return at;
  }

  #leaf(at: At, { arm, bindings, guarded }: Candidate, rest: readonly Candidate[]): void {
    const own = this.#cfg.block();
    this.#cfg.goto(at, own);
    this.#leaves.push({ arm, at: own, bindings, ...(guarded && { otherwise: this.#node(rest) }) });
  }

  #switch(at: At, test: Extract<Test, { kind: 'variant' }>, candidates: readonly Candidate[]): void {
    const { place, count } = test;
    const tested = new Set<number>();
    for (const candidate of candidates) {
      const own = variantTest(candidate, test.key);
      if (!own) break;
      tested.add(own.index);
    }
    const edges: Edge[] = [...tested].map((index) => {
      const left = candidates.flatMap((c) => {
        const own = variantTest(c, test.key);
        if (!own) return [c];
        return own.index === index ? [{ ...c, tests: c.tests.filter((t) => t !== own) }] : [];
      });
      return { to: this.#node(left), facts: [{ place, active: index }] };
    });
    if (tested.size < count) {
      const left = candidates.filter((c) => {
        const own = variantTest(c, test.key);
        return !own || !tested.has(own.index);
      });
      edges.push({ to: this.#node(left), facts: [{ place, inactive: [...tested] }] });
    }
    this.#cfg.branch(at, edges);
  }
}

function variantTest(candidate: Candidate, key: string): Extract<Test, { kind: 'variant' }> | undefined {
  const place = key.slice(0, key.lastIndexOf('#'));
  const found = candidate.tests.find((t) => t.kind === 'variant' && t.key.startsWith(`${place}#`));
  return found?.kind === 'variant' ? found : undefined;
}

interface Flat {
  readonly tests: readonly Test[];
  readonly bindings: readonly Binding[];
}

const nothing: Flat = { tests: [], bindings: [] };

/** The ways in which a pattern can match, each as tests and bindings in order. */
function flatten(pat: ThirPat, place: Place, fresh: () => number): readonly Flat[] {
  switch (pat.kind) {
    case 'wild':
      return [nothing];
    case 'test':
      return [{ tests: [{ kind: 'other', key: `t${fresh()}` }], bindings: [] }];
    case 'binding': {
      const { variable, by, scope } = pat;
      const own = { tests: [], bindings: [{ variable, by, place, scope }] };
      return pat.sub ? product([own], flatten(pat.sub, place, fresh)) : [own];
    }
    case 'deref':
      return flatten(pat.pat, step(place, { kind: 'deref', box: pat.box, ty: pat.ty }), fresh);
    case 'or':
      return alternatives(
        pat.alternatives.flatMap((p) => flatten(p, place, fresh)),
        fresh,
      );
    case 'elements': {
      const test: Flat = pat.test
        ? { tests: [{ kind: 'other', key: `t${fresh()}` }], bindings: [] }
        : nothing;
      return pat.elements.reduce<readonly Flat[]>(
        (all, { index, ty, pat: part }) =>
          product(
            all,
            flatten(part, step(place, { kind: 'element', ...(index !== undefined && { index }), ty }), fresh),
          ),
        [test],
      );
    }
    case 'fields':
      return flattenFields(pat, place, fresh);
  }
}

function flattenFields(
  pat: Extract<ThirPat, { kind: 'fields' }>,
  place: Place,
  fresh: () => number,
): readonly Flat[] {
  const { variant } = pat;
  const test: Flat =
    variant && variant.count > 1
      ? {
          tests: [
            {
              kind: 'variant',
              key: `${keyOf(place)}#${variant.index}`,
              place,
              index: variant.index,
              count: variant.count,
            },
          ],
          bindings: [],
        }
      : nothing;
  return pat.fields.reduce<readonly Flat[]>(
    (all, { index, name, ty, pat: part }) => {
      const inner = step(place, { kind: 'field', index, name, ty, ...(variant && { variant }) });
      return product(all, flatten(part, inner, fresh));
    },
    [test],
  );
}

function step(place: Place, projection: Projection): Place {
  return { local: place.local, projections: [...place.projections, projection] };
}

function product(left: readonly Flat[], right: readonly Flat[]): readonly Flat[] {
  return left.flatMap((a) =>
    right.map((b) => ({ tests: [...a.tests, ...b.tests], bindings: [...a.bindings, ...b.bindings] })),
  );
}

/** Literals joined by `|` are one test; alternatives that bind or tell variants apart stay separate. */
function alternatives(all: readonly Flat[], fresh: () => number): readonly Flat[] {
  const plain = all.every((f) => f.bindings.length === 0 && f.tests.every((t) => t.kind === 'other'));
  const [first] = all;
  if (first && (plain || all.length > MAX_ALTERNATIVES)) {
    if (all.some((f) => f.tests.length === 0)) return [first.tests.length === 0 ? first : nothing];
    return [{ tests: [{ kind: 'other', key: `t${fresh()}` }], bindings: first.bindings }];
  }
  return all;
}

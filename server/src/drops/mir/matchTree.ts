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
  /** The number of the alternative of the arm's `|` patterns that has matched. */
  readonly alternative: number;
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
      /** A `bool`: if it is not one, it is the other. */
      readonly whole?: true;
    }
  | { readonly kind: 'other'; readonly key: string };

interface Candidate {
  /** Tells its arm and alternative, and which tests are left. */
  readonly key: string;
  readonly arm: number;
  readonly alternative: number;
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
  readonly #nodes = new Map<List, At>();
  readonly #lists = new Lists();
  /** Nodes whose tests are still to be built: thousands of arms would be too deep for a recursion. */
  readonly #pending: { readonly at: At; readonly list: List }[] = [];
  readonly #leaves: Leaf[] = [];
  #failed: At | undefined;
  #others = 0;

  constructor(cfg: Cfg) {
    this.#cfg = cfg;
  }

  /** `failed`: where control goes if no row matches; undefined if that can't be. */
  build(at: At, place: Place, rows: readonly Row[]): { leaves: readonly Leaf[]; failed: At | undefined } {
    const candidates = rows.flatMap((row) =>
      flatten(row.pat, place, () => this.#others++).map((found, k) =>
        candidate(`${row.arm}.${k}`, { arm: row.arm, alternative: k, guarded: row.guarded }, found),
      ),
    );
    this.#cfg.goto(at, this.#node(this.#lists.of(candidates)));
    for (let next = this.#pending.pop(); next; next = this.#pending.pop()) this.#test(next.at, next.list);
    return { leaves: this.#leaves, failed: this.#failed };
  }

  /** Where the rest of the candidates is tested. */
  #node(list: List): At {
    const known = this.#nodes.get(list);
    if (known !== undefined) return known;
    const at = this.#cfg.block();
    this.#nodes.set(list, at);
    this.#pending.push({ at, list });
    return at;
  }

  #test(at: At, list: List): void {
    const { first, rest } = list;
    if (!first || !rest) {
      this.#failed = at;
      return;
    }
    const [test] = first.tests;
    if (!test) this.#leaf(at, first, rest);
    else if (test.kind === 'variant') this.#switch(at, test, candidatesOf(list));
    else {
      const failed = this.#node(rest);
      const passed = this.#node(this.#lists.cons(without(first, test), rest));
      this.#cfg.branch(at, [{ to: passed }, { to: failed }]);
    }
  }

  #leaf(at: At, { arm, alternative, bindings, guarded }: Candidate, rest: List): void {
    const own = this.#cfg.block();
    this.#cfg.goto(at, own);
    this.#leaves.push({
      arm,
      alternative,
      at: own,
      bindings,
      ...(guarded && { otherwise: this.#node(rest) }),
    });
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
        return own.index === index ? [without(c, own)] : [];
      });
      return { to: this.#node(this.#lists.of(left)), facts: [{ place, active: index }] };
    });
    // rustc's switch over an enum goes on to the other patterns for any other tag, even where there is none.
    if (tested.size < count || test.whole !== true) {
      const left = candidates.filter((c) => {
        const own = variantTest(c, test.key);
        return !own || !tested.has(own.index);
      });
      edges.push({ to: this.#node(this.#lists.of(left)), facts: [{ place, inactive: [...tested] }] });
    }
    this.#cfg.branch(at, edges);
  }
}

/** Candidates in order, the empty list without a first. Equal lists are one object. */
interface List {
  readonly first?: Candidate;
  readonly rest?: List;
  /** The lists that go on with this one, by the key of their first candidate. */
  readonly before: Map<string, List>;
}

class Lists {
  readonly #empty: List = { before: new Map() };

  of(candidates: readonly Candidate[]): List {
    return candidates.reduceRight((rest, first) => this.cons(first, rest), this.#empty);
  }

  cons(first: Candidate, rest: List): List {
    let list = rest.before.get(first.key);
    if (!list) {
      list = { first, rest, before: new Map() };
      rest.before.set(first.key, list);
    }
    return list;
  }
}

function candidatesOf(list: List): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (let at: List | undefined = list; at?.first; at = at.rest) candidates.push(at.first);
  return candidates;
}

type Choice = Pick<Candidate, 'arm' | 'alternative' | 'guarded'>;

function candidate(id: string, { arm, alternative, guarded }: Choice, { tests, bindings }: Flat): Candidate {
  return { key: `${id}:${tests.map((t) => t.key).join(',')}`, arm, alternative, guarded, tests, bindings };
}

/** What is left of a candidate when one of its tests has passed. */
function without(given: Candidate, test: Test): Candidate {
  const id = given.key.slice(0, given.key.indexOf(':'));
  const tests = given.tests.filter((t) => t !== test);
  return candidate(id, given, { tests, bindings: given.bindings });
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
      if (pat.bool !== undefined) return [boolTest(place, pat.bool)];
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
        (all, { pat: part, ...element }) =>
          product(all, flatten(part, step(place, { kind: 'element', ...element }), fresh)),
        [test],
      );
    }
    case 'fields':
      return flattenFields(pat, place, fresh);
  }
}

function boolTest(place: Place, value: boolean): Flat {
  const index = Number(value);
  const key = `${keyOf(place)}#${index}`;
  return { tests: [{ kind: 'variant', key, place, index, count: 2, whole: true }], bindings: [] };
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

import type { SourcePos } from '../../drops/mir/model.ts';
import type { ThirPat, Variable } from '../../drops/thir/model.ts';
import type { RegionScope } from '../../drops/thir/regions.ts';
import { type Place, placeOf, type SwitchTarget } from '../mir/model.ts';
import type { Builder, PlaceBuilder } from './builder.ts';
import { keyOf } from './placeKeys.ts';
import { step } from './values.ts';

/** An arm's pattern; an arm with a guard may send control on to the arms behind it. */
export interface Row {
  readonly pat: ThirPat;
  readonly guarded: boolean;
}

export interface Binding {
  readonly variable: Variable;
  readonly by: 'move' | 'copy' | 'ref';
  readonly place: Place;
  readonly scope: RegionScope;
}

/** A way on which a row's pattern has matched. */
export interface Leaf {
  readonly block: number;
  readonly bindings: readonly Binding[];
  /** Where control goes when the guard fails. */
  readonly otherwise?: number;
}

/** `variant`: which variant an enum has. `value`: a scalar or string is compared. `length`: that of a slice. */
type Test =
  | {
      readonly kind: 'variant';
      readonly key: string;
      readonly place: Place;
      readonly index: number;
      readonly count: number;
    }
  | { readonly kind: 'value' | 'call' | 'length'; readonly key: string; readonly place: Place };

interface Candidate {
  readonly id: string;
  readonly row: number;
  readonly guarded: boolean;
  readonly tests: readonly Test[];
  readonly bindings: readonly Binding[];
}

interface Flat {
  readonly tests: readonly Test[];
  readonly bindings: readonly Binding[];
}

/** How many alternatives one row's `|` patterns may multiply to. */
const MAX_ALTERNATIVES = 256;
/** How many different points one `match` may have. */
const MAX_NODES = 20_000;

/**
 * Tests a place against patterns in order (`builder::matches`). Which tests are made where is of no interest to what a
 * coroutine holds, but what is known of an enum's variant on each way is: it decides which of its fields hold values.
 */
export class MatchTree {
  readonly #b: Builder;
  readonly #at: SourcePos;
  readonly #nodes = new Map<string, number>();
  #leaves: Leaf[][] = [];
  #failed: number | undefined;
  #fresh = 0;

  constructor(b: Builder, at: SourcePos) {
    this.#b = b;
    this.#at = at;
  }

  /** By row the ways that it matches; `otherwise`: where control goes if none does. */
  build(
    block: number,
    scrutinee: PlaceBuilder,
    rows: readonly Row[],
  ): { readonly branches: readonly (readonly Leaf[])[]; readonly otherwise: number } {
    this.#leaves = rows.map(() => []);
    const candidates = rows.flatMap(({ pat, guarded }, row) => {
      const flat = this.#flatten(pat, scrutinee);
      return flat.map((one, k): Candidate => ({ id: `${row}.${k}`, row, guarded, ...one }));
    });
    this.#b.cfg.goto(block, this.#node(candidates));
    for (const leaves of this.#leaves)
      if (leaves.length === 0) leaves.push({ block: this.#b.cfg.block(), bindings: [] });
    return { branches: this.#leaves, otherwise: this.#failed ?? this.#b.cfg.block() };
  }

  #node(candidates: readonly Candidate[]): number {
    const key = candidates.map((c) => `${c.id}:${c.tests.map((t) => t.key).join(',')}`).join(';');
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    const block = this.#b.cfg.block();
    this.#nodes.set(key, block);
    if (this.#nodes.size > MAX_NODES) {
      this.#b.giveUp('a `match` has too many ways to be followed');
      return block;
    }
    const [first, ...rest] = candidates;
    if (!first) {
      this.#failed = block;
      return block;
    }
    const [test] = first.tests;
    if (!test) this.#leaf(block, first, rest);
    else if (test.kind === 'variant') this.#switch(block, test, candidates);
    else {
      const passed = this.#node([{ ...first, tests: first.tests.slice(1) }, ...rest]);
      this.#compare(block, test, [{ to: passed }, { to: this.#node(rest) }]);
    }
    return block;
  }

  #compare(given: number, { kind, place }: Test, targets: readonly SwitchTarget[]): void {
    const { cfg, scopes } = this.#b;
    if (kind === 'value') {
      cfg.end(given, { kind: 'switch', operand: { kind: 'copy', place }, targets });
      return;
    }
    const result = placeOf(this.#b.temporary({ kind: 'bool' }, this.#at));
    let block = given;
    if (kind === 'length') {
      cfg.assign(block, result, { kind: 'rawPtr', place });
    } else {
      const to = cfg.block();
      cfg.end(given, { kind: 'call', args: [{ kind: 'copy', place }], destination: result, to });
      scopes.divergeFrom(given);
      block = to;
    }
    cfg.end(block, { kind: 'switch', operand: { kind: 'move', place: result }, targets });
  }

  #leaf(block: number, { row, bindings, guarded }: Candidate, rest: readonly Candidate[]): void {
    const own = this.#b.cfg.block();
    this.#b.cfg.goto(block, own);
    const otherwise = guarded ? { otherwise: this.#node(rest) } : {};
    this.#leaves[row]!.push({ block: own, bindings, ...otherwise });
  }

  #switch(block: number, test: Extract<Test, { kind: 'variant' }>, candidates: readonly Candidate[]): void {
    const { place, count } = test;
    const tested = new Set<number>();
    for (const candidate of candidates) {
      const own = variantTest(candidate, place);
      if (!own) break;
      tested.add(own.index);
    }
    const targets: SwitchTarget[] = [...tested].map((variant) => {
      const left = candidates.flatMap((c) => {
        const own = variantTest(c, place);
        if (!own) return [c];
        return own.index === variant ? [{ ...c, tests: c.tests.filter((t) => t !== own) }] : [];
      });
      return { to: this.#node(left), variant };
    });
    if (tested.size < count) {
      const left = candidates.filter((c) => {
        const own = variantTest(c, place);
        return !own || !tested.has(own.index);
      });
      targets.push({ to: this.#node(left) });
    }
    this.#b.cfg.end(block, { kind: 'switch', discriminant: place, targets });
  }

  /** The ways in which a pattern can match, each as tests and bindings in order (`MatchPairTree::for_pattern`). */
  #flatten(pat: ThirPat, at: PlaceBuilder): readonly Flat[] {
    switch (pat.kind) {
      case 'wild':
        return [{ tests: [], bindings: [] }];
      case 'test':
        return [this.#value(at, pat.calls ? 'call' : 'value')];
      case 'binding': {
        const { variable, by, scope } = pat;
        const own: Flat = { tests: [], bindings: [{ variable, by, scope, place: this.#b.place(at) }] };
        // What stands behind `@` is bound before the name itself.
        return pat.sub ? this.#product(this.#flatten(pat.sub, at), [own]) : [own];
      }
      case 'deref':
        return this.#flatten(pat.pat, step(at, { kind: 'deref', box: pat.box, ty: pat.ty }));
      case 'or':
        return this.#alternatives(pat.alternatives.flatMap((part) => this.#flatten(part, at)));
      case 'elements': {
        const test = pat.test ? this.#value(at, 'length') : { tests: [], bindings: [] };
        return pat.elements.reduce<readonly Flat[]>(
          (all, { index, ty, pat: part }) => {
            const inner = step(
              at,
              index === undefined ? { kind: 'rest', ty } : { kind: 'element', index, ty },
            );
            return this.#product(all, this.#flatten(part, inner));
          },
          [test],
        );
      }
      case 'fields':
        return this.#fields(pat, at);
    }
  }

  #fields(pat: Extract<ThirPat, { kind: 'fields' }>, at: PlaceBuilder): readonly Flat[] {
    const { variant } = pat;
    const tests: Test[] = [];
    if (variant && variant.count > 1) {
      const place = this.#b.place(at);
      const { index, count } = variant;
      tests.push({ kind: 'variant', key: `${keyOf(place)}#${index}`, place, index, count });
    }
    return pat.fields.reduce<readonly Flat[]>(
      (all, { index, ty, pat: part }) => {
        const inner = step(at, { kind: 'field', index, ty, ...(variant && { variant: variant.index }) });
        return this.#product(all, this.#flatten(part, inner));
      },
      [{ tests, bindings: [] }],
    );
  }

  #value(at: PlaceBuilder, kind: 'value' | 'call' | 'length'): Flat {
    return { tests: [{ kind, key: `t${this.#fresh++}`, place: this.#b.place(at) }], bindings: [] };
  }

  #product(left: readonly Flat[], right: readonly Flat[]): readonly Flat[] {
    if (left.length * right.length > MAX_ALTERNATIVES) {
      this.#b.giveUp('a pattern has too many alternatives to be followed');
      return left;
    }
    return left.flatMap((a) =>
      right.map((b) => ({ tests: [...a.tests, ...b.tests], bindings: [...a.bindings, ...b.bindings] })),
    );
  }

  /** Values joined by `|` are one test; alternatives that bind or tell variants apart stay separate. */
  #alternatives(all: readonly Flat[]): readonly Flat[] {
    const plain = all.every(
      (f) => f.bindings.length === 0 && f.tests.length <= 1 && f.tests[0]?.kind === 'value',
    );
    const [first] = all;
    return plain && first ? [first] : all;
  }
}

function variantTest(candidate: Candidate, place: Place): Extract<Test, { kind: 'variant' }> | undefined {
  const key = keyOf(place);
  const found = candidate.tests.find((t) => t.kind === 'variant' && keyOf(t.place) === key);
  return found?.kind === 'variant' ? found : undefined;
}

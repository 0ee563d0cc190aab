// Holds a product's drop orders against the compiler's. Counted are the oracle's points with at least one entry in `drops` that
// have a position of the user's.

import type {
  DropEntry,
  DropFunction,
  DropScope,
  RustDropsV1,
  ScopeKind,
  TemporaryEntry,
  UnresolvedFunction,
} from './rustDrops.ts';

export const WRONG_VERDICTS = [
  'wrong order',
  'missing variable',
  'extra variable',
  'conditional flag wrong',
  'missing point',
  'extra point',
] as const;
export type WrongVerdict = (typeof WRONG_VERDICTS)[number];

export interface CompareOptions {
  /** Ignore columns. */
  readonly linesOnly?: boolean;
  /** Take `s.name` as `s`. */
  readonly wholeVariables?: boolean;
}

export interface DropsComparison {
  readonly points: number;
  readonly exact: number;
  readonly unresolved: number;
  readonly wrong: Readonly<Record<WrongVerdict, number>>;
  readonly functions: {
    readonly exact: number;
    readonly wrong: number;
    readonly unresolved: number;
    readonly absent: number;
  };
  /** Points that have temporaries: not part of the verdict. */
  readonly temporaries: { readonly points: number; readonly exact: number; readonly unresolved: number };
  /** A line a wrong point. */
  readonly notes: readonly string[];
}

export const wrongPoints = ({ wrong }: DropsComparison): number =>
  WRONG_VERDICTS.reduce((sum, v) => sum + wrong[v], 0);

/** Compares every function of the oracle. */
export function compareDrops(
  oracle: RustDropsV1,
  product: RustDropsV1,
  options: CompareOptions = {},
): DropsComparison {
  const tally = new Tally();
  for (const fn of oracle.functions) {
    const answer =
      product.functions.find((p) => isSameFunction(p, fn, true)) ??
      product.functions.find((p) => isSameFunction(p, fn, false));
    const isDeclined =
      answer?.unresolved !== undefined || product.unresolved?.some((u) => isDeclinedHere(u, fn));
    if (!answer || isDeclined) tally.leaveOpen(fn, isDeclined === true);
    else new FunctionComparison(fn, answer, options, tally).run();
  }
  return tally.result();
}

const normal = (file: string): string => file.replaceAll('\\', '/').replace(/^\.\//, '');
const sameFile = (a: string, b: string): boolean => {
  const [x, y] = [normal(a), normal(b)];
  return x === y || x.endsWith(`/${y}`) || y.endsWith(`/${x}`);
};
const isSameFunction = (p: DropFunction, fn: DropFunction, byPosition: boolean): boolean =>
  p.line === fn.line &&
  (byPosition ? (p.column ?? fn.column) === fn.column : p.name === fn.name) &&
  sameFile(p.file, fn.file);
const isDeclinedHere = (u: UnresolvedFunction, fn: DropFunction): boolean =>
  u.line === fn.line && (u.column ?? fn.column) === fn.column && sameFile(u.file, fn.file);

const isCounted = (s: DropScope): boolean => !s.macro && s.drops.length > 0;

class Tally {
  points = 0;
  exact = 0;
  unresolved = 0;
  readonly wrong = Object.fromEntries(WRONG_VERDICTS.map((v) => [v, 0])) as Record<WrongVerdict, number>;
  readonly functions = { exact: 0, wrong: 0, unresolved: 0, absent: 0 };
  readonly temporaries = { points: 0, exact: 0, unresolved: 0 };
  readonly notes: string[] = [];

  leaveOpen(fn: DropFunction, isDeclined: boolean): void {
    const points = fn.scopes.filter(isCounted).length;
    const withTemporaries = fn.scopes.filter((s) => !s.macro && s.temporaries?.length).length;
    this.points += points;
    this.unresolved += points;
    this.temporaries.points += withTemporaries;
    this.temporaries.unresolved += withTemporaries;
    this.functions[isDeclined ? 'unresolved' : points ? 'absent' : 'exact']++;
  }

  result(): DropsComparison {
    const { points, exact, unresolved, wrong, functions, temporaries, notes } = this;
    return { points, exact, unresolved, wrong, functions, temporaries, notes };
  }
}

class FunctionComparison {
  readonly #fn: DropFunction;
  readonly #answer: DropFunction;
  readonly #options: CompareOptions;
  readonly #tally: Tally;
  readonly #left: Set<DropScope>;
  #bad = 0;
  #open = 0;

  constructor(fn: DropFunction, answer: DropFunction, options: CompareOptions, tally: Tally) {
    this.#fn = fn;
    this.#answer = answer;
    this.#options = options;
    this.#tally = tally;
    this.#left = new Set(answer.scopes);
  }

  run(): void {
    for (const scope of this.#fn.scopes) if (!scope.macro) this.#compare(scope);
    for (const scope of this.#surplus()) this.#wrong('extra point', scope, `got ${show(scope.drops)}`);
    const verdict = this.#bad ? 'wrong' : this.#open ? 'unresolved' : 'exact';
    this.#tally.functions[verdict]++;
  }

  #compare(want: DropScope): void {
    const got = this.#nearest(want);
    if (got) this.#left.delete(got);
    this.#compareTemporaries(want, got);
    if (!want.drops.length) {
      if (got?.drops.length) this.#wrong('extra variable', want, `none wanted, got ${show(got.drops)}`);
      return;
    }
    this.#tally.points++;
    if (got?.unresolved !== undefined) {
      this.#tally.unresolved++;
      this.#open++;
    } else if (!got) this.#wrong('missing point', want, `want ${show(want.drops)}`);
    else {
      const verdict = judge(want.drops, got.drops, this.#options);
      if (verdict === 'exact') this.#tally.exact++;
      else this.#wrong(verdict, want, `want ${show(want.drops)}; got ${show(got.drops)}`);
    }
  }

  /** The product's point at the same place that fits best. */
  #nearest(want: DropScope): DropScope | undefined {
    const here = [...this.#left].filter(
      (s) =>
        s.line === want.line &&
        (this.#options.linesOnly || s.column === want.column) &&
        mayBeSame(s.kind, want.kind),
    );
    const rate = (s: DropScope): number => {
      if (s.unresolved !== undefined) return 1;
      if (judge(want.drops, s.drops, this.#options) === 'exact') return 3;
      return s.drops.some((d) => want.drops.some((w) => w.variable === d.variable)) ? 2 : 0;
    };
    return here.sort((a, b) => rate(b) - rate(a))[0];
  }

  #compareTemporaries(want: DropScope, got: DropScope | undefined): void {
    if (!want.temporaries?.length) return;
    const { temporaries } = this.#tally;
    temporaries.points++;
    if (got?.unresolved !== undefined) temporaries.unresolved++;
    else if (got && sameTemporaries(want.temporaries, got.temporaries ?? [])) temporaries.exact++;
  }

  /** Points that rustc does not have. Inside a foreign macro rustc names no position: nothing can be said there. */
  #surplus(): DropScope[] {
    if (this.#fn.scopes.some((s) => s.macro && s.drops.length)) return [];
    const macroLines = new Set(
      this.#fn.scopes.filter((s) => s.macro).flatMap((s) => (s.temporaries ?? []).map((t) => t.at?.[0])),
    );
    return [...this.#left].filter(
      (s) => s.drops.length && s.unresolved === undefined && !macroLines.has(s.line ?? 0),
    );
  }

  #wrong(verdict: WrongVerdict, { line, column, kind }: DropScope, text: string): void {
    this.#bad++;
    this.#tally.wrong[verdict]++;
    this.#tally.notes.push(
      `${this.#fn.file}:${line}:${column} ${this.#answer.name} [${kind ?? '?'}] ${verdict}: ${text}`,
    );
  }
}

const EXITS: ReadonlySet<ScopeKind> = new Set(['return', '?', 'break', 'continue']);

/** A product need not tell one kind of exit from another. */
function mayBeSame(a: ScopeKind | undefined, b: ScopeKind | undefined): boolean {
  const group = (kind: ScopeKind): string =>
    EXITS.has(kind) ? 'exit' : kind === 'assign' || kind === 'else' ? kind : 'end';
  return !a || !b || group(a) === group(b);
}

/** The first of all verdicts that applies to a point. */
export function judge(
  want: readonly DropEntry[],
  got: readonly DropEntry[],
  options: CompareOptions = {},
): WrongVerdict | 'exact' {
  const wanted = entries(want, options);
  const given = entries(got, options);
  const used = new Set<number>();
  const order: number[] = [];
  for (const w of wanted) {
    const k = given.findIndex((g, i) => !used.has(i) && isSameEntry(w, g));
    if (k < 0) return 'missing variable';
    used.add(k);
    order.push(k);
  }
  if (used.size < given.length) return 'extra variable';
  if (order.some((k, i) => k !== i)) return 'wrong order';
  return wanted.every((w, i) => !w.conditional === !given[i]!.conditional)
    ? 'exact'
    : 'conditional flag wrong';
}

function entries(drops: readonly DropEntry[], { wholeVariables }: CompareOptions): DropEntry[] {
  const named = drops.filter((d) => d.variable != null);
  if (!wholeVariables) return named;
  const whole = named.map((d) => ({ ...d, variable: d.variable.replace(/^\*/, '').split(/[.[]/)[0]! }));
  const isRepeated = (d: DropEntry, k: number): boolean => {
    const last = whole[k - 1];
    return last?.variable === d.variable && String(last.declared) === String(d.declared);
  };
  return whole.filter((d, k) => !isRepeated(d, k));
}

/** A product may say `_` for a parameter without a name. */
function isSameEntry(a: DropEntry, b: DropEntry): boolean {
  const parameter = (name: string): string => (/^#\d+$/.test(name) ? '_' : name);
  const sameName =
    a.variable === b.variable || parameter(a.variable) === b.variable || a.variable === parameter(b.variable);
  const samePlace = !a.declared || !b.declared || String(a.declared) === String(b.declared);
  return sameName && samePlace && (a.part ?? '') === (b.part ?? '');
}

function sameTemporaries(want: readonly TemporaryEntry[], got: readonly TemporaryEntry[]): boolean {
  if (want.length !== got.length) return false;
  return want.every((w, k) => {
    const g = got[k]!;
    const samePlace = !w.at || !g.at || String(w.at) === String(g.at);
    return samePlace && (w.after ?? 0) === (g.after ?? 0) && !w.conditional === !g.conditional;
  });
}

const show = (drops: readonly DropEntry[]): string =>
  drops.map((d) => `${d.variable}${d.part ? `(${d.part})` : ''}${d.conditional ? '?' : ''}`).join(', ') ||
  '-';

// Holds a product's drop orders against the compiler's. Counted are the oracle's points that drop anything, a variable or a
// temporary, at a position of the user's; then the order in which a function's points follow each other.

import { type JudgeOptions, judge, POINT_VERDICTS, show, stepsOf } from './judgePoint.ts';
import { orderDifferences } from './pointOrder.ts';
import type {
  DropFunction,
  DropScope,
  Position,
  RustDropsV1,
  ScopeKind,
  UnresolvedFunction,
} from './rustDrops.ts';

export const WRONG_VERDICTS = [
  ...POINT_VERDICTS,
  'missing point',
  'extra point',
  'wrong sequence of points',
] as const;
export type WrongVerdict = (typeof WRONG_VERDICTS)[number];

export interface CompareOptions extends Omit<JudgeOptions, 'plain'> {
  /** The text of a file, for positions that differ by parentheses. */
  readonly text?: (file: string) => string | undefined;
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
  /** How many points are open for each reason. */
  readonly reasons: ReadonlyMap<string, number>;
  /** A line for each fault. */
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
  const places = new Set(oracle.functions.map(placeOf));
  for (const fn of oracle.functions) {
    const answer =
      product.functions.find((p) => isSameFunction(p, fn, true)) ??
      product.functions.find((p) => isSameFunction(p, fn, false) && !places.has(placeOf(p)));
    const declined = product.unresolved?.find((u) => isDeclinedHere(u, fn));
    const reason = answer?.unresolved ?? declined?.reason;
    if (!answer || reason !== undefined) tally.leaveOpen(fn, reason);
    else new FunctionComparison(fn, answer, judging(fn, options), tally).run();
  }
  return tally.result();
}

/** Positions are held against each other without the parentheses that begin there. */
function judging({ file }: DropFunction, { text, ...options }: CompareOptions): JudgeOptions {
  const lines = text?.(file)?.split('\n');
  if (!lines) return options;
  const plain = ([line, column]: Position): Position => {
    const rest = [...(lines[line - 1] ?? '')].slice(column - 1).join('');
    return [line, column + /^[(\s]*/.exec(rest)![0].length];
  };
  return { ...options, plain };
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
const placeOf = ({ line, column }: DropFunction): string => `${line}:${column}`;
const isDeclinedHere = (u: UnresolvedFunction, fn: DropFunction): boolean =>
  u.line === fn.line && (u.column ?? fn.column) === fn.column && sameFile(u.file, fn.file);

const drops = (s: DropScope): boolean => s.drops.length + (s.temporaries?.length ?? 0) > 0;
const isCounted = (s: DropScope): boolean => !s.macro && drops(s);

class Tally {
  points = 0;
  exact = 0;
  unresolved = 0;
  readonly wrong = Object.fromEntries(WRONG_VERDICTS.map((v) => [v, 0])) as Record<WrongVerdict, number>;
  readonly functions = { exact: 0, wrong: 0, unresolved: 0, absent: 0 };
  readonly reasons = new Map<string, number>();
  readonly notes: string[] = [];

  /** A whole function without an answer. */
  leaveOpen(fn: DropFunction, reason: string | undefined): void {
    const points = fn.scopes.filter(isCounted).length;
    this.points += points;
    this.functions[reason === undefined ? (points ? 'absent' : 'exact') : 'unresolved']++;
    this.open(reason ?? 'the function is not listed', points);
  }

  open(reason: string, points = 1): void {
    this.unresolved += points;
    if (points) this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + points);
  }

  result(): DropsComparison {
    const { points, exact, unresolved, wrong, functions, reasons, notes } = this;
    return { points, exact, unresolved, wrong, functions, reasons, notes };
  }
}

class FunctionComparison {
  readonly #fn: DropFunction;
  readonly #answer: DropFunction;
  readonly #options: JudgeOptions;
  readonly #tally: Tally;
  readonly #left: Set<DropScope>;
  /** Which point of the product each point of the oracle is, where they agree. */
  readonly #pairs = new Map<number, number>();
  #bad = 0;
  #open = 0;

  constructor(fn: DropFunction, answer: DropFunction, options: JudgeOptions, tally: Tally) {
    this.#fn = fn;
    this.#answer = answer;
    this.#options = options;
    this.#tally = tally;
    this.#left = new Set(answer.scopes);
  }

  run(): void {
    for (const [k, scope] of this.#fn.scopes.entries()) if (!scope.macro) this.#compare(scope, k);
    for (const scope of this.#surplus()) this.#wrong('extra point', scope, `got ${show(stepsOf(scope))}`);
    if (!this.#bad && !this.#open) this.#compareOrder();
    const verdict = this.#bad ? 'wrong' : this.#open ? 'unresolved' : 'exact';
    this.#tally.functions[verdict]++;
  }

  #compare(want: DropScope, index: number): void {
    const got = this.#nearest(want);
    if (got) this.#left.delete(got);
    const wanted = stepsOf(want);
    const given = got ? stepsOf(got) : [];
    if (!wanted.length) {
      if (given.length) this.#wrong('extra variable', want, `none wanted, got ${show(given)}`);
      return;
    }
    this.#tally.points++;
    if (got?.unresolved !== undefined) {
      this.#tally.open(got.unresolved);
      this.#open++;
    } else if (!got) this.#wrong('missing point', want, `want ${show(wanted)}`);
    else {
      const verdict = judge(wanted, given, this.#options);
      if (verdict !== 'exact') this.#wrong(verdict, want, `want ${show(wanted)}; got ${show(given)}`);
      else {
        this.#tally.exact++;
        this.#pairs.set(index, this.#answer.scopes.indexOf(got));
      }
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
    const wanted = stepsOf(want);
    const rate = (s: DropScope): number => {
      if (s.unresolved !== undefined) return 1;
      const given = stepsOf(s);
      const verdict = judge(wanted, given, this.#options);
      if (verdict === 'exact') return 4;
      if (verdict === 'conditional flag wrong') return 3;
      return given.some((d) => wanted.some((w) => w.name === d.name && String(w.at) === String(d.at)))
        ? 2
        : 0;
    };
    return here.sort((a, b) => rate(b) - rate(a))[0];
  }

  #compareOrder(): void {
    const differences = orderDifferences(this.#fn.scopes, this.#answer.scopes, this.#pairs);
    for (const { from, to, verdict } of differences) {
      const text = `${verdict}: ${show(stepsOf(from))} (${from.line}:${from.column}) then ${show(stepsOf(to))}`;
      this.#wrong('wrong sequence of points', to, text);
    }
  }

  /** Points that rustc does not have. Inside a foreign macro rustc names no position: nothing can be said there. */
  #surplus(): DropScope[] {
    if (this.#fn.scopes.some((s) => s.macro && s.drops.length)) return [];
    const macroLines = new Set(
      this.#fn.scopes.filter((s) => s.macro).flatMap((s) => (s.temporaries ?? []).map((t) => t.at?.[0])),
    );
    return [...this.#left].filter(
      (s) => isCounted(s) && s.unresolved === undefined && !macroLines.has(s.line ?? 0),
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

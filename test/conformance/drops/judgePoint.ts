// What a product says of one drop point against what rustc says: variables and temporaries in one sequence.

import type { DropEntry, DropScope, Position, TemporaryEntry } from './rustDrops.ts';

export const POINT_VERDICTS = [
  'wrong order',
  'missing variable',
  'extra variable',
  'missing temporary',
  'extra temporary',
  'conditional flag wrong',
] as const;
export type PointVerdict = (typeof POINT_VERDICTS)[number];

export interface JudgeOptions {
  /** Ignore columns. */
  readonly linesOnly?: boolean;
  /** Take `s.name` as `s`. */
  readonly wholeVariables?: boolean;
  /** A position without the parentheses that begin there. */
  readonly plain?: (position: Position) => Position;
}

/** One drop of a point: of a variable, or of a temporary (`name` null). */
export interface Step {
  readonly name: string | null;
  readonly at: Position | undefined;
  readonly part: string;
  readonly conditional: boolean;
  /** The compiler has a name of its own for it. */
  readonly hidden: boolean;
}

/** A point's variables and temporaries in the order of their drops. */
export function stepsOf({ drops, temporaries = [] }: Pick<DropScope, 'drops' | 'temporaries'>): Step[] {
  const steps: Step[] = [];
  for (let k = 0; k <= drops.length; k++) {
    for (const t of temporaries) if ((t.after ?? 0) === k) steps.push(temporaryStep(t));
    if (drops[k]) steps.push(variableStep(drops[k]!));
  }
  return steps;
}

const temporaryStep = ({ at, part, conditional, hidden }: TemporaryEntry): Step => ({
  name: null,
  at,
  part: part === 'box' ? part : '',
  conditional: conditional ?? false,
  hidden: hidden !== undefined,
});

const variableStep = ({ variable, declared, part, conditional }: DropEntry): Step => ({
  name: variable,
  at: declared,
  part: part ?? '',
  conditional: conditional ?? false,
  hidden: false,
});

/** The first of all verdicts that applies to a point. */
export function judge(
  want: readonly Step[],
  got: readonly Step[],
  options: JudgeOptions = {},
): PointVerdict | 'exact' {
  const wanted = options.wholeVariables ? wholeVariables(want) : want;
  const given = options.wholeVariables ? wholeVariables(got) : got;
  const partner = partners(wanted, given, options);
  const missing = wanted.filter((_, k) => partner[k] === undefined);
  if (missing.length > 0) return missing.some(isVariable) ? 'missing variable' : 'missing temporary';
  const extra = given.filter((_, k) => !partner.includes(k));
  if (extra.length > 0) return extra.some(isVariable) ? 'extra variable' : 'extra temporary';
  if (partner.some((k, i) => k !== i)) return 'wrong order';
  return wanted.every((w, i) => w.conditional === given[i]!.conditional) ? 'exact' : 'conditional flag wrong';
}

const isVariable = (step: Step): boolean => step.name !== null;

/** For each wanted step the given one that it is, the next one behind the last first. */
function partners(
  wanted: readonly Step[],
  given: readonly Step[],
  options: JudgeOptions,
): (number | undefined)[] {
  const used = new Set<number>();
  let last = -1;
  return wanted.map((w) => {
    const fits = given.flatMap((g, i) => (!used.has(i) && isSameStep(w, g, options) ? [i] : []));
    const found = fits.find((i) => i > last) ?? fits[0];
    if (found === undefined) return undefined;
    used.add(found);
    last = found;
    return found;
  });
}

/** Steps of the same value. A product need not know the compiler's own names. */
function isSameStep(a: Step, b: Step, options: JudgeOptions): boolean {
  if ((a.part === 'box') !== (b.part === 'box')) return false;
  if (a.part === 'box') return isSameBox(a, b);
  const isSamePlace = !a.at || !b.at || samePosition(a.at, b.at, options);
  if (a.name !== null && b.name !== null) return isSamePlace && isSameName(a.name, b.name);
  if (a.name === null && b.name === null) return isSamePlace;
  // What one of them calls a temporary may be a variable to the other if the user has not written its name.
  const named = a.name ?? b.name!;
  return isSamePlace && (a.hidden || b.hidden || /^(?:#\d+|_|\{captures\}|self)/.test(named));
}

/** The allocation alone: MIR reaches boxes in boxes through temporaries. */
function isSameBox(a: Step, b: Step): boolean {
  const owner = ({ name }: Step): string | undefined => name?.replace(/^\*+/, '');
  return a.name === null || b.name === null || isSameName(owner(a)!, owner(b)!);
}

function samePosition(a: Position, b: Position, { linesOnly, plain = (p) => p }: JudgeOptions): boolean {
  if (linesOnly) return a[0] === b[0];
  return String(plain(a)) === String(plain(b));
}

/** `_` for a parameter without a name; a field by its number or by its name. */
function isSameName(a: string, b: string): boolean {
  const parts = (name: string): string[] =>
    name
      .replace(/^#\d+/, '_')
      .replace(/^\{captures\}/, '_')
      .split('.');
  const [x, y] = [parts(a), parts(b)];
  // What a closure holds is numbered where MIR has no name for it.
  if (a.startsWith('{captures}') || b.startsWith('{captures}')) return true;
  const isNumber = (part: string): boolean => /^\d+$/.test(part);
  return (
    x.length === y.length &&
    x.every((part, k) => part === y[k] || (k > 0 && isNumber(part) !== isNumber(y[k]!)))
  );
}

function wholeVariables(steps: readonly Step[]): Step[] {
  const whole = steps
    .filter(isVariable)
    .map((s) => ({ ...s, name: s.name!.replace(/^\*/, '').split(/[.[]/)[0]! }));
  return whole.filter((s, k) => {
    const last = whole[k - 1];
    return last?.name !== s.name || String(last.at) !== String(s.at);
  });
}

export const show = (steps: readonly Step[]): string =>
  steps
    .map((s) => `${s.name ?? `<${s.at ?? ''}>`}${s.part ? `(${s.part})` : ''}${s.conditional ? '?' : ''}`)
    .join(', ') || '-';

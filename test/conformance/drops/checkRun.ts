// Does what a program dropped read, function by function, as a row of whole drop points of the oracle? Only values that announce
// themselves are seen, and not which of two exits with the same scope ends ran.

import type { RunEvent } from './runDrops.ts';
import type {
  DropEntry,
  DropFunction,
  DropScope,
  OracleDrops,
  Position,
  TemporaryEntry,
} from './rustDrops.ts';

export interface RunCheck {
  readonly name: string;
  readonly line: number | undefined;
  /** What does not fit; null where all does. */
  readonly detail: string | null;
  readonly drops: number;
}

export const failed = (check: RunCheck): boolean => check.detail !== null;

/** `text` is the program's source. */
export function checkRun(events: readonly RunEvent[], oracle: OracleDrops, text: string): RunCheck[] {
  const checks: RunCheck[] = [];
  const perFunction = new Map<DropFunction, RunEvent[]>();
  for (const event of events) {
    if (event.inside || !event.function) continue;
    const fn = oracle.functions.filter((f) => isIn(event, f)).at(-1);
    if (fn) perFunction.set(fn, [...(perFunction.get(fn) ?? []), event]);
    else if (!isInMacro(event, oracle)) {
      const detail = `${event.label} dropped at ${event.line}:${event.column}, no such point`;
      checks.push({ name: event.function, line: event.functionLine, detail, drops: 1 });
    }
  }
  const types = new AnnouncingTypes(text);
  for (const [fn, own] of perFunction) {
    checks.push({ name: fn.name, line: fn.line, detail: misfit(fn, own, types), drops: own.length });
  }
  return checks;
}

function isIn(event: RunEvent, fn: DropFunction): boolean {
  const line = event.line ?? 0;
  const isClosure = fn.kind === 'closure' || fn.kind === 'async block';
  if (line < fn.line || line > (fn.endLine ?? Infinity)) return false;
  if (isClosure ? !event.isClosure : fn.name !== event.function || fn.line !== event.functionLine)
    return false;
  return fn.scopes.some((s) => [...s.drops, ...(s.temporaries ?? [])].some((d) => isAt(d, s, event)));
}

/** Inside a macro of std's the MIR has no position of the user's. */
function isInMacro(event: RunEvent, { functions }: OracleDrops): boolean {
  const here = functions.filter((f) => f.name === event.function && f.line === event.functionLine);
  return event.label.startsWith('~') && here.some((f) => f.scopes.some((s) => s.macro));
}

function isAt(drop: DropEntry | TemporaryEntry, scope: DropScope, event: RunEvent): boolean {
  const [line, column]: Position = drop.end ?? [scope.line ?? 0, scope.column ?? 0];
  return line === event.line && column === event.column;
}

/** The first event that no point explains; null where all are explained. */
function misfit(fn: DropFunction, events: readonly RunEvent[], types: AnnouncingTypes): string | null {
  for (let i = 0; i < events.length; ) {
    const longest = Math.max(0, ...fn.scopes.map((s) => explained(s, events, i, types)));
    if (longest === 0)
      return `after ${i} drops: ${events[i]!.label} at ${events[i]!.line}:${events[i]!.column}`;
    i += longest;
  }
  return null;
}

type Step =
  | (DropEntry & { isTemporary?: undefined })
  | (TemporaryEntry & { isTemporary: true; variable?: undefined });

function steps({ drops, temporaries = [] }: DropScope): Step[] {
  const found: Step[] = [];
  for (let k = 0; k <= drops.length; k++) {
    for (const t of temporaries) if (t.after === k) found.push({ ...t, isTemporary: true });
    if (drops[k]) found.push(drops[k]!);
  }
  return found;
}

/** How many events from `from` the whole point explains; 0 where it does not fit. */
function explained(
  scope: DropScope,
  events: readonly RunEvent[],
  from: number,
  types: AnnouncingTypes,
): number {
  let at = from;
  for (const step of steps(scope)) {
    if (step.part === 'box') continue;
    const count = announcements(step, scope, events, at);
    if (count === 0 && !step.conditional && !step.path && types.mustAnnounce(step.type ?? '')) return 0;
    at += count;
  }
  return at - from;
}

/** How many events from `at` are the step's own: several for its fields or elements. */
function announcements(step: Step, scope: DropScope, events: readonly RunEvent[], at: number): number {
  const type = step.type ?? '';
  const isMany = step.isTemporary ? /vec::|\[|\(|iter/i.test(type) : type.split('::').pop() !== 'D';
  let count = 0;
  while (at + count < events.length && fits(step, scope, events[at + count]!)) {
    count++;
    if (!isMany) break;
  }
  return count;
}

function fits(step: Step, scope: DropScope, event: RunEvent): boolean {
  if (!isAt(step, scope, event)) return false;
  // A user variable's own label is not a temporary's.
  if (step.isTemporary) return /(^|>)[~<]/.test(event.label);
  const { variable } = step;
  return variable === '{captures}' || event.label.split('>').some((label) => isLabelOf(label, variable));
}

const base = (name: string): string => name.replace(/^\*+/, '').split(/[.[@]/)[0]!;

function isLabelOf(label: string, variable: string): boolean {
  if (base(label) !== base(variable)) return false;
  if (!/[.[]/.test(label) || !/[.[]/.test(variable)) return true;
  return (
    label.startsWith(variable) ||
    variable.startsWith(label) ||
    label.split('.').pop() === variable.split('.').pop()
  );
}

/** Which types' values always say that they drop. */
class AnnouncingTypes {
  readonly #own: readonly RegExp[];
  readonly #enums: readonly RegExp[];

  constructor(text: string) {
    const word = (m: RegExpExecArray): RegExp => new RegExp(`\\b${m[1]}\\b`);
    this.#own = [/\bD\b/, /\bPair\b/, ...[...text.matchAll(/\b(?:struct|enum|union)\s+(\w+)/g)].map(word)];
    this.#enums = [...text.matchAll(/\benum\s+(\w+)/g)].map(word);
  }

  mustAnnounce(type: string): boolean {
    const announces = this.#own.some((t) => t.test(type)) || /\b[A-Z]\b|closure@|async|dyn /.test(type);
    // These may hold nothing that announces itself.
    const mayBeEmpty =
      /Option|Result|Vec|IntoIter|closure|Rc|Arc|\b[A-CE-Z]\b|dyn |Cell|Mutex|Weak|Box<\[|async/.test(type);
    return announces && !mayBeEmpty && !this.#enums.some((t) => t.test(type));
  }
}
